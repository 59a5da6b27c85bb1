"""From a chosen entry to what a person reads: the first line answers, then at most three lines, then the source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.aspects import FIGURES, Aspect
from bot.choosing import Candidate, Question
from bot.dates import show
from bot.entry_dates import as_of
from bot.regions import Regions
from bot.reply import Card, ServiceRef, SourceRef, Status
from bot.wording import answering as words
from data.entries import Fact, ServiceEntry, Source

_STOPS = "。！？!?"
_YEAR_ALONE = len("2025")


def source_ref(source: Source) -> SourceRef:
    """The source as replies name it."""
    return SourceRef(source.article, source.headline, source.byline, source.as_of)


@dataclass(frozen=True, slots=True)
class _Lead:
    """The first line, and which parts of the entry it tells: title, summary, audience, how, contact."""

    text: str
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class Composer:
    """Writes cards; `entries` resolves the other side of a conflict."""

    entries: Mapping[str, ServiceEntry]
    regions: Regions

    def service(self, candidate: Candidate) -> ServiceRef:
        """The service as a reply names it."""
        entry = candidate.entry
        return ServiceRef(
            id=entry.id,
            title=entry.title,
            intent=entry.intent,
            region=entry.region,
            applies=candidate.applies,
            as_of=as_of(entry),
            status=candidate.status,
            source=source_ref(entry.source),
            other_sources=tuple(source_ref(other.source) for other in self._other_side(entry)),
        )

    def services(self, candidates: Sequence[Candidate]) -> tuple[ServiceRef, ...]:
        """The first three, as a reply names them."""
        return tuple(self.service(candidate) for candidate in candidates[:3])

    def _other_side(self, entry: ServiceEntry) -> list[ServiceEntry]:
        other = self.entries.get(entry.conflict.entry) if entry.conflict is not None else None
        return [other] if other is not None else []

    def card(self, candidate: Candidate, question: Question) -> Card:
        """The entry as an answer to this question."""
        entry = candidate.entry
        lead = self._lead(candidate, question)
        missing = self._missing_year(candidate, question)
        lines: list[str] = []
        if "summary" not in lead.told:
            named = "title" in lead.told
            lines.append(entry.summary if named else words.NAMED.format(title=entry.title, said=entry.summary))
        elif entry.audience is not None and "audience" not in lead.told:
            lines.append(words.FOR_WHOM.format(audience=entry.audience))
        if entry.conflict is not None:
            lines.append(words.CONFLICT.format(note=entry.conflict.note))
        elif "how" not in lead.told and (way := _way(candidate)) is not None:
            lines.append(way)
        lines.append(self._where_and_when(candidate, question))
        return Card(missing + lead.text, tuple(lines), self._source(entry))

    def _lead(self, candidate: Candidate, question: Question) -> _Lead:
        entry, aspect = candidate.entry, question.aspect
        if candidate.facts and (aspect in FIGURES or (len(candidate.facts) == 1 and Aspect.NAME in question.aspects)):
            return _Lead(self._facts_line(entry, candidate.facts, question), frozenset())
        if candidate.status is Status.FINISHED and entry.valid_until is not None and aspect not in FIGURES:
            return self._finished(candidate, question, show(entry.valid_until))
        if candidate.status is Status.PLANNED and entry.valid_from is not None:
            text = words.PLANNED.format(title=entry.title, since=show(entry.valid_from))
            return _Lead(text, frozenset({"title"}))
        answer, told = _said(entry, aspect)
        if self._elsewhere(entry, question):
            here, there = self.regions.short(question.region), self.regions.short(entry.region)
            return _Lead(words.ELSEWHERE.format(here=here, there=there, said=answer), told)
        return _Lead(answer, told)

    def _elsewhere(self, entry: ServiceEntry, question: Question) -> bool:
        """Whether the entry is of a region that neither holds the one asked about nor lies in it."""
        region = question.region
        return not (self.regions.contains(entry.region, region) or self.regions.contains(region, entry.region))

    def _finished(self, candidate: Candidate, question: Question, until: str) -> _Lead:
        entry = candidate.entry
        year_alone = entry.valid_until is not None and len(entry.valid_until) == _YEAR_ALONE
        pattern = words.OF_A_YEAR if year_alone else words.FINISHED
        if self._elsewhere(entry, question):
            pattern = words.OF_A_YEAR_ELSEWHERE if year_alone else words.FINISHED_ELSEWHERE
        here, there = self.regions.short(question.region), self.regions.short(entry.region)
        return _Lead(pattern.format(here=here, there=there, title=entry.title, until=until), frozenset({"title"}))

    def _missing_year(self, candidate: Candidate, question: Question) -> str:
        if not question.years or candidate.year_found:
            return ""
        stamp = as_of(candidate.entry)
        years = "、".join(f"{year}年" for year in question.years)
        return words.YEAR_UNKNOWN.format(years=years, as_of=show(stamp)) if stamp is not None else ""

    def _facts_line(self, entry: ServiceEntry, facts: Sequence[Fact], question: Question) -> str:
        own = entry.region == question.region == question.here
        place = "" if own else words.FROM.format(region=self.regions.short(entry.region))
        if len(facts) == 1:
            return place + fact_words(facts[0])
        return place + words.CLOSE_FACTS.format(facts="；".join(fact_words(fact) for fact in facts))

    def _where_and_when(self, candidate: Candidate, question: Question) -> str:
        entry = candidate.entry
        there = self.regions.short(entry.region)
        elsewhere = self._elsewhere(entry, question)
        if candidate.status is Status.FINISHED and entry.valid_until is not None:
            year_alone = len(entry.valid_until) == _YEAR_ALONE
            pattern = words.OF_A_YEAR_LINE if year_alone else words.FINISHED_LINE
            over = pattern.format(region=there, until=show(entry.valid_until))
            return over + (words.ASK_HERE.format(here=self.regions.short(question.region)) if elsewhere else "")
        if elsewhere:
            return words.ELSEWHERE_LINE.format(there=there, here=self.regions.short(question.region))
        if candidate.status is Status.PLANNED and entry.valid_from is not None:
            return words.PLANNED_LINE.format(region=there, since=show(entry.valid_from))
        stamp = as_of(entry)
        if stamp is None:
            return words.NO_DATE_LINE.format(region=there)
        pattern = words.OLD_LINE if candidate.status is Status.UNKNOWN else words.RUNNING_LINE
        return pattern.format(region=there, as_of=show(stamp))

    def _source(self, entry: ServiceEntry) -> str:
        lines = [_cite(words.SOURCE, entry.source)]
        lines.extend(_cite(words.OTHER_SOURCE, other.source) for other in self._other_side(entry))
        return "\n".join(lines)

    def details(self, candidate: Candidate, question: Question) -> Card:
        """Everything stored of an entry: what a button behind the short card shows."""
        entry = candidate.entry
        lines: list[str] = []
        if entry.audience is not None:
            lines.append(words.FOR_WHOM.format(audience=entry.audience))
        if entry.provider is not None:
            lines.append(words.PROVIDER.format(provider=entry.provider))
        if (way := _way(candidate)) is not None:
            lines.append(way)
        lines.extend(f"· {fact_words(fact)}" for fact in entry.facts)
        if (dates := dates_words(entry)) is not None:
            lines.append(words.TIME.format(dates=dates))
        if entry.conflict is not None:
            lines.append(words.CONFLICT.format(note=entry.conflict.note))
        lines.append(self._where_and_when(candidate, question))
        return Card(
            words.NAMED.format(title=entry.title, said=_ended(entry.summary)), tuple(lines), self._source(entry)
        )


def fact_words(fact: Fact) -> str:
    """A fact with its date."""
    said = words.FACT.format(name=fact.name, value=fact.value, unit=fact.unit or "")
    dated = fact.as_of is not None and fact.as_of[:4] not in fact.value
    return said + (words.OF_DATE.format(date=show(fact.as_of)) if dated and fact.as_of is not None else "")


def dates_words(entry: ServiceEntry) -> str | None:
    """From when to when the entry holds; null when its source does not say."""
    match entry.valid_from, entry.valid_until:
        case str(start), str(end):
            return show(start) if start == end else words.BETWEEN.format(start=show(start), end=show(end))
        case str(start), None:
            return words.SINCE.format(start=show(start))
        case None, str(end):
            return words.UNTIL.format(end=show(end)) if len(end) > _YEAR_ALONE else show(end)
    return None


def _said(entry: ServiceEntry, aspect: Aspect | None) -> tuple[str, frozenset[str]]:
    """The sentence that answers the aspect from the entry's fields, and the parts it tells."""
    field, told = _field(entry, aspect)
    if field is not None:
        return words.NAMED.format(title=entry.title, said=_ended(field)), frozenset({"title", told})
    if aspect in words.NOT_WRITTEN:
        asked = frozenset({"how"}) if aspect in words.ASKED_THERE else frozenset()
        return words.NOT_WRITTEN[aspect], asked
    return words.NAMED.format(title=entry.title, said=_ended(entry.summary)), frozenset({"title", "summary"})


def _field(entry: ServiceEntry, aspect: Aspect | None) -> tuple[str | None, str]:
    match aspect:
        case Aspect.HOW:
            return entry.how, "how"
        case Aspect.CONTACT:
            return entry.contact, "contact"
        case Aspect.WHERE:
            return entry.contact or entry.how, "how"
        case Aspect.ELIGIBLE:
            return (words.MEANT_FOR.format(audience=entry.audience) if entry.audience else None), "audience"
        case Aspect.PROVIDER:
            return entry.provider, "provider"
        case Aspect.DATE:
            return dates_words(entry), "dates"
        case Aspect.REGION:
            return entry.region, "region"
        case _:
            return None, ""


def _way(candidate: Candidate) -> str | None:
    """How to get it; nothing for what is over."""
    entry = candidate.entry
    if candidate.status is Status.FINISHED:
        return None
    if entry.contact is not None:
        contact = words.CONTACT.format(contact=_open(entry.contact))
        return f"{words.HOW.format(how=_open(entry.how))}；{contact}" if entry.how is not None else contact
    return words.HOW.format(how=_ended(entry.how)) if entry.how is not None else words.HOW_UNKNOWN


def _cite(pattern: str, source: Source) -> str:
    parts = (source.byline, show(source.as_of) if source.as_of is not None else None)
    signed = "，".join(part for part in parts if part)
    return pattern.format(headline=source.headline, signed=signed)


def _ended(text: str) -> str:
    return text if text.endswith(tuple(_STOPS)) else text + "。"


def _open(text: str) -> str:
    return text.rstrip(_STOPS)

"""From a chosen entry to what a person reads: the first line answers, then at most three lines, then the source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.aspects import FIGURES, Aspect
from bot.choosing import Candidate, Question, as_of
from bot.dates import show
from bot.regions import Regions
from bot.reply import Card, ServiceRef, SourceRef, Status
from bot.wording import answering as words
from data.entries import Fact, ServiceEntry, Source

_STOP = "。!?！？"


def source_ref(source: Source) -> SourceRef:
    """The source as replies name it."""
    return SourceRef(source.article, source.headline, source.byline, source.as_of)


@dataclass(frozen=True, slots=True)
class Composer:
    """Writes cards; `entries` resolves the other side of a conflict."""

    entries: Mapping[str, ServiceEntry]
    regions: Regions

    def service(self, candidate: Candidate) -> ServiceRef:
        """The service as a reply names it."""
        entry = candidate.entry
        others = self._other_side(entry)
        return ServiceRef(
            id=entry.id,
            title=entry.title,
            intent=entry.intent,
            region=entry.region,
            applies=candidate.applies,
            as_of=as_of(entry),
            status=candidate.status,
            source=source_ref(entry.source),
            other_sources=tuple(source_ref(other.source) for other in others),
        )

    def _other_side(self, entry: ServiceEntry) -> list[ServiceEntry]:
        other = self.entries.get(entry.conflict.entry) if entry.conflict is not None else None
        return [other] if other is not None else []

    def card(self, candidate: Candidate, question: Question) -> Card:
        """The entry as an answer to this question."""
        entry = candidate.entry
        lead, told = self._lead(candidate, question)
        lines: list[str] = []
        if "summary" not in told:
            lines.append(f"{entry.title}:{entry.summary}" if "title" not in told else entry.summary)
        elif entry.audience is not None and "audience" not in told:
            lines.append(words.FOR_WHOM.format(audience=entry.audience))
        if entry.conflict is not None:
            lines.append(words.CONFLICT.format(note=entry.conflict.note))
        elif "how" not in told and (way := self._way(candidate)) is not None:
            lines.append(way)
        lines.append(self._where_and_when(candidate, question))
        return Card(lead=lead, lines=tuple(lines), source=self._source(entry))

    def _lead(self, candidate: Candidate, question: Question) -> tuple[str, set[str]]:
        """The first line, and the parts of the entry that it tells."""
        entry, aspect = candidate.entry, question.aspect
        if aspect in FIGURES or aspect is Aspect.COST:
            if candidate.fact is not None:
                return self._missing_year(candidate, question) + self.fact_line(
                    candidate, candidate.fact, question
                ), set()
            if aspect is Aspect.DATE and (dates := _dates(entry)) is not None:
                return f"{entry.title}:{dates}", {"title"}
            return f"{words.NOT_WRITTEN[aspect]}{entry.title}:{entry.summary}", {"summary", "title"}
        answer, part = _field(entry, aspect)
        if answer is not None:
            return f"{entry.title}:{_ended(answer)}", {"title", part}
        if candidate.status is Status.FINISHED and entry.valid_until is not None and aspect is None:
            return words.FINISHED_ON.format(title=entry.title, until=show(entry.valid_until)), {"title"}
        if candidate.status is Status.PLANNED and entry.valid_from is not None:
            return words.PLANNED_ON.format(title=entry.title, since=show(entry.valid_from)), {"title"}
        if candidate.applies is False and candidate.status is not Status.FINISHED:
            here, there = self.regions.short(question.region), self.regions.short(entry.region)
            return words.ELSEWHERE.format(here=here, there=there), set()
        said = f"{entry.title}:{_ended(entry.summary)}"
        if aspect in words.NOT_WRITTEN:
            return f"{words.NOT_WRITTEN[aspect]}{said}", {"title", "summary"}
        return said, {"title", "summary"}

    def _missing_year(self, candidate: Candidate, question: Question) -> str:
        if not question.years or candidate.year_found:
            return ""
        years = "、".join(f"{year}年" for year in question.years)
        stamp = as_of(candidate.entry)
        return words.YEAR_UNKNOWN.format(years=years, as_of=show(stamp)) if stamp is not None else ""

    def fact_line(self, candidate: Candidate, fact: Fact, question: Question) -> str:
        """A fact as a sentence, with its date and, where it is not the asker's, its region."""
        entry = candidate.entry
        pattern = words.FACT if entry.region == question.here else words.FACT_ELSEWHERE
        line = pattern.format(
            name=fact.name, value=fact.value, unit=fact.unit or "", region=self.regions.short(entry.region)
        )
        return f"{line}({show(fact.as_of)})" if fact.as_of is not None else line

    def _way(self, candidate: Candidate) -> str | None:
        """How to get it; nothing for what is over."""
        entry = candidate.entry
        if candidate.status is Status.FINISHED:
            return None
        if entry.contact is not None:
            contact = words.CONTACT.format(contact=_open(entry.contact))
            return f"{words.HOW.format(how=_open(entry.how))};{contact}" if entry.how is not None else contact
        return words.HOW.format(how=_ended(entry.how)) if entry.how is not None else words.HOW_UNKNOWN

    def _where_and_when(self, candidate: Candidate, question: Question) -> str:
        entry = candidate.entry
        there = self.regions.short(entry.region)
        if candidate.status is Status.FINISHED and entry.valid_until is not None:
            return words.FINISHED_LINE.format(region=there, until=show(entry.valid_until))
        if candidate.applies is False:
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

    def details(self, candidate: Candidate) -> Card:
        """Everything stored of an entry: what a button behind the short card shows."""
        entry = candidate.entry
        lines: list[str] = []
        if entry.audience is not None:
            lines.append(words.FOR_WHOM.format(audience=entry.audience))
        if entry.provider is not None:
            lines.append(words.PROVIDER.format(provider=entry.provider))
        if (way := self._way(candidate)) is not None:
            lines.append(way)
        for fact in entry.facts:
            line = words.FACT.format(name=fact.name, value=fact.value, unit=fact.unit or "")
            lines.append(f"· {line}({show(fact.as_of)})" if fact.as_of is not None else f"· {line}")
        if (dates := _dates(entry)) is not None:
            lines.append(f"时间:{dates}")
        if entry.conflict is not None:
            lines.append(words.CONFLICT.format(note=entry.conflict.note))
        lines.append(self.regions.short(entry.region))
        return Card(f"{entry.title}:{_ended(entry.summary)}", tuple(lines), self._source(entry))


def _field(entry: ServiceEntry, aspect: Aspect | None) -> tuple[str | None, str]:
    """The field that an aspect asks for, and what it is called in `Composer.card`."""
    match aspect:
        case Aspect.HOW | Aspect.PAPERS:
            return (entry.how, "how") if aspect is Aspect.HOW else (None, "")
        case Aspect.CONTACT:
            return entry.contact, "contact"
        case Aspect.WHERE:
            return entry.contact or entry.how, "how"
        case Aspect.ELIGIBLE:
            return entry.audience, "audience"
        case Aspect.PROVIDER:
            return entry.provider, "provider"
        case _:
            return None, ""


def _dates(entry: ServiceEntry) -> str | None:
    match entry.valid_from, entry.valid_until:
        case None, None:
            return None
        case str(start), None:
            return f"{show(start)}开始"
        case None, str(end):
            return f"到{show(end)}为止" if len(end) > len("2025") else show(end)
        case str(start), str(end):
            return show(start) if start == end else f"{show(start)}到{show(end)}"
    return None


def _cite(pattern: str, source: Source) -> str:
    parts = [source.byline, show(source.as_of) if source.as_of is not None else None]
    tail = ",".join(part for part in parts if part)
    return pattern.format(headline=source.headline, byline=f" {tail}" if tail else "", as_of="")


def _ended(text: str) -> str:
    return text if text.endswith(tuple(_STOP)) else text + "。"


def _open(text: str) -> str:
    return text.rstrip(_STOP)


def services(composer: Composer, candidates: Sequence[Candidate]) -> tuple[ServiceRef, ...]:
    """The first three, as a reply names them."""
    return tuple(composer.service(candidate) for candidate in candidates[:3])

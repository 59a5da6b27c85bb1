"""From a chosen entry to what a person reads: the first line answers, then at most three lines, then the source."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering import words
from bot.answering.confirming import verdict
from bot.answering.dialling import dialable
from bot.answering.printed import all_printed, dates_words, ended, fact_words, opened, said_on, unwritten, who_can_tell
from bot.answering.still_on import asks_still, still_on
from bot.answering.untold import untold
from bot.catalogue.choosing import Candidate, Question
from bot.catalogue.entry_dates import as_of
from bot.catalogue.figures import FACT_FOUND
from bot.dates import last_day, show
from bot.regions import Regions
from bot.reply import Card, ServiceRef, SourceRef, Status
from bot.understanding.aspects import FIGURES, Aspect
from data.catalogue.entries import Fact, ServiceEntry, Source
from data.catalogue.fields import EntryField, Line, said_in

_YEAR_ALONE = len("2025")
LEAST_LISTED = 3
"""Things that a fact names at least to be a list."""

_WITHIN = re.compile("(?:里|里头|里边|里面|当中|名单上?)(?:有没有|有|包不包|含不含)|包括|算在内")
"""Asks what a list holds."""


_IS_THERE = re.compile("有没有?(?:吗|么|$| )|有没有|有(?:吗|不|么)|设(?:了)?没|开(?:了)?没|在不在")
"""Asks whether a place has it."""


def source_ref(source: Source) -> SourceRef:
    """The source as replies name it."""
    return SourceRef(source.article, source.headline, source.byline, source.as_of)


@dataclass(frozen=True, slots=True)
class _Lead:
    """The first line, and which parts of the entry it tells: title, summary, audience, how, contact."""

    text: str
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cards:
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

    def untold(self, candidate: Candidate, question: Question) -> bool:
        """Whether the card says that the page does not give what is asked for, or only what else it gives."""
        if self._untold(candidate, question) is not None:
            return True
        return not (candidate.facts and _leads(candidate, question)) and unwritten(candidate.entry, question.aspect)

    def card(self, candidate: Candidate, question: Question) -> Card:
        """The entry as an answer to this question."""
        entry = candidate.entry
        lacks = self._untold(candidate, question)
        lead = self._lead(candidate, question) if lacks is None else self._without(candidate, question, lacks)
        missing = self._missing_year(candidate, question)
        lines: list[str] = []
        if "summary" not in lead.told:
            named = "title" in lead.told
            lines.append(entry.summary if named else words.NAMED.format(title=entry.title, said=entry.summary))
        elif who := [said for field, said in _said(entry, Line.WHO) if field.key not in lead.told]:
            lines.append(words.AND.join(who))
        if entry.conflict is not None:
            lines.append(words.CONFLICT.format(note=entry.conflict.note))
        elif "how" not in lead.told and (way := _way(candidate)) is not None:
            lines.append(way)
        lines.append(self._where_and_when(candidate, question))
        return _dialled(Card(missing + lead.text, tuple(lines), self._source(entry)))

    def _untold(self, candidate: Candidate, question: Question) -> str | None:
        """That the page does not write the very detail, or of the very place, that is asked about; else None."""
        if candidate.fact_said:
            return None
        entry, place = candidate.entry, question.named
        if place is not None and place != entry.region and self.regions.contains(entry.region, place):
            short = self.regions.short(place)
            if _IS_THERE.search(question.text) and short[:-1] not in f"{entry.title}{entry.summary}":
                return words.PLACE_NOT_WRITTEN.format(place=short)
        return untold(entry, question)

    def _without(self, candidate: Candidate, question: Question, said: str) -> _Lead:
        """That a detail is not written, then what must be known first: that it is of elsewhere, or over."""
        entry = candidate.entry
        if question.asked_before:
            return _Lead(who_can_tell(entry, question.asked_before), frozenset({"how"}))
        if candidate.status is Status.FINISHED and entry.valid_until is not None:
            over = self._finished(candidate, question, show(entry.valid_until))
            return _Lead(said + over.text, over.told)
        if self._elsewhere(entry, question):
            summary = words.NAMED.format(title=entry.title, said=ended(entry.summary))
            return _Lead(said + self._of_elsewhere(entry, question, summary), frozenset({"title", "summary"}))
        return _Lead(said, frozenset())

    def _lead(self, candidate: Candidate, question: Question) -> _Lead:
        entry, aspect = candidate.entry, question.aspect
        over = entry.valid_until if candidate.status is Status.FINISHED else None
        if over is not None and asks_still(question):
            return self._finished(candidate, question, show(over))
        if not self._elsewhere(entry, question) and (said := still_on(candidate, question)) is not None:
            return _Lead(said, frozenset({"title"}))
        if candidate.facts and _leads(candidate, question):
            return _Lead(self._facts_line(candidate, question), frozenset())
        if over is not None and aspect is not Aspect.DATE:
            return self._finished(candidate, question, show(over))
        if candidate.status is Status.PLANNED and entry.valid_from is not None:
            text = words.PLANNED.format(title=entry.title, since=show(entry.valid_from))
            return _Lead(text, frozenset({"title"}))
        if (listed := _list_of(entry, question)) is not None:
            return _Lead(fact_words(listed), frozenset())
        if question.again:
            return _Lead(all_printed(entry), frozenset({"title"}))
        if question.asked_before and unwritten(entry, aspect):
            return _Lead(who_can_tell(entry, question.asked_before), frozenset({"how"}))
        answer, told = said_on(entry, aspect)
        if self._elsewhere(entry, question):
            return _Lead(self._of_elsewhere(entry, question, answer), told)
        return _Lead(answer, told)

    def _of_elsewhere(self, entry: ServiceEntry, question: Question, answer: str) -> str:
        here = self.regions.short(question.region)
        if not question.calls(entry.id):
            return words.ELSEWHERE.format(here=here, there=self.regions.short(entry.region), said=answer)
        stamp = as_of(entry)
        dated = words.OF_DATE.format(date=show(stamp)) if stamp is not None else ""
        return words.CALLED_ELSEWHERE.format(here=here, there=entry.region, dated=dated, said=answer)

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
        told = pattern.format(here=here, there=there, title=entry.title, until=until)
        still = words.OVER_NOW if asks_still(question) and not year_alone else ""
        return _Lead(still + told, frozenset({"title"}))

    def _missing_year(self, candidate: Candidate, question: Question) -> str:
        if not question.years or candidate.year_found:
            return ""
        stamp = as_of(candidate.entry)
        years = "、".join(words.YEAR.format(year=year) for year in question.years)
        return words.YEAR_UNKNOWN.format(years=years, as_of=show(stamp)) if stamp is not None else ""

    def _facts_line(self, candidate: Candidate, question: Question) -> str:
        entry, facts, until = candidate.entry, candidate.facts, candidate.entry.valid_until
        asks_where = not {Aspect.WHERE, Aspect.REGION}.isdisjoint(question.aspects)
        own = entry.region == question.region == question.here and not asks_where
        place = "" if own else words.FROM.format(region=self.regions.short(entry.region))
        exact = until is not None and len(until) > _YEAR_ALONE
        over = words.OVER.format(until=show(until)) if exact and candidate.status is Status.FINISHED and until else ""
        if len(facts) == 1:
            before = "".join(words.BESIDE.format(fact=fact_words(fact)) for fact in candidate.before)
            return (
                verdict(facts[0], question, sure=candidate.fact_score >= FACT_FOUND)
                + place
                + fact_words(facts[0])
                + before
                + over
            )
        return place + words.CLOSE_FACTS.format(facts="；".join(fact_words(fact) for fact in facts)) + over

    def _where_and_when(self, candidate: Candidate, question: Question) -> str:
        entry = candidate.entry
        there = self.regions.short(entry.region)
        elsewhere = self._elsewhere(entry, question)
        if candidate.status is Status.FINISHED and entry.valid_until is not None:
            year_alone = len(entry.valid_until) == _YEAR_ALONE
            pattern = words.OF_A_YEAR_LINE if year_alone else words.FINISHED_LINE
            over = pattern.format(region=there, until=show(entry.valid_until))
            return over + (words.ASK_HERE.format(here=self.regions.short(question.region)) if elsewhere else "")
        if elsewhere and not self.regions.same_province(entry.region, question.region):
            there = entry.region
        if elsewhere and candidate.nearest is not None:
            near, here = candidate.nearest.title, self.regions.short(question.region)
            return words.ELSEWHERE_NEAR_LINE.format(there=there, here=here, title=near)
        if elsewhere:
            return words.ELSEWHERE_LINE.format(there=there, here=self.regions.short(question.region))
        if candidate.status is Status.PLANNED and entry.valid_from is not None:
            return words.PLANNED_LINE.format(region=there, since=show(entry.valid_from))
        stamp = as_of(entry)
        if stamp is None:
            return words.NO_DATE_LINE.format(region=there)
        until = entry.valid_until
        if candidate.status is Status.RUNNING and until is not None and len(until) > _YEAR_ALONE:
            days = (last_day(until) - question.today).days
            return words.RUNNING_UNTIL.format(region=there, as_of=show(stamp), end=show(until), days=days)
        pattern = words.OLD_LINE if candidate.status is Status.UNKNOWN else words.RUNNING_LINE
        return pattern.format(region=there, as_of=show(stamp))

    def _source(self, entry: ServiceEntry) -> str:
        lines = [cite(words.SOURCE, entry.source)]
        lines.extend(cite(words.OTHER_SOURCE, other.source) for other in self._other_side(entry))
        return "\n".join(lines)

    def details(self, candidate: Candidate, question: Question) -> Card:
        """Everything stored of an entry: what a button behind the short card shows."""
        entry = candidate.entry
        lines = [said for line in (Line.WHO, Line.DETAILS) for _, said in _said(entry, line)]
        if (way := _way(candidate)) is not None:
            lines.append(way)
        lines.extend(f"· {fact_words(fact)}" for fact in entry.facts)
        if (dates := dates_words(entry)) is not None:
            lines.append(words.TIME.format(dates=dates))
        if entry.conflict is not None:
            lines.append(words.CONFLICT.format(note=entry.conflict.note))
        lines.append(self._where_and_when(candidate, question))
        lead = words.NAMED.format(title=entry.title, said=ended(entry.summary))
        return _dialled(Card(lead, tuple(lines), self._source(entry)))


def _dialled(card: Card) -> Card:
    """The card, with whom to call where it names no number: 找谁 without one leads nowhere."""
    if dialable("\n".join((card.lead, *card.lines))):
        return card
    return replace(card, lines=(*card.lines[:-1], card.lines[-1] + words.NO_NUMBER))


def _leads(candidate: Candidate, question: Question) -> bool:
    """Whether the facts found answer, before any other field does."""
    named = len(candidate.facts) == 1 and Aspect.NAME in question.aspects
    return candidate.fact_said or question.aspect in FIGURES or named


def _list_of(entry: ServiceEntry, question: Question) -> Fact | None:
    """The one list of the entry, where it is asked what is in it."""
    if not _WITHIN.search(question.text):
        return None
    lists = [fact for fact in entry.facts if fact.value.count("、") >= LEAST_LISTED - 1]
    return lists[0] if len(lists) == 1 else None


def _way(candidate: Candidate) -> str | None:
    """How to get it; nothing for what is over."""
    entry = candidate.entry
    if candidate.status is Status.FINISHED:
        return None
    said = _said(entry, Line.WAY)
    if not said:
        return words.HOW_UNKNOWN
    (first, alone), *others = said
    # A sentence of ours keeps its stop where it stands alone.
    return ended(alone) if first.own_words and not others else words.AND.join(opened(one) for _, one in said)


def _said(entry: ServiceEntry, line: Line) -> list[tuple[EntryField, str]]:
    """The fields that a line says, each with its words; what the source does not give is left out."""
    values = ((field, getattr(entry, field.key)) for field in said_in(line))
    return [(field, words.FIELD.format(label=field.label, value=value)) for field, value in values if value is not None]


def cite(pattern: str, source: Source) -> str:
    """The source line of a newspaper's page."""
    parts = (source.byline, show(source.as_of) if source.as_of is not None else None)
    signed = "，".join(part for part in parts if part)
    return pattern.format(headline=source.headline, signed=signed)

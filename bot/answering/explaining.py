"""Why an utterance is answered as it is, in words: told from what the turn itself was decided by."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering import why_words as words
from bot.answering.deciding import Answer, AskBack, Decision, Decline, SafetyFirst
from bot.answering.naming import ANSWER_FROM, CHOOSE_FROM
from bot.catalogue.snapshot import Snapshot
from bot.dates import show
from bot.regions import Regions
from bot.reply import Outcome, Reply, ServiceRef
from bot.understanding.classifying import Classification
from bot.understanding.taught import TaughtHit

_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains turns that were answered from one snapshot."""

    snapshot: Snapshot
    regions: Regions

    def explained(self, text: str, decision: Decision, reply: Reply) -> str:
        """Words, phrases and names, scores, confidence, region and date of a turn, a line each."""
        lines = self._lines(decision, reply)
        return "\n".join((words.WHY_HEAD.format(text=text), *lines, words.WHY_OUTCOMES[reply.outcome]))

    def _lines(self, decision: Decision, reply: Reply) -> Iterator[str]:
        query = decision.query if isinstance(decision, Answer | AskBack | SafetyFirst | Decline) else None
        if query is None:
            yield words.WHY_PATTERN
        else:
            reading, question = query.classification, query.question
            said = self.snapshot.featurizer.utterance(query.text).words
            yield words.WHY_WORDS.format(words=" / ".join(said))
            yield self._taught(reading.taught)
            yield self._names(reading)
            yield self._scores(reading)
            yield words.WHY_CONFIDENCE.format(
                confidence=f"{reading.confidence:.2f}", answer_from=ANSWER_FROM, choose_from=CHOOSE_FROM
            ) + (words.WHY_OF_TAUGHT if reading.taught is not None else "")
            region = self.regions.short(question.region)
            own = question.named is None
            yield (words.WHY_REGION_OWN if own else words.WHY_REGION_NAMED).format(region=region)
            if question.years:
                yield words.WHY_YEARS.format(years="、".join(str(year) for year in question.years))
            if query.meaning.danger is not None:
                yield words.WHY_DANGER
        if reply.outcome in (Outcome.ANSWER, Outcome.CHOOSE):
            asked = query.question.region if query is not None else None
            yield from (self._entry(service, asked) for service in reply.services)

    def _taught(self, hit: TaughtHit | None) -> str:
        if hit is None:
            return words.WHY_NOT_TAUGHT
        target = target_name(self.snapshot, hit.intent or None, hit.entry)
        return words.WHY_TAUGHT.format(phrase=hit.phrase, alike=round(hit.alike), target=target)

    def _names(self, reading: Classification) -> str:
        if not reading.names:
            return words.WHY_NO_NAMES
        names = (words.WHY_NAME.format(name=n.name, alike=round(100 * n.score)) for n in reading.names[:_MOST_NAMES])
        return words.WHY_NAMES.format(names="、".join(names))

    def _scores(self, reading: Classification) -> str:
        ranked = sorted(reading.ranked, key=lambda pair: -pair[1])
        first, second = ranked[0], ranked[1] if len(ranked) > 1 else ranked[0]
        return words.WHY_SCORES.format(
            best=self._score(*first),
            second=self._score(*second),
            margin=f"{first[1] - second[1]:.2f}",
            out=f"{reading.out:.2f}",
        )

    def _score(self, intent: str, margin: float) -> str:
        subject = self.snapshot.subjects.get(intent)
        return words.WHY_SCORE.format(name=subject.name if subject is not None else intent, score=f"{margin:.2f}")

    def _entry(self, service: ServiceRef, asked: str | None) -> str:
        entry = self.snapshot.entries.get(service.id)
        stamp = show(service.as_of) if service.as_of is not None else words.WHY_NO_DATE
        until = show(entry.valid_until) if entry is not None and entry.valid_until is not None else stamp
        since = show(entry.valid_from) if entry is not None and entry.valid_from is not None else stamp
        return words.WHY_ENTRY.format(
            title=service.title,
            id=service.id,
            region=self._region(service.region, asked),
            status=words.WHY_STATUS[service.status].format(as_of=stamp, until=until, since=since),
        )

    def _region(self, of_entry: str, asked: str | None) -> str:
        """Where an entry is from, and how that lies to the region asked about."""
        there = self.regions.short(of_entry)
        if asked is None:
            return there
        pattern = words.WHY_ELSEWHERE
        if self.regions.contains(of_entry, asked):
            pattern = words.WHY_HERE
        elif self.regions.contains(asked, of_entry):
            pattern = words.WHY_INSIDE
        return pattern.format(there=there, asked=self.regions.short(asked))


def target_name(snapshot: Snapshot, intent: str | None, entry: str | None) -> str:
    """What a phrase was taught to, in words: an entry's title, else a subject's name, else that it is none of ours."""
    if entry is not None and entry in snapshot.entries:
        return f"《{snapshot.entries[entry].title}》"
    if intent is None:
        return words.NOT_OURS
    subject = snapshot.subjects.get(intent)
    return subject.name if subject is not None else intent

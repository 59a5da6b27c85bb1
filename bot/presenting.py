"""What is put before a person: an entry with its buttons, the services of a subject, what a pressed button asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.catalogue import Snapshot
from bot.choosing import Candidate, Question, candidate_of
from bot.composing import Composer
from bot.conversation import State
from bot.emergencies import Emergency
from bot.menu import menu, subject_page
from bot.ranking import EntryIndex
from bot.regions import Regions
from bot.reply import Block, Buttons, Card, Choice, Outcome, Reply, ServiceRef, Text
from bot.understanding.normalize import normalize
from bot.understanding.reading import Reading
from bot.union_contact import UnionContact
from bot.wording import answering as words
from data.entries import ServiceEntry

_PAGE = re.compile(r"[0-9]{1,4}")

NEAR_THE_BEST: Final = 0.6
"""Share of the best entry's score from which another is worth a button."""

SURE: Final = 0.95
"""Confidence of an utterance that a pattern knows whole."""

_ORDINALS: Final = {
    **{str(n): n for n in range(1, 41)},
    **{f"第{c}个": n for n, c in enumerate("一二三四五六七八九", 1)},
    **{f"第{n}个": n for n in range(1, 10)},
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
}


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a turn was decided by, where the words were weighed; null in a turn that a pattern or a button decided."""

    reading: Reading
    question: Question
    danger: Emergency | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A reply and the state to keep.

    `passage_of` names an entry whose source's own words are to be read instead; `chosen` is the id of the choice that
    was pressed, or named by its number or words.
    """

    reply: Reply
    state: State
    passage_of: str | None = None
    reasons: Reasons | None = None
    chosen: str | None = None


@dataclass(frozen=True, slots=True)
class Presenter:
    """Presents entries of one snapshot."""

    snapshot: Snapshot
    regions: Regions

    @property
    def composer(self) -> Composer:
        """Writes the cards."""
        return Composer(self.snapshot.entries, self.regions)

    def offered(self, normalized: str, state: State) -> str | None:
        """The choice on the screen that the text names by number or by its words."""
        if not state.offered:
            return None
        number = _ORDINALS.get(normalized)
        if number is not None and number <= len(state.offered):
            return state.offered[number - 1]
        return next((c for c in state.offered if normalize(self._label(c)) == normalized), None)

    def _label(self, choice: str) -> str:
        kind, _, target = choice.partition(":")
        if kind == "e" and target in self.snapshot.entries:
            return self.snapshot.entries[target].title
        if kind == "i" and ":" in target:
            return words.NEXT_PAGE
        if kind == "i" and target.partition(":")[0] in self.snapshot.subjects:
            return self.snapshot.subjects[target.partition(":")[0]].name
        return {"p": words.PASSAGE_LABEL, "d": words.DETAILS_LABEL, "m": words.MENU_LABEL}.get(kind, choice)

    def show(
        self, candidates: Sequence[Candidate], question: Question, confidence: float, *, first: Emergency | None = None
    ) -> Turn:
        """The first candidate as a card, the next two as buttons where they come near; `first` is said before all."""
        best = candidates[0]
        near = [c for c in candidates[1:3] if c.score >= NEAR_THE_BEST * best.score]
        card = self.composer.card(best, question)
        choices = [Choice(f"e:{c.entry.id}", c.entry.title) for c in near]
        if len(best.entry.facts) > 1:
            choices.append(Choice(f"d:{best.entry.id}", words.DETAILS_LABEL))
        if best.entry.id in self.snapshot.with_passage:
            choices.append(Choice(f"p:{best.entry.id}", words.PASSAGE_LABEL))
        blocks: list[Block] = [Text(first, urgent=True)] if first is not None else []
        blocks.append(card)
        if choices:
            blocks.append(Buttons(tuple(choices)))
        reply = Reply(
            Outcome.ANSWER,
            tuple(blocks),
            best.entry.intent,
            confidence,
            self.composer.services([best, *near]),
        )
        state = State(
            intent=best.entry.intent,
            shown=(best.entry.id,),
            rest=tuple(c.entry.id for c in candidates[1:]),
            region=question.named,
            offered=tuple(choice.id for choice in choices),
        )
        return Turn(reply, state)

    def union(self, contact: UnionContact, state: State, here: str, today: date) -> Turn | None:
        """How to reach the union itself, with the entry that the subject of 诉求反映 leads with where it holds here."""
        subject = self.snapshot.subjects.get("voice")
        if subject is None:
            return None
        block: Text | Card = Text(contact.value)
        services: tuple[ServiceRef, ...] = ()
        lead = next((entry for entry in subject.leads if entry in self.snapshot.entries), None)
        if lead is not None:
            candidate = self.candidate(lead, here, today)
            if candidate.applies:
                card = self.composer.card(candidate, whole_service(here, None, today))
                block = Card(contact.value, (card.lead, card.lines[-1]), card.source)
                services = self.composer.services([candidate])
        reply = Reply(Outcome.ANSWER, (block,), subject.id, SURE, services)
        return Turn(reply, State(intent=subject.id, shown=tuple(s.id for s in services), region=state.region))

    def more(self, state: State, here: str, today: date) -> Turn:
        """The next entry of the subject that was talked about."""
        rest = [entry for entry in state.rest if entry in self.snapshot.entries]
        if not rest:
            reply = Reply(Outcome.ANSWER, (Text(words.NO_MORE),), state.intent, 1.0)
            return Turn(reply, replace(state, offered=()))
        following = tuple(rest[1:])
        turn = self.show_entry(rest[0], state.region, here, today)
        return Turn(turn.reply, replace(turn.state, shown=(rest[0], *state.shown), rest=following))

    def candidate(self, entry: str, here: str, today: date, named: str | None = None) -> Candidate:
        """The entry as it stands for a person of `here`, whatever was asked."""
        question = whole_service(here, named, today)
        index = self.snapshot.indexes[self.snapshot.entries[entry].intent]
        return candidate_of(question, index, entry, self.regions)

    def show_entry(self, entry: str, named: str | None, here: str, today: date) -> Turn:
        """One entry's card, asked for by name."""
        candidate = self.candidate(entry, here, today, named)
        return self.show([candidate], whole_service(here, named, today), confidence=1.0)

    def card(self, entry: str, named: str | None, here: str, today: date) -> Card:
        """One entry's card alone."""
        candidate = self.candidate(entry, here, today, named)
        return self.composer.card(candidate, whole_service(here, named, today))

    def chosen(self, choice: str, state: State, here: str, today: date) -> Turn:
        """What a pressed button, or its number, asks for; ids of entries that are gone are said to be gone."""
        kind, _, target = choice.partition(":")
        gone = Turn(Reply(Outcome.UNKNOWN, (Text(words.STALE_CHOICE),)), replace(state, offered=()))
        if kind == "m":
            shown = menu(self.snapshot.subjects.values())
            reply = Reply(Outcome.SMALLTALK, (Text(words.CHOOSE_FROM_MENU), Buttons(shown)))
            return Turn(reply, replace(state, offered=tuple(c.id for c in shown), misses=0))
        if kind == "i":
            return self._subject(target, state, gone, here)
        if target not in self.snapshot.entries:
            return gone
        if kind == "e":
            turn = self.show_entry(target, state.region, here, today)
            if state.intent == turn.state.intent:
                rest = tuple(entry for entry in state.rest if entry != target)
                return Turn(turn.reply, replace(turn.state, rest=rest))
            return turn
        if kind == "p":
            return Turn(gone.reply, replace(state, offered=()), passage_of=target)
        if kind == "d":
            candidate = self.candidate(target, here, today, state.region)
            reply = Reply(
                Outcome.ANSWER,
                (self.composer.details(candidate, whole_service(here, state.region, today)),),
                candidate.entry.intent,
                1.0,
                self.composer.services([candidate]),
            )
            return Turn(reply, replace(state, intent=candidate.entry.intent, shown=(target,), offered=(), misses=0))
        return gone

    def _subject(self, target: str, state: State, gone: Turn, here: str) -> Turn:
        intent, _, page = target.partition(":")
        subject = self.snapshot.subjects.get(intent)
        index = self.snapshot.indexes.get(intent)
        if subject is None or not _PAGE.fullmatch(page or "1"):
            return gone
        if index is None:
            reply = Reply(Outcome.ANSWER, (Text(words.NOTHING_THERE),), intent, 1.0)
            return Turn(reply, State(intent=intent))
        blocks, choices = subject_page(subject, by_region(index, here, self.regions), int(page or "1"))
        reply = Reply(Outcome.CHOOSE, blocks, intent, 1.0)
        return Turn(
            reply, replace(state, intent=intent, shown=(), rest=(), offered=tuple(c.id for c in choices), misses=0)
        )


def whole_service(here: str, named: str | None, today: date) -> Question:
    """What a press of a service's button asks."""
    return Question((), None, (), here, named, (), today)


def by_region(index: EntryIndex, here: str, regions: Regions) -> list[ServiceEntry]:
    """The entries of a subject, those that hold at `here` first, and of these the subject's leads."""
    fit = index.region_fit(here, False, regions) + index.lead_gain(here, regions)
    return [entry for _, entry in sorted(zip(-fit, index.entries, strict=True), key=lambda pair: float(pair[0]))]

"""Editors turn a question that was not answered into one that is: tried on labelled questions, undone in one tap."""

import asyncio
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.answering.answerer import Answerer
from bot.answering.meanings import Meanings
from bot.answering.smalltalk import without_greeting
from bot.catalogue.live import LiveCatalogue
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState
from bot.editing.labelled import LabelledLine
from bot.editing.labels import Labels
from bot.editing.safety_net import ChangedAnswer, Given, SafetyNet
from bot.learning import words
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.regions import Regions
from bot.reply import Message
from bot.understanding.normalize import normalize
from bot.understanding.taught import TaughtHit, TaughtPhrases
from data.catalogue.entries import ExamplePhrase, ServiceEntry, Subject
from data.catalogue.taught import KIND, TaughtPhrase, take_back, taught_count, taught_phrases, teach
from data.catalogue.whole import hold_catalogue
from data.learning.misses import Miss, Misses
from data.people import audit
from data.people.audit import Actor
from data.storage.engine import Database

MOST_FOUND: Final = 8
"""Entries that a search offers: as many buttons as a phone shows at once."""


class MissGone(Exception):
    """The question was dealt with meanwhile, or its time has passed."""


@dataclass(frozen=True, slots=True)
class Taught:
    """The phrase is in the database and live here; `number` is its id."""

    number: int


@dataclass(frozen=True, slots=True)
class WouldChange:
    """Nothing was taught: these labelled answers would change. `may_confirm`: whether the asker has the right to."""

    answers: tuple[ChangedAnswer, ...]
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class Teaching:
    """The one door for what editors make of misses; `home` is a full path, `clock` gives seconds since 1970."""

    database: Database
    staff: Staff
    live: LiveCatalogue
    net: SafetyNet
    labels: Labels
    regions: Regions
    home: str
    clock: Callable[[], float]

    @property
    def snapshot(self) -> Snapshot:
        """The catalogue that answers come from."""
        return self.live.snapshot

    @property
    def misses(self) -> Misses:
        """The questions that may be shown."""
        return Misses(self.database)

    def subject_names(self) -> dict[str, str]:
        """Each subject's name by its id."""
        return {subject.id: subject.name for subject in self.snapshot.subjects.values()}

    def candidates(self, question: str) -> list[ServiceEntry]:
        """The entries that the matcher finds nearest to a question: the best of each of its first three subjects."""
        answerer = Answerer(self.snapshot, self.regions, self.home, Meanings(self.snapshot, self.regions))
        return [found.entry for found in answerer.nearest(question, self.net.today())]

    def found(self, word: str) -> list[ServiceEntry]:
        """Entries by a word: in the title first, then in the subject's name, then in the text."""
        wanted = normalize(word).replace(" ", "")
        if not wanted:
            return []
        snapshot = self.snapshot

        def rank(entry: ServiceEntry) -> int | None:
            subject = snapshot.subjects.get(entry.intent)
            places = (entry.title, subject.name if subject is not None else "", entry.summary)
            return next((n for n, text in enumerate(places) if wanted in normalize(text).replace(" ", "")), None)

        ranked = [
            (place, entry.title, entry) for entry in snapshot.entries.values() if (place := rank(entry)) is not None
        ]
        return [entry for *_, entry in sorted(ranked, key=lambda found: found[:2])[:MOST_FOUND]]

    def entry_of(self, short: str) -> ServiceEntry | None:
        """The entry whose `short_id` this is."""
        return next((entry for entry in self.snapshot.entries.values() if short_id(entry.id) == short), None)

    async def teach(
        self, actor: Actor, miss: Miss, entry: str | None, *, confirmed: bool = False
    ) -> Taught | WouldChange:
        """Teaches a miss to an entry (None: to be none of ours), unless labelled answers would change.

        `confirmed`: the person has seen which, and wants it so.

        Raises:
            NotAllowed: the actor has not the right; so do the methods below.
            MissGone: somebody dealt with it meanwhile.
            EntryGone: the entry is no longer there.
        """
        await self.staff.require(actor.person, Right.EDIT)
        if confirmed:
            await self.staff.require(actor.person, Right.PUBLISH)
        elif answers := await self.changed_answers(miss.question, entry):
            return WouldChange(answers, await self.staff.may(actor.person, Right.PUBLISH))
        async with self.database.write_rows() as connection:
            await hold_catalogue(connection)
            if not await self.misses.drop(connection, miss.id):
                raise MissGone(miss.id)
            number = await teach(connection, miss.question, entry)
            await self._drop_copies(connection, miss.question)
            now = int(self.clock())
            await audit.note(connection, actor, now, "phrase.teach", entry or NOT_OURS, after=miss.question)
        await self.live.renew()
        return Taught(number)

    def _taught(self, phrases: Iterable[ExamplePhrase]) -> TaughtPhrases:
        return TaughtPhrases(phrases, self.snapshot.featurizer.typed_pinyin)

    async def _drop_copies(self, connection: AsyncConnection, question: str) -> None:
        """Deletes the misses that the taught phrase answers from now on as well."""
        phrase = self._taught([ExamplePhrase(None, question, KIND, True)])
        for miss, other in (await self.misses.all_questions(connection)).items():
            if phrase.nearest(other) is not None:
                await self.misses.drop(connection, miss)

    async def changed_answers(self, question: str, entry: str | None) -> tuple[ChangedAnswer, ...]:
        """The labelled questions that would be answered otherwise if this question were taught to the entry."""
        return await self._changed_by([question], entry)

    async def _changed_by(self, questions: Sequence[str], entry: str | None) -> tuple[ChangedAnswer, ...]:
        intent = self.snapshot.intent_of.get(entry) if entry is not None else None
        phrases = [ExamplePhrase(intent, question, KIND, True, entry) for question in questions]
        lines = await self.labels.all()
        return await asyncio.to_thread(self._changed, phrases, lines, self.snapshot.subjects)

    async def changed_by(self, subject: Subject, phrases: Sequence[ExamplePhrase]) -> tuple[ChangedAnswer, ...]:
        """The labelled questions that would be answered otherwise if these phrases led to a subject made with them."""
        lines = await self.labels.all()
        subjects = {**self.snapshot.subjects, subject.id: subject}
        taught = [phrase._replace(intent=subject.id) for phrase in phrases]
        return await asyncio.to_thread(self._changed, taught, lines, subjects)

    def _changed(
        self, phrases: Sequence[ExamplePhrase], lines: Sequence[LabelledLine], subjects: Mapping[str, Subject]
    ) -> tuple[ChangedAnswer, ...]:
        before = self.snapshot
        after = replace(before, taught=self._taught([*before.taught.phrases(), *phrases]), subjects=subjects)

        typed_pinyin = before.featurizer.typed_pinyin

        def hit(snapshot: Snapshot, line: LabelledLine) -> TaughtHit | None:
            return snapshot.taught.nearest(without_greeting(typed_pinyin(normalize(line.text))))

        # Nothing but the taught phrases differs, so only lines that meet another one of them can be answered otherwise.
        reached = [line for line in lines if hit(before, line) != hit(after, line)]
        return self.net.changed_answers(before, after, reached)

    async def asked_for(self, entry: ServiceEntry) -> tuple[tuple[str, str, bool], ...]:
        """Ways to ask for an entry: the question, the title or first words that it gets now, and if that is right."""
        name = plain_name(entry.title)
        snapshot, today = self.snapshot, self.net.today()
        answerer = Answerer(snapshot, self.regions, self.home, Meanings(snapshot, self.regions))

        def asked(question: str) -> tuple[str, str, bool]:
            reply = answerer.respond(Message(question, region=entry.region), DialogueState(), today).reply
            given = Given.of(reply)
            return question, given.title or given.lead[:40], given.entry == entry.id

        return await asyncio.to_thread(lambda: tuple(asked(way.format(name=name)) for way in words.WAYS_TO_ASK))

    async def teach_ways(
        self, actor: Actor, entry: str | None, questions: Sequence[str], *, confirmed: bool = False
    ) -> Taught | WouldChange:
        """Teaches an entry (None: none of ours) ways to ask for it, all or none, as `teach` does a miss.

        The number is that of the last one.
        """
        await self.staff.require(actor.person, Right.EDIT)
        if confirmed:
            await self.staff.require(actor.person, Right.PUBLISH)
        elif answers := await self._changed_by(questions, entry):
            return WouldChange(answers, await self.staff.may(actor.person, Right.PUBLISH))
        number = 0
        async with self.database.write_rows() as connection:
            await hold_catalogue(connection)
            for question in questions:
                number = await teach(connection, question, entry)
                await self._drop_copies(connection, question)
                now = int(self.clock())
                await audit.note(connection, actor, now, "phrase.teach", entry or NOT_OURS, after=question)
        await self.live.renew()
        return Taught(number)

    async def take_back(self, actor: Actor, number: int) -> TaughtPhrase | None:
        """Undoes a teaching, with its audit row; None when it was undone already."""
        await self.staff.require(actor.person, Right.EDIT)
        async with self.database.write_rows() as connection:
            await hold_catalogue(connection)
            phrase = await take_back(connection, number)
            if phrase is not None:
                subject = phrase.entry or phrase.intent or NOT_OURS
                await audit.note(connection, actor, int(self.clock()), "phrase.undo", subject, before=phrase.text)
        await self.live.renew()
        return phrase

    async def ignore(self, actor: Actor, miss: Miss) -> bool:
        """Puts a question and its near copies aside for a month; false when somebody dealt with it meanwhile."""
        await self.staff.require(actor.person, Right.EDIT)
        async with self.database.write_rows() as connection:
            done = await self.misses.ignore(connection, miss)
            if done:
                await audit.note(connection, actor, int(self.clock()), "miss.ignore", miss.id, before=miss.question)
        return done

    async def ignore_told(self, actor: Actor) -> int:
        """Puts aside, for a month, all that are shown only because their askers wanted it; how many."""
        await self.staff.require(actor.person, Right.EDIT)
        async with self.database.write_rows() as connection:
            count = await self.misses.ignore_told(connection)
            if count:
                await audit.note(connection, actor, int(self.clock()), "miss.ignore_told", "misses", after=str(count))
        return count

    async def taught(self, most: int, skip: int) -> tuple[Sequence[TaughtPhrase], int]:
        """Some taught phrases, the newest first, and how many there are."""
        return await taught_phrases(self.database, most, skip), await taught_count(self.database)


NOT_OURS: Final = "out_of_scope"
"""The subject of an audit row of a phrase that was taught to be none of ours."""


def short_id(entry: str) -> str:
    """Twelve hexadecimal digits that stand for an entry's id in a button, where 64 bytes must do."""
    return hashlib.sha256(entry.encode()).hexdigest()[:12]


def plain_name(title: str) -> str:
    """A title as people say it: without quotation marks and without a year or place in brackets."""
    return re.sub(r"[“”]|（[^（）]*）$", "", title)

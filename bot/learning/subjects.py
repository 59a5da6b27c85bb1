"""A subject that did not exist: named, told what it is for and how riders ask, and known from that moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from bot.learning import words
from bot.learning.teaching import Teaching
from bot.people.roles import Right
from bot.understanding.normalize import normalize
from data.catalogue.entries import ExamplePhrase, Subject
from data.catalogue.subjects import SubjectUsed, add_subject, remove_subject
from data.catalogue.taught import KIND
from data.catalogue.whole import hold_catalogue
from data.people import audit
from data.people.audit import Actor

SHORTEST_NAME: Final = 2
LONGEST_NAME: Final = 20
LONGEST_SCOPE: Final = 40
FEWEST_PHRASES: Final = 3
MOST_PHRASES: Final = 12
SHORTEST_PHRASE: Final = 2
LONGEST_PHRASE: Final = 80
_LONGEST_ID: Final = 30
"""Characters: votes carry the id in a button of 64 bytes."""


@dataclass(frozen=True, slots=True)
class NewSubjects:
    """The one door for subjects made in a chat; they are taught by the door for phrases."""

    teaching: Teaching

    def name_problems(self, name: str) -> tuple[str, ...]:
        """What is wrong with a name by itself; none: it may be one."""
        snapshot = self.teaching.snapshot
        if not name.isprintable() or not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
            return (words.SUBJECT_NAME_WRONG.format(least=SHORTEST_NAME, most=LONGEST_NAME),)
        if any(subject.name == name for subject in snapshot.subjects.values()):
            return (words.SUBJECT_THERE.format(name=name),)
        return ()

    def scope_problems(self, scope: str) -> tuple[str, ...]:
        """What is wrong with the line that says what it is for."""
        if not scope.isprintable() or not SHORTEST_NAME <= len(scope) <= LONGEST_SCOPE:
            return (words.SUBJECT_SCOPE_WRONG.format(least=SHORTEST_NAME, most=LONGEST_SCOPE),)
        return ()

    async def phrase_problems(self, name: str, phrases: Sequence[str]) -> tuple[str, ...]:
        """What is wrong with the ways of asking: too few, no words, taught otherwise, or labelled otherwise."""
        found = tuple(self._wrong(phrases))
        if found:
            return found
        changed = await self.teaching.changed_by(self._subject(name, ""), self._taught("", (name, *phrases)))
        return tuple(words.PHRASE_OF_ANOTHER.format(text=one.line.text) for one in changed if one.right_before)

    async def add(self, actor: Actor, name: str, scope: str, phrases: Sequence[str]) -> Subject | tuple[str, ...]:
        """Makes the subject, or says what is wrong with it.

        Raises:
            NotAllowed: the actor has not the right; so does `take_back`.
        """
        await self.teaching.staff.require(actor.person, Right.EDIT)
        problems = (*self.name_problems(name), *self.scope_problems(scope), *await self.phrase_problems(name, phrases))
        if problems:
            return problems
        async with self.teaching.database.write_rows() as connection:
            await hold_catalogue(connection)
            subject = self._subject(name, scope)
            await add_subject(connection, subject, dict.fromkeys((name, *phrases)))
            now = int(self.teaching.clock())
            await audit.note(connection, actor, now, "subject.add", subject.id, after=name)
        await self.teaching.live.renew()
        return subject

    async def take_back(self, actor: Actor, subject: str) -> str | None:
        """Takes a subject away again; its name, None when it is gone or something stands under it."""
        await self.teaching.staff.require(actor.person, Right.EDIT)
        async with self.teaching.database.write_rows() as connection:
            await hold_catalogue(connection)
            try:
                name = await remove_subject(connection, subject)
            except SubjectUsed:
                return None
            if name is not None:
                now = int(self.teaching.clock())
                await audit.note(connection, actor, now, "subject.remove", subject, before=name)
        await self.teaching.live.renew()
        return name

    def _wrong(self, phrases: Sequence[str]) -> Iterator[str]:
        if not FEWEST_PHRASES <= len(set(phrases)) <= MOST_PHRASES:
            yield words.PHRASES_TOO_FEW.format(least=FEWEST_PHRASES, most=MOST_PHRASES, count=len(set(phrases)))
        for phrase in phrases:
            if not phrase.isprintable() or not SHORTEST_PHRASE <= len(phrase) <= LONGEST_PHRASE:
                yield words.PHRASE_WRONG.format(text=phrase[:20], least=SHORTEST_PHRASE, most=LONGEST_PHRASE)
            elif (hit := self.teaching.snapshot.taught.nearest(normalize(phrase))) is not None:
                yield words.PHRASE_TAUGHT.format(text=phrase, other=hit.phrase)

    def _subject(self, name: str, scope: str) -> Subject:
        """The subject by this name, with an id of letters that no other one has."""
        syllables = self.teaching.snapshot.featurizer.syllables(normalize(name))
        said = "_".join(one for one in syllables if one.isascii() and one.isalpha())[:_LONGEST_ID].strip("_")
        said = said if "_" in said else f"made_{said}".strip("_")
        taken = self.teaching.snapshot.subjects
        ids = (f"{said}{'_x' * number}" for number in count())
        return Subject(next(one for one in ids if one not in taken), name, scope)

    def _taught(self, subject: str, phrases: Sequence[str]) -> list[ExamplePhrase]:
        return [ExamplePhrase(subject, phrase, KIND, True) for phrase in phrases]

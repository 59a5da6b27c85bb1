"""The door for labelled questions: those that ship, those that editors added."""

from collections.abc import Callable, Sequence

from bot.editing.labelled import LabelledLine, added_lines
from bot.people.roles import Right
from bot.people.staff import Staff
from data.catalogue import labelled
from data.catalogue.entries import ServiceEntry
from data.catalogue.labelled import AddedQuestion
from data.catalogue.whole import hold_catalogue
from data.people import audit
from data.people.audit import Actor
from data.storage.engine import Database


class Labels:
    """Labelled questions; `lines` are the shipped ones, `clock` gives seconds since 1970."""

    def __init__(
        self, database: Database, staff: Staff, lines: Sequence[LabelledLine], clock: Callable[[], float]
    ) -> None:
        self._database = database
        self._staff = staff
        self._lines = tuple(lines)
        self._clock = clock

    @property
    def shipped(self) -> int:
        """How many ship."""
        return len(self._lines)

    async def all(self) -> tuple[LabelledLine, ...]:
        """Every line: shipped, then added."""
        return self._lines + added_lines(await self.added())

    async def added(self) -> Sequence[AddedQuestion]:
        """The added questions, in the order of adding."""
        return await labelled.added_questions(self._database)

    async def add(self, actor: Actor, text: str, entry: ServiceEntry | None, region: str | None = None) -> None:
        """Adds a question with the entry that answers it, None: it is none of ours; one of the same words gives way.

        Raises:
            NotAllowed: the actor has not the right to edit.
        """
        await self._staff.require(actor.person, Right.EDIT)
        intent, entry_id = (entry.intent, entry.id) if entry is not None else (None, None)
        now = int(self._clock())
        async with self._database.write_rows() as connection:
            await hold_catalogue(connection)  # two may add the same words at one moment
            await labelled.add_question(connection, text, intent, entry_id, region, actor.person, now)
            await audit.note(connection, actor, now, "label.add", entry_id or "-", after=text)

    async def remove(self, actor: Actor, number: int) -> AddedQuestion | None:
        """Takes an added question away; None when it is gone already.

        Raises:
            NotAllowed: the actor has not the right to edit.
        """
        await self._staff.require(actor.person, Right.EDIT)
        async with self._database.write_rows() as connection:
            gone = await labelled.remove_question(connection, number)
            if gone is not None:
                now = int(self._clock())
                await audit.note(connection, actor, now, "label.remove", gone.entry or "-", before=gone.text)
        return gone

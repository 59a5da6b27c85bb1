"""Where the state of a talk is kept, and for how long."""

from collections import OrderedDict
from dataclasses import fields
from typing import Final, Protocol

import orjson
from pydantic import TypeAdapter

from bot.dialogue import DialogueState
from data.people.conversations import Conversations
from data.storage.patience import WRITES, Patience
from data.storage.shapes import Shape, as_it_was

LIFETIME: Final = 30 * 60
"""Seconds after which a conversation is forgotten."""

PURGE_EVERY: Final = 60.0
"""Seconds between two deletions of what is forgotten."""

MOST_UNWRITTEN: Final = 5_000
"""Talks that a process remembers by itself while the database takes nothing: 3 MB."""


class Memory(Protocol):
    """Keeps states by conversation key; `now` comes with each call, in seconds since 1970."""

    async def recall(self, key: str, now: int) -> DialogueState | None:
        """The state of the conversation, empty when there is none or it is older than `LIFETIME`.

        None when it cannot be had now.
        """
        ...

    async def keep(self, key: str, state: DialogueState, now: int) -> None:
        """Keeps the state."""
        ...

    async def forget(self, key: str) -> None:
        """Forgets the conversation."""
        ...

    async def purge(self, now: int) -> None:
        """Deletes what nobody may recall any more."""
        ...


class ProcessMemory:
    """States that end with the process: for the terminal and for batches."""

    def __init__(self) -> None:
        self._states: dict[str, tuple[DialogueState, int]] = {}

    async def recall(self, key: str, now: int) -> DialogueState:
        """See `Memory`."""
        state, kept_at = self._states.get(key, (DialogueState(), now))
        return state if now - kept_at <= LIFETIME else DialogueState()

    async def keep(self, key: str, state: DialogueState, now: int) -> None:
        """See `Memory`."""
        self._states[key] = (state, now)

    async def forget(self, key: str) -> None:
        """See `Memory`."""
        self._states.pop(key, None)

    async def purge(self, now: int) -> None:
        """See `Memory`."""
        self._states = {key: kept for key, kept in self._states.items() if now - kept[1] <= LIFETIME}


class PersistentMemory:
    """States in the database, so that any replica can take the next message."""

    def __init__(self, rows: Conversations) -> None:
        self._rows = rows

    async def recall(self, key: str, now: int) -> DialogueState:
        """See `Memory`."""
        kept = await self._rows.state(key)
        if kept is None or now - kept[1] > LIFETIME:
            return DialogueState()
        return state_of(kept[0])

    async def keep(self, key: str, state: DialogueState, now: int) -> None:
        """See `Memory`; an empty state is forgotten instead."""
        if state == DialogueState():
            await self._rows.drop(key)
        else:
            await self._rows.keep(key, kept_as(state), now)

    async def forget(self, key: str) -> None:
        """See `Memory`."""
        await self._rows.drop(key)

    async def purge(self, now: int) -> None:
        """See `Memory`."""
        await self._rows.purge(now - LIFETIME)


class PatientMemory:
    """A memory that no answer waits for long: what the database cannot take now, this process remembers.

    What is not written yet is written by `purge`, which is done every minute.
    """

    def __init__(self, kept: PersistentMemory, patience: Patience) -> None:
        self._kept = kept
        self._patience = patience
        self._unwritten: OrderedDict[str, tuple[DialogueState, int]] = OrderedDict()

    async def recall(self, key: str, now: int) -> DialogueState | None:
        """See `Memory`."""
        if (here := self._unwritten.get(key)) is not None:
            return here[0] if now - here[1] <= LIFETIME else DialogueState()
        return await self._patience.result(self._kept.recall(key, now), None)

    async def keep(self, key: str, state: DialogueState, now: int) -> None:
        """See `Memory`; returns soon, whether or not it is written."""
        self._unwritten[key] = (state, now)
        self._unwritten.move_to_end(key)
        if len(self._unwritten) > MOST_UNWRITTEN:
            self._unwritten.popitem(last=False)
        await self._patience.result(self._write(key), None, WRITES)

    async def _write(self, key: str) -> None:
        if (here := self._unwritten.get(key)) is None:
            return
        await self._kept.keep(key, *here)
        if self._unwritten.get(key) == here:
            del self._unwritten[key]

    async def forget(self, key: str) -> None:
        """See `Memory`."""
        self._unwritten.pop(key, None)
        await self._kept.forget(key)

    async def purge(self, now: int) -> None:
        """See `Memory`."""
        for key in list(self._unwritten):
            await self._write(key)
        await self._kept.purge(now)


_STATE = TypeAdapter(DialogueState)
_KEYS: Final = tuple(field.name for field in fields(DialogueState))
_SHAPE: Final = Shape((as_it_was,))


def kept_as(state: DialogueState) -> str:
    """The state as `PersistentMemory` writes it down."""
    return orjson.dumps(_SHAPE.stamped({key: getattr(state, key) for key in _KEYS})).decode()


def state_of(kept: str) -> DialogueState:
    """The state as this release or an earlier one wrote it down; an empty one where it cannot be read.

    A talk is forgotten after half an hour anyway; one that stops the next answer would be worse than one forgotten.
    """
    try:
        return _STATE.validate_python(_SHAPE.read(orjson.loads(kept)))
    except ValueError:
        return DialogueState()

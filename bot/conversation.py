"""What was last talked about, and what a new message takes from it: follow-ups, corrections, topic switches."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol

import orjson
from pydantic import TypeAdapter

from bot.understanding.function_words import FUNCTION_WORDS
from bot.understanding.reading import Leaning
from data.conversations import Conversations

LIFETIME: Final = 30 * 60
"""Seconds after which a conversation is forgotten."""

PURGE_EVERY: Final = 60.0
"""Seconds between two deletions of what is forgotten."""


@dataclass(frozen=True, slots=True)
class State:
    """What is kept between two messages, ids only: never a word of the person's.

    `intent` and `shown` are the subject last answered and its entries already shown (the current one first). `rest`
    holds entries that also fit, for "还有别的吗". `region` is a region named in the talk. `offered` are the ids of the
    choices on the screen. `misses` counts messages in a row that could not be answered.
    """

    intent: str | None = None
    shown: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    region: str | None = None
    offered: tuple[str, ...] = ()
    misses: int = 0

    def missed(self) -> "State":
        """One more message that could not be answered; the subject stays, for a question that comes back to it."""
        return replace(self, misses=self.misses + 1, offered=())


class Memory(Protocol):
    """Keeps states by conversation key; `now` comes with each call, in seconds since 1970."""

    async def recall(self, key: str, now: int) -> State:
        """The state of the conversation, empty when there is none or it is older than `LIFETIME`."""
        ...

    async def keep(self, key: str, state: State, now: int) -> None:
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
        self._states: dict[str, tuple[State, int]] = {}

    async def recall(self, key: str, now: int) -> State:
        """See `Memory`."""
        state, kept_at = self._states.get(key, (State(), now))
        return state if now - kept_at <= LIFETIME else State()

    async def keep(self, key: str, state: State, now: int) -> None:
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

    async def recall(self, key: str, now: int) -> State:
        """See `Memory`."""
        kept = await self._rows.state(key)
        if kept is None or now - kept[1] > LIFETIME:
            return State()
        return state_of(kept[0])

    async def keep(self, key: str, state: State, now: int) -> None:
        """See `Memory`; an empty state is forgotten instead."""
        if state == State():
            await self._rows.drop(key)
        else:
            await self._rows.keep(key, orjson.dumps(state).decode(), now)

    async def forget(self, key: str) -> None:
        """See `Memory`."""
        await self._rows.drop(key)

    async def purge(self, now: int) -> None:
        """See `Memory`."""
        await self._rows.purge(now - LIFETIME)


async def forget_old(memory: Memory, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
    """Deletes what nobody may recall any more, every minute, until cancelled."""
    while True:
        await memory.purge(int(clock()))
        await sleep(PURGE_EVERY)


_STATE = TypeAdapter(State)


def state_of(kept: str) -> State:
    """The state as `PersistentMemory` wrote it down."""
    return _STATE.validate_json(kept)


_FUNCTION = re.compile("|".join(sorted(FUNCTION_WORDS, key=len, reverse=True)))

_POINTS_BACK = re.compile(
    r"^(?:那|也|还|它|这个|那个|里头|里面|刚才|刚刚|上面|前面|除了|然后|另外|再|要是|如果|没|不想|不用|我这|像我|一(?:年|月|次))"
    r"|(?:呢|也行|也能|也可以|也算|行不|行吗|可以吗|能不能|给不|给吗|给上)(?: |$)"
)
_CORRECTION = re.compile(
    r"^(?:不是|不对|错了|不|弄错了|搞错了|答非所问|你?理解错了|你?没(?:听|看|弄|搞)懂|我没问这个|不是(?:这|那)个?)"
    r"(?:啊|呀|的|了|吧|这个|那个|问这个|说这个|这意思|这个意思|我的意思| )*"
    r"(?:我?(?:问|说|想问|要问|指|想说)的?(?:不是(?:这|那)个)?(?:是|就是)?|我是(?:问|说|想问)|是)? ?"
)
_MEANT = re.compile(r"^(?:我)?(?:问|说|想问|要问|指)的(?:其实|明明)?(?:是|就是) ?")


def letters_left(normalized: str) -> int:
    """Characters that no function word accounts for: what names a subject, a place or a thing."""
    return len(_FUNCTION.sub("", normalized).replace(" ", ""))


def follows_up(normalized: str, region_letters: int) -> bool:
    """Whether nothing in the utterance names a subject of its own; `region_letters` characters of it name a region."""
    return letters_left(normalized) <= region_letters


def leaning(state: State, normalized: str, region_letters: int) -> Leaning | None:
    """How far the talk so far draws this utterance to its subject; null when there is none.

    The shorter an utterance and the more it points back, the more it takes; an utterance that names its own subject
    keeps the model's verdict, so that an old topic does not stick.
    """
    if state.intent is None:
        return None
    left = letters_left(normalized) - region_letters
    if left <= 0:
        return Leaning(state.intent, 2.0, sure=True)
    letters = len(normalized.replace(" ", ""))
    support = 0.55 if letters <= 12 else 0.2 if letters <= 18 else 0.0
    if left <= 2:
        support += 0.3
    if _POINTS_BACK.search(normalized):
        support += 0.35
    return Leaning(state.intent, support, sure=False) if support else None


def correction(normalized: str) -> str | None:
    """What a person says instead, when the utterance corrects our last answer; empty when they say no more."""
    for pattern in (_MEANT, _CORRECTION):
        match = pattern.match(normalized)
        if match is not None and match.end() > 1 and (pattern is _MEANT or _is_correction(match[0], normalized)):
            return normalized[match.end() :].strip()
    return None


def _is_correction(said: str, normalized: str) -> bool:
    """不是说好的 and 不交会费行吗 begin alike but correct nothing."""
    return said.strip() == normalized or bool(
        re.search(r"(?:问|说|指)的?(?:是|就是)|不是(?:这|那)个|不对|错了|没懂|问这个|意思|是问", said)
    )

"""A channel that delivers into memory, does what it is told to some chats, and can die at any call."""

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence

from bot.announcing.messenger import Begun, Done, Notice, Outcome, Sent


class Killed(BaseException):
    """The process dies here."""


class FakeMessenger:
    """`script` holds what the next sends to a chat bring; afterwards it arrives."""

    def __init__(self) -> None:
        self.delivered: list[tuple[str, Notice]] = []
        self.edited: list[tuple[str, int, Notice]] = []
        self.deleted: list[tuple[str, tuple[int, ...]]] = []
        self.script: defaultdict[str, deque[Outcome]] = defaultdict(deque)
        self.amending: defaultdict[str, deque[Outcome]] = defaultdict(deque)
        self.before_call: Callable[[], None] = lambda: None
        self.after_delivery: Callable[[], None] = lambda: None
        self.on_send: Callable[[str], None] = lambda chat: None

    @property
    def times(self) -> Counter[str]:
        """How often each chat got something."""
        return Counter(chat for chat, _ in self.delivered)

    async def send(self, chat: str, notice: Notice) -> Outcome:
        self.before_call()
        self.on_send(chat)
        await asyncio.sleep(0)
        if self.script[chat]:
            return self.script[chat].popleft()
        self.delivered.append((chat, notice))
        number = len(self.delivered)
        self.after_delivery()
        await asyncio.sleep(0)
        if notice.album:
            return Begun(tuple(number * 100 + part for part in range(len(notice.album))))
        return Sent(number)

    async def edit(self, chat: str, message_id: int, notice: Notice) -> Outcome:
        self.before_call()
        await asyncio.sleep(0)
        if self.amending[chat]:
            return self.amending[chat].popleft()
        self.edited.append((chat, message_id, notice))
        return Done()

    async def delete(self, chat: str, messages: Sequence[int]) -> Outcome:
        self.before_call()
        await asyncio.sleep(0)
        if self.amending[chat]:
            return self.amending[chat].popleft()
        self.deleted.append((chat, tuple(messages)))
        return Done()

"""A fake Bot API that refuses what comes too fast: 30 messages a second, one a second to a chat."""

import time
from collections import defaultdict
from typing import Final

from tests.fake_bot_api import FakeBotApi, Json, Refusal

CAP: Final = 30.0
BURST: Final = 30.0
A_CHAT, CHAT_BURST = 1.0, 3.0


class _Bucket:
    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate, self._burst, self._left, self._at = rate, burst, burst, now

    def take(self, now: float) -> bool:
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True


class CappedApi(FakeBotApi):
    """Counts what it refused: `everybody` for the bot's cap, `one_chat` for a chat's."""

    def __init__(self) -> None:
        super().__init__()
        self.everybody = self.one_chat = 0
        self.delivered: list[tuple[float, int]] = []
        self._all = _Bucket(CAP, BURST, time.monotonic())
        self._chats: dict[int, _Bucket] = defaultdict(lambda: _Bucket(A_CHAT, CHAT_BURST, time.monotonic()))

    def handle(self, method: str, parameters: Json) -> tuple[int, Json]:
        """Answers one call, within the limits."""
        now = time.monotonic()
        if method.startswith("send"):
            if not self._all.take(now):
                self.everybody += 1
                return 429, _too_many()
            if not self._chats[parameters["chat_id"]].take(now):
                self.one_chat += 1
                return 429, _too_many()
            self.delivered.append((now, parameters["chat_id"]))
        return super().handle(method, parameters)


def _too_many() -> Json:
    return Refusal(429, "Too Many Requests: retry after 3", retry_after=3).answer

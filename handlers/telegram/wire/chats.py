"""What Telegram says of chats and of who is what in them."""

import re
from dataclasses import dataclass
from typing import Any, Final

from handlers.telegram.wire.bot_api import ApiError, BotApi
from handlers.telegram.wire.transport import NotSent, OutcomeUnknown

_ADMINS: Final = frozenset(("creator", "administrator"))
_NAMED: Final = re.compile(r"@[A-Za-z]\w{3,31}|-100\d{5,15}", re.ASCII)


class NotSaid(Exception):
    """Telegram does not say it: no such chat, not one of ours, or no answer now."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat: its number, whether it is a channel, and what it is called."""

    number: int
    channel: bool
    title: str


class Chats:
    """Asks anew each time: whoever was made or unmade an admin is one, or none, from then on. `bot` is our number."""

    def __init__(self, api: BotApi, bot: int) -> None:
        self._api = api
        self._bot = bot

    async def find(self, name: str) -> Chat:
        """The chat of this `@name` or number.

        Raises:
            NotSaid: see there.
        """
        if _NAMED.fullmatch(name) is None:
            raise NotSaid(name[:20])
        return await self._chat(int(name) if name.startswith("-") else name)

    async def of(self, number: int) -> Chat:
        """The chat of this number; raises as `find`."""
        return await self._chat(number)

    async def _chat(self, name: int | str) -> Chat:
        found = await self._ask("getChat", {"chat_id": name})
        return Chat(int(found["id"]), found.get("type") == "channel", str(found.get("title") or ""))

    async def is_admin(self, chat: int, user: int) -> bool:
        """Whether this person may do what admins do there; raises as `find`."""
        found = await self._ask("getChatMember", {"chat_id": chat, "user_id": user})
        return found.get("status") in _ADMINS

    async def may_post(self, channel: int) -> bool:
        """Whether we may write in the channel; raises as `find`."""
        found = await self._ask("getChatMember", {"chat_id": channel, "user_id": self._bot})
        return found.get("status") in _ADMINS and bool(found.get("can_post_messages"))

    async def _ask(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        try:
            found = await self._api.call(method, parameters)
        except (ApiError, NotSent, OutcomeUnknown) as error:
            raise NotSaid(method) from error
        if not isinstance(found, dict):
            raise NotSaid(method)
        return found

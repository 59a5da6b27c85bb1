"""What somebody is in the middle of writing, kept sealed with their open form; JSON values go in and out."""

import base64
from typing import Final

import orjson

from bot.cases.keys import Keys

_ABOUT: Final = "draft"


class Drafts:
    """Seals and opens what is not handed over yet."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    async def seal(self, value: object) -> str:
        """A JSON value as text that tells nothing."""
        return base64.b64encode((await self._keys.safe()).seal(orjson.dumps(value), _ABOUT)).decode()

    async def open(self, sealed: str) -> object:
        """The value that was sealed.

        Raises:
            Unreadable: it is damaged, or of another key.
        """
        value: object = orjson.loads((await self._keys.safe()).open(base64.b64decode(sealed), _ABOUT))
        return value

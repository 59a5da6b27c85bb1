"""Calls to the Bot API as plain dictionaries: no object is built for what we only pass on."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final, Protocol

import orjson

from data.storage.spans import Traced, untraced

OFFICIAL_SERVER = "https://api.telegram.org"

_WAITING: Final = "getUpdates"
_NO_SPAN: Final = nullcontext()
_FACTS: Final = {"rpc.system": "telegram"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes along with a call: the parameter it is for, its name, its content."""

    parameter: str
    name: str
    content: bytes


class FileTooLarge(ValueError):
    """A file is larger than whoever asked for it takes."""


class Wire(Protocol):
    """What carries a call: `transport.AiohttpRequest`, or a test's record of it."""

    async def post_json(self, url: str, body: bytes, read_timeout: float | None = None) -> tuple[int, bytes]:
        """Sends a JSON body; gives the status and the answer's body."""
        ...

    async def post_file(self, url: str, fields: Mapping[str, str], upload: Upload) -> tuple[int, bytes]:
        """Sends a file with its fields; gives the status and the answer's body."""
        ...

    async def get(self, url: str, most: int) -> tuple[int, bytes]:
        """The status and the first `most` + 1 bytes of a file."""
        ...

    async def date(self, url: str) -> str | None:
        """The header `Date` of whatever is answered there."""
        ...


class ApiError(Exception):
    """The Bot API refused a call.

    `code` is its error code and `description` its words; `retry_after` (seconds) and `migrate_to` (chat id) are None
    unless it named them.
    """

    def __init__(
        self, code: int, description: str, retry_after: float | None = None, migrate_to: int | None = None
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to


class BotApi:
    """The Bot API of one bot; `server` is `scheme://host:port` without a path. `heard` is told of each success.

    Each call is a span, but for the wait for updates, which is part of nothing.
    """

    def __init__(
        self,
        wire: Wire,
        server: str,
        token: str,
        heard: Callable[[], None] = lambda: None,
        traced: Traced = untraced,
    ) -> None:
        self._wire = wire
        self._traced = traced
        self._heard = heard
        self._root = f"{server.rstrip('/')}/bot{token}/"
        self._server = server
        self._files = f"{server.rstrip('/')}/file/bot{token}/"

    async def call(self, method: str, parameters: dict[str, Any], read_timeout: float | None = None) -> Any:
        """Calls one method; gives its result.

        Raises:
            ApiError: the server refused.
            transport.NotSent: the call never left.
            transport.OutcomeUnknown: it left and no answer came.
        """
        with _NO_SPAN if method == _WAITING else self._traced(f"telegram {method}", _FACTS):
            answer = await self._wire.post_json(self._root + method, orjson.dumps(parameters), read_timeout)
            result = _result(*answer)
        self._heard()
        return result

    async def send_file(self, method: str, parameters: Mapping[str, Any], upload: Upload) -> Any:
        """Calls a method with a file; raises as `call` does."""
        fields = {
            name: value if isinstance(value, str) else orjson.dumps(value).decode()
            for name, value in parameters.items()
        }
        with self._traced(f"telegram {method}", _FACTS):
            return _result(*await self._wire.post_file(self._root + method, fields, upload))

    async def fetch_file(self, file_id: str, most: int) -> bytes:
        """The content of a file that somebody sent; raises as `call` does.

        Raises:
            FileTooLarge: it has more than `most` bytes, or more than Telegram gives a bot (20 MB).
        """
        try:
            found = await self.call("getFile", {"file_id": file_id})
        except ApiError as error:
            if "too big" in error.description:
                raise FileTooLarge from None
            raise
        if found.get("file_size", 0) > most:
            raise FileTooLarge
        code, content = await self._wire.get(self._files + found["file_path"], most)
        if code != 200:
            raise ApiError(code, "the file cannot be fetched")
        if len(content) > most:
            raise FileTooLarge
        return content

    async def server_time(self) -> float | None:
        """What the server's clock says, in whole seconds since 1970; None when it does not say. Raises as `call`."""
        told = await self._wire.date(self._server)
        try:
            return parsedate_to_datetime(told).timestamp() if told is not None else None
        except ValueError:
            return None


def _result(code: int, body: bytes) -> Any:
    """The result in an answer; raises ApiError when there is none."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict):
        raise ApiError(code if code >= 400 else 502, "the answer is no JSON object")
    if answer.get("ok"):
        return answer["result"]
    more = answer.get("parameters") or {}
    raise ApiError(
        answer.get("error_code", code),
        answer.get("description", ""),
        more.get("retry_after"),
        more.get("migrate_to_chat_id"),
    )

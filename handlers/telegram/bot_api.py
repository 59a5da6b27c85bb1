"""Calls to the Bot API as plain dictionaries: no object is built for what we only pass on."""

from typing import Any, Protocol

import orjson

OFFICIAL_SERVER = "https://api.telegram.org"


class Wire(Protocol):
    """What carries a call: `transport.AiohttpRequest`, or a test's record of it."""

    async def post_json(self, url: str, body: bytes, read_timeout: float | None = None) -> tuple[int, bytes]:
        """Sends a JSON body; gives the status and the answer's body."""
        ...


class ApiError(Exception):
    """The Bot API refused a call.

    `code` is its error code and `description` its words; `retry_after` (seconds) and `migrate_to` (chat id) are null
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
    """The Bot API of one bot; `server` is `scheme://host:port` without a path."""

    def __init__(self, wire: Wire, server: str, token: str) -> None:
        self._wire = wire
        self._root = f"{server.rstrip('/')}/bot{token}/"

    async def call(self, method: str, parameters: dict[str, Any], read_timeout: float | None = None) -> Any:
        """Calls one method; gives its result.

        Raises:
            ApiError: the server refused.
            transport.NotSent: the call never left.
            transport.OutcomeUnknown: it left and no answer came.
        """
        code, body = await self._wire.post_json(self._root + method, orjson.dumps(parameters), read_timeout)
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

"""HTTP to the Bot API over aiohttp: a fraction of the CPU a call that the library's default transport takes.

What leaves this file as an error never holds a URL, because the URL of a Bot API call holds the token.
"""

from collections.abc import Mapping
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from handlers.telegram.wire.bot_api import Upload

_JSON = {"Content-Type": "application/json"}
_FILE_TIMEOUT = 60.0  # seconds without a byte that a file may take


class NotSent(NetworkError):
    """The request never left: no connection, name, TLS or free place in the pool. Safe to repeat."""


class OutcomeUnknown(TimedOut):
    """The request left and no whole answer came; the Bot API may or may not have acted on it."""


class AiohttpRequest(BaseRequest):
    """One pool of kept-alive connections: the library's transport, and `post_json` for our own calls.

    `connections` is the most open at once. In seconds: `read_timeout`, the longest wait for an answer where a call does
    not name its own, and `connect_timeout`, the longest for a free connection, name look-up and TLS together.
    """

    __slots__ = ("_connect_timeout", "_connections", "_read_timeout", "_session", "_timeout")

    def __init__(self, connections: int = 256, read_timeout: float = 10, connect_timeout: float = 5) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._connect_timeout = connect_timeout
        self._timeout = self._timeout_of(read_timeout)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds an answer may take where a call does not name its own."""
        return self._read_timeout

    def _timeout_of(self, read: float) -> aiohttp.ClientTimeout:
        return aiohttp.ClientTimeout(total=None, connect=self._connect_timeout, sock_read=read)

    async def initialize(self) -> None:
        """Opens the pool; does nothing when it is open."""
        if self._session is None:
            # Servers close idle connections after about 75 s; let go at 30 s, and no call meets one that is closing.
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=30, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), timeout=self._timeout
            )

    async def shutdown(self) -> None:
        """Closes every connection."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def post_json(self, url: str, body: bytes, read_timeout: float | None = None) -> tuple[int, bytes]:
        """Sends a JSON body; gives the status and the answer's body.

        Raises:
            NotSent: the request never left.
            OutcomeUnknown: it left and no whole answer came.
        """
        timeout = self._timeout if read_timeout is None else self._timeout_of(read_timeout)
        return await self._send("POST", url, body, _JSON, timeout)

    async def post_file(self, url: str, fields: Mapping[str, str], upload: Upload) -> tuple[int, bytes]:
        """Sends a file with its fields; gives and raises as `post_json` does."""
        form = aiohttp.FormData(quote_fields=False)  # Telegram takes file names as they are
        for name, value in fields.items():
            form.add_field(name, value)
        form.add_field(upload.parameter, upload.content, filename=upload.name)
        return await self._send("POST", url, form, None, self._timeout_of(_FILE_TIMEOUT))

    async def get(self, url: str, most: int) -> tuple[int, bytes]:
        """The status and the first `most` + 1 bytes; raises as `post_json` does."""
        return await self._send("GET", url, None, None, self._timeout_of(_FILE_TIMEOUT), most + 1)

    async def date(self, url: str) -> str | None:
        """The header `Date` of whatever is answered there; raises as `post_json` does."""
        if self._session is None:
            raise NotSent("the transport is not open")
        try:
            async with self._session.get(url, allow_redirects=False) as response:
                return response.headers.get("Date")
        except Exception as error:
            failure = _as_told(error)
        raise failure

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Sends one of the library's requests, as `post_json` does; a file goes along as multipart."""
        timeout = self._timeout_of(read_timeout) if isinstance(read_timeout, int | float) else self._timeout
        if request_data is None:
            return await self._send(method, url, None, None, timeout)
        if request_data.contains_files:
            return await self._send(method, url, _form(request_data), None, timeout)
        return await self._send(method, url, orjson.dumps(request_data.parameters), _JSON, timeout)

    async def _send(
        self,
        method: str,
        url: str,
        data: bytes | aiohttp.FormData | None,
        headers: dict[str, str] | None,
        limits: aiohttp.ClientTimeout,
        most: int | None = None,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSent("the transport is not open")
        try:
            async with self._session.request(
                method, url, data=data, headers=headers, timeout=limits, allow_redirects=False
            ) as response:
                if most is None:
                    return response.status, await response.read()
                return response.status, await _first(response.content, most)
        except Exception as error:
            failure = _as_told(error)
        raise failure  # outside the block above, so that it does not carry the original, which knows the URL

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dictionary.

        Raises:
            TelegramError: it is none; the answer itself is neither logged nor quoted.
        """
        try:
            value = orjson.loads(payload)
        except orjson.JSONDecodeError:
            value = None
        if not isinstance(value, dict):
            raise TelegramError("the server's answer is no JSON object")
        return value


def _as_told(error: Exception) -> TelegramError:
    """Whether the request was sent, as far as the error tells; only the error's class is quoted.

    A connection that breaks may do so before or after the server acted: all but a failed connection is unknown.
    """
    name = type(error).__name__
    if isinstance(error, aiohttp.ConnectionTimeoutError | aiohttp.ClientConnectorError | aiohttp.InvalidURL):
        return NotSent(f"not sent: {name}")
    return OutcomeUnknown(f"no answer: {name}")


async def _first(content: aiohttp.StreamReader, most: int) -> bytes:
    """So many bytes of the body, fewer when it ends before."""
    found = bytearray()
    while len(found) < most and (part := await content.read(most - len(found))):
        found += part
    return bytes(found)


def _form(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)  # Telegram takes file names as they are
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form

"""Reading what a request brings: so many bytes at the most, within a time."""

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 16 * 1024
"""Of a question: 500 characters, percent-encoded, take 4.5 kB."""

_MOST_FIELDS = 20
_SECONDS = 10.0  # a phone in a lift sends 16 kB in less


class TooLarge(Exception):
    """The body has more bytes than are read."""


class BadBody(Exception):
    """The body did not come whole, or is not what it should be."""


async def body_of(request: Request, most: int = MOST_BYTES, seconds: float = _SECONDS) -> bytes:
    """The whole body.

    Raises:
        TooLarge: it has more than `most` bytes.
        BadBody: it did not come within so many seconds, or the other side went away.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise TooLarge
    found = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                found += part
                if len(found) > most:
                    raise TooLarge
    except (TimeoutError, ClientDisconnect):
        raise BadBody from None
    return bytes(found)


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of a posted form; of several with one name the last.

    Raises:
        TooLarge, BadBody: as `body_of`, or it is no form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise BadBody
    body = await body_of(request)
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:  # no UTF-8, or too many fields
        raise BadBody from None

"""Forms that bring a file: `multipart/form-data` as browsers write it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request

from handlers.web.bodies import BadBody, body_of, form_of

_BOUNDARY: Final = re.compile(r'multipart/form-data\s*;.*?boundary="?([!-~]{1,70}?)"?\s*(?:;.*)?', re.IGNORECASE)
_NAMED: Final = re.compile(
    rb'content-disposition:\s*form-data;\s*name="([^"]*)"(?:;\s*filename="([^"]*)")?', re.IGNORECASE
)
_MOST_PARTS: Final = 20
_SECONDS: Final = 60.0
"""For all of it: 5 MB take a phone at the edge of the network so long."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled in: its fields, and its files that are not empty, name and content, by field."""

    fields: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


async def filled_of(request: Request, most: int) -> Filled:
    """The form, of `most` bytes at the most where it may bring a file; of several fields with one name the last.

    Raises:
        TooLarge, BadBody: as `handlers.web.bodies.body_of`, or it is no form.
    """
    boundary = _BOUNDARY.fullmatch(request.headers.get("content-type", "").strip())
    if boundary is None:
        return Filled(await form_of(request))
    return parsed(await body_of(request, most, _SECONDS), boundary[1].encode("ascii"))


def parsed(body: bytes, boundary: bytes) -> Filled:
    """The form in a body.

    Raises:
        BadBody: it is none.
    """
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for head, content in _parts(body, boundary):
        named = _NAMED.search(head)
        if named is None:
            raise BadBody
        name, file = named[1].decode("utf-8", "replace"), named[2]
        if file is None:
            try:
                fields[name] = content.decode("utf-8")
            except UnicodeDecodeError:
                raise BadBody from None
        elif content:
            files[name] = file.decode("utf-8", "replace"), content
    return Filled(fields, files)


def _parts(body: bytes, boundary: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The head and the content of each part."""
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary, _MOST_PARTS + 2)
    if len(parts) > _MOST_PARTS + 2 or not parts[-1].startswith(b"--"):
        raise BadBody
    for part in parts[1:-1]:
        head, found, content = part.partition(b"\r\n\r\n")
        if not found:
            raise BadBody
        yield head, content

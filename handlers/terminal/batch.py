"""`ask --batch`: JSON lines in, one JSON line each out, in order; a bad line costs only itself."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any, Final

import orjson

from bot.answering.assistant import Assistant
from bot.bootstrap import words
from bot.regions import Regions
from bot.reply import Message
from handlers.reply_json import reply_object

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
"""What some editors put before the first line."""


class WrongLine(ValueError):
    """A line of a batch cannot be answered; `id` is its id where one could be read."""

    def __init__(self, reason: str, line_id: Any = None) -> None:
        super().__init__(reason)
        self.id = line_id


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a batch; `id` is any JSON value and comes back as it is, `region` a full path."""

    id: Any
    text: str
    region: str
    session: str | None


def read_line(line: bytes, regions: Regions, home: str) -> BatchQuestion:
    """The question of a line.

    Raises:
        WrongLine: no JSON object, a field of the wrong kind, or an unknown or ambiguous region.
    """
    try:
        given = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise WrongLine(words.WRONG_LINE) from None
    if not isinstance(given, dict):
        raise WrongLine(words.WRONG_LINE)
    line_id, text, region, session = (given.get(key) for key in ("id", "text", "region", "session"))
    if not isinstance(text, str):
        raise WrongLine(words.WRONG_TEXT, line_id)
    if region is not None and not isinstance(region, str):
        raise WrongLine(words.WRONG_REGION_KIND, line_id)
    if session is not None and (isinstance(session, bool) or not isinstance(session, str | int)):
        raise WrongLine(words.WRONG_SESSION, line_id)
    try:
        path = regions.parse(region, near=home) if region else home
    except ValueError as error:
        raise WrongLine(str(error), line_id) from None
    return BatchQuestion(line_id, text, path, None if session is None else str(session))


async def answers(lines: Iterable[bytes], assistant: Assistant, regions: Regions, home: str) -> AsyncIterator[bytes]:
    """One output line, without its end, for each line that is not blank."""
    for number, line in enumerate(lines, 1):
        line = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
        if not line.strip():
            continue
        try:
            line_read = read_line(line, regions, home)
        except WrongLine as wrong:
            yield orjson.dumps({"id": wrong.id, "line": number, "outcome": "error", "error": str(wrong)})
            continue
        conversation = f"batch:{line_read.session}" if line_read.session is not None else None
        reply = await assistant.reply(Message(line_read.text, conversation, line_read.region))
        yield orjson.dumps({"id": line_read.id, **reply_object(reply)})

"""The log: one line of a kind a minute, as text for people or as JSON for machines."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, TextIO

import orjson

from bot.logs.turns import turn_id

EVERY: Final = 60.0
"""Seconds in which a line of one kind is written once; the next says how many more there were."""

_MOST_KINDS: Final = 1_000
_NUMBERS: Final = re.compile(r"\d+")
_TEXT: Final = "%(asctime)s %(levelname)s %(turn)s%(name)s: %(message)s"


class OncePerMinute(logging.Filter):
    """Holds back lines that differ from an earlier one in their numbers alone; `monotonic` gives seconds.

    A line with `over` set tells that what its logger said before has ended: when it begins anew, it is said at once.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._said: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        now, message = self._monotonic(), record.getMessage()
        kind = record.name, _NUMBERS.sub("0", message)
        at, held = self._said.pop(kind, (now - EVERY, 0))
        if now - at < EVERY:
            self._said[kind] = at, held + 1
            return False
        if getattr(record, "over", False):
            self._said = {one: said for one, said in self._said.items() if one[0] != record.name}
        self._said[kind] = now, 0
        if len(self._said) > _MOST_KINDS:
            del self._said[next(iter(self._said))]
        if held:
            record.msg, record.args = f"{message} (and {held} more like it)", None
        return True


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        turn = turn_id()
        record.turn = f"[{turn}] " if turn else ""
        return super().format(record)


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if turn := turn_id():
            line["turn"] = turn
        trace = record.exc_text or (self.formatException(record.exc_info) if record.exc_info else "")
        if trace:
            line["trace"] = trace
        return orjson.dumps(line).decode()


def write_log(stream: TextIO, level: str, monotonic: Callable[[], float], *, as_json: bool) -> None:
    """Has everything from `level` up written to the stream, in place of wherever it went before."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Json() if as_json else _Text(_TEXT))
    handler.addFilter(OncePerMinute(monotonic))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # A broken connection is told once, as the trouble it is; the pool would add a trace for each.
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)

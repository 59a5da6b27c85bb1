"""How an error of ours reaches the log: by class and place, never with a person's words."""

import hashlib
import logging
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from data.storage.troubles import log_trouble, trouble_of

_LOGGER = logging.getLogger(__name__)

_OURS: Final = Path(__file__).parents[2]


def report_place(error: BaseException, job: str, code: str = "", said: str = "") -> None:
    """Logs an error by class, code, the handler's name, a hash of where and how, and the place in our code.

    The place is file, line and function; `said` goes into the hash alone. What is the database's trouble is told as
    that: it has no place in our code.
    """
    if (trouble := trouble_of(error)) is not None:
        log_trouble(trouble)
        return
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno}" for frame in frames]
    digest = hashlib.sha256("\n".join((type(error).__name__, said, *places)).encode()).hexdigest()[:8]
    _LOGGER.error("%s%s in %s #%s%s", type(error).__name__, f" {code}" if code else "", job, digest, _place(frames))


def _place(frames: Sequence[traceback.FrameSummary]) -> str:
    """The innermost of these frames that is our own, by its path within the program; nothing where none is."""
    for frame in reversed(frames):
        path = Path(frame.filename)
        if path.is_relative_to(_OURS) and path.relative_to(_OURS).parts[0] in ("bot", "data", "handlers"):
            return f" at {path.relative_to(_OURS)}:{frame.lineno} {frame.name}"
    return ""

"""How an error of ours reaches the log: by class and place, never with a person's words."""

import hashlib
import logging
import traceback

_LOGGER = logging.getLogger(__name__)


def report_place(error: BaseException, job: str, code: str = "", said: str = "") -> None:
    """Logs an error by class, code, the handler's name and a hash of where and how; `said` goes into the hash alone."""
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    digest = hashlib.sha256("\n".join((type(error).__name__, said, *places)).encode()).hexdigest()[:8]
    _LOGGER.error("%s%s in %s #%s", type(error).__name__, f" {code}" if code else "", job, digest)

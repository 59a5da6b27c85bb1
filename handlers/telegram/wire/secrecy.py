"""Keeps the bot token out of every log line, whoever writes it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Redact(logging.Filter):
    def __init__(self, token: str) -> None:
        super().__init__()
        # The part after the colon alone opens the bot to whoever knows its public id.
        self._secrets = sorted({token, token.partition(":")[2]} - {""}, key=len, reverse=True)
        self._formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self._clean(record.getMessage()), None
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = self._clean(self._formatter.formatException(record.exc_info))
            record.exc_info = None
        elif record.exc_text:
            record.exc_text = self._clean(record.exc_text)
        return True

    def _clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "<token>")
        return text


@contextmanager
def token_kept_secret(token: str) -> Iterator[None]:
    """While open, whatever the root logger's handlers write has `<token>` in the token's place.

    The libraries below us log a call's URL or its parameters, places included, at their lower levels: these stay off.
    """
    redact = _Redact(token)
    handlers = list(logging.getLogger().handlers)
    quiet = [logging.getLogger(name) for name in ("telegram", "httpx", "httpcore", "aiohttp", "aiosqlite")]
    levels = [logger.level for logger in quiet]
    for handler in handlers:
        handler.addFilter(redact)
    for logger in quiet:
        logger.setLevel(max(logger.level, logging.WARNING))
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(redact)
        for logger, level in zip(quiet, levels, strict=True):
            logger.setLevel(level)

"""The log as the program writes it, read by a test."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.logs.writing import write_log


@contextmanager
def written_log(monotonic: Callable[[], float] = lambda: 0.0, *, as_json: bool = False) -> Iterator[io.StringIO]:
    """Has the log written to what is given; afterwards it goes where it went before."""
    root, pool = logging.getLogger(), logging.getLogger("sqlalchemy.pool")
    handlers, level, of_pool = list(root.handlers), root.level, pool.level
    stream = io.StringIO()
    write_log(stream, "WARNING", monotonic, as_json=as_json)
    try:
        yield stream
    finally:
        root.handlers[:], root.level, pool.level = handlers, level, of_pool

"""How long the parts of the work take, for whoever watches: spans, which hold no words, no persons and no places."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Final, Protocol

Facts = Mapping[str, str | int]
"""What a span tells: kinds, routes, codes. Whoever gave them may add to them until the span ends."""


class Traced(Protocol):
    """Makes spans; within one, others are its parts."""

    def __call__(self, name: str, facts: Facts, /, *, whole: bool = False) -> AbstractContextManager[None]:
        """A span from the beginning to the end of the block; a `whole` one is part of none."""
        ...


_NOTHING: Final = nullcontext()


def untraced(_name: str, _facts: Facts, *, whole: bool = False) -> AbstractContextManager[None]:
    """Makes none: nobody watches."""
    return _NOTHING

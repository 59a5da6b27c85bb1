"""What is taken from riders: how many cases and words, how large, which files; and why something is not."""

from dataclasses import replace
from pathlib import PurePath
from typing import Final

from bot.cases.pictures import Malformed, without_traces
from bot.cases.records import Piece
from bot.cases.states import Kind

MOST_OPEN: Final = 3
"""Open cases a person."""

LONGEST: Final = 2000
"""Characters of one message: two phone screens."""

MOST_WORDS: Final = 40
"""Messages of the person in one case."""

LARGEST: Final = 5 * 2**20
"""Bytes of a file: a photo that a phone takes, five minutes of voice."""

ENDINGS: Final = frozenset({".jpg", ".jpeg", ".png", ".pdf"})
"""Kinds of documents that are taken: what shows itself, and runs nothing."""


class NobodyThere(RuntimeError):
    """Nobody of this union works on cases."""


class TooManyOpen(ValueError):
    """The person has as many open cases as one may have."""


class Paused(ValueError):
    """Nothing is taken from this person before `until`, seconds since 1970."""

    def __init__(self, until: int) -> None:
        super().__init__(until)
        self.until = until


class TooMuch(ValueError):
    """A message, or what there is of them, is larger than one case holds."""


class WrongFile(ValueError):
    """A file of this kind is not taken."""


def checked(piece: Piece) -> Piece:
    """The piece as it may be kept: a picture without where, when and by what it was taken.

    Raises:
        TooMuch, WrongFile: it may not.
    """
    if len(piece.text) > LONGEST or (piece.content is not None and len(piece.content) > LARGEST):
        raise TooMuch
    if piece.kind is Kind.DOCUMENT and PurePath(piece.name.lower()).suffix not in ENDINGS:
        raise WrongFile
    if piece.content is None:
        return piece
    try:
        return replace(piece, content=without_traces(piece.content))
    except Malformed:
        raise WrongFile from None

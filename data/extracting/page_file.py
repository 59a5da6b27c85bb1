"""A page as lines, and why a file gives none."""

from dataclasses import dataclass
from enum import StrEnum


class Unreadable(StrEnum):
    """Why a file gives no page."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_LONG = "too_long"
    PICTURE = "picture"
    SCANNED = "scanned"
    LOCKED = "locked"
    BROKEN = "broken"
    OLD_WORD = "old_word"
    UNKNOWN_ENCODING = "unknown_encoding"


class UnreadablePage(ValueError):
    """A file gives no page; `reason` says why."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page's lines in reading order, blank ones too; `publication` and `published` (YYYY-MM-DD) as the file tells."""

    name: str
    lines: tuple[str, ...]
    publication: str | None = None
    published: str | None = None

    @property
    def text(self) -> str:
        """The page without white space: what offsets count in, as those of sources do."""
        return "".join("".join(self.lines).split())

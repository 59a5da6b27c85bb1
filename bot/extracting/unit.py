"""A thing that a story offers, with all that is told of it."""

from dataclasses import dataclass, field

from bot.extracting.anchors import Anchor
from bot.extracting.figures import Figure
from bot.extracting.organisations import Organisation
from bot.extracting.sentences import Name
from bot.extracting.stories import Piece

Subject = tuple[str, float]
"""A subject's id and how sure it is, 0 to 1."""


@dataclass
class Unit:
    """One thing that a story offers; offsets count characters of its piece."""

    anchor: Anchor
    piece: Piece
    start: int
    end: int
    subject: Subject
    providers: tuple[Organisation, ...]
    figures: list[Figure] = field(default_factory=list)
    documents: list[Name] = field(default_factory=list)
    nobody: bool = False
    """The story says that a place does it, and no organisation."""

    leads: bool = False
    """It stands in the first sentences, which often say in short what the story is about."""

    done: bool = True
    """A verb before it says that somebody makes, holds or gives it."""

    venue: bool = False
    """Its sentence begins with it: what is done next is done there."""

    place: str = ""
    """The words before the passage's first comma, where a sentence names its place."""

    @property
    def text(self) -> str:
        """The passage that tells of it."""
        return self.piece.text[self.start : self.end]

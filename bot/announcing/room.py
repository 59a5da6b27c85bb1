"""What one message of a channel holds, so that no announcement is written that it would refuse or cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.announcing.messenger import Enclosed, Media


@dataclass(frozen=True, slots=True)
class Room:
    """`longest` is of a text, `longest_caption` of one with a file: without marks, as `length` counts.

    `marks` are the names of the elements of HTML that it shows. `a_minute` is how many messages go out there a minute,
    about, when nobody else wants anything. An album has at most `most_enclosed` parts, of kinds that are `together`.
    """

    longest: int
    longest_caption: int
    marks: frozenset[str]
    a_minute: int
    length: Callable[[str], int] = len
    most_enclosed: int = 0
    together: tuple[frozenset[Media], ...] = ()

    def over(self, plain: str, *, with_file: bool) -> int:
        """By how many of the channel's characters a text is too long; 0 or less when it fits."""
        return self.length(plain) - (self.longest_caption if with_file else self.longest)

    def holds(self, album: Sequence[Enclosed]) -> bool:
        """Whether these can stand together as one album."""
        kinds = {part.media for part in album}
        return 2 <= len(album) <= self.most_enclosed and any(kinds <= fitting for fitting in self.together)


Rooms = Callable[[], tuple[Room, ...]]
"""The rooms of all channels that an announcement may go to."""

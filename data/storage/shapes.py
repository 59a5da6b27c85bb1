"""The shapes of JSON that is stored: each value says which it has, so that later releases read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

_VERSION: Final = "version"

Step = Callable[[Mapping[str, object]], Mapping[str, object]]


def as_it_was(content: Mapping[str, object]) -> Mapping[str, object]:
    """The step to a shape that differs by its number alone."""
    return content


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of one kind of value, a mapping; step n makes the shape n + 1 of the shape n.

    What was written before shapes had numbers has the shape 0. A field more needs no step: readers take its default
    where it is missing, and leave what they do not know. A step is for what is renamed, or means something else.
    """

    steps: tuple[Step, ...]

    def stamped(self, content: Mapping[str, object]) -> dict[str, object]:
        """The content with the number of the shape that it has now."""
        return {**content, _VERSION: len(self.steps)}

    def read(self, kept: Mapping[str, object]) -> dict[str, object]:
        """What was kept in the shape of now, without its number; what a later release wrote as it stands."""
        version = kept.get(_VERSION, 0)
        content: Mapping[str, object] = {key: value for key, value in kept.items() if key != _VERSION}
        for step in self.steps[version if isinstance(version, int) else 0 :]:
            content = step(content)
        return dict(content)

"""The reviewed messages of `seeds/needs`: of people who need two things at once, or one thing in many words."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import ClassVar, Final

from pydantic import ConfigDict, TypeAdapter

from data.seeding.seed_files import SeedReader

MESSAGES: Final = "needs/messages.yaml"
MOST_NEEDS: Final = 2


@dataclass(frozen=True, slots=True)
class NeedMessage:
    """A message with its parts, each with the subject that it tells of (None: of none by itself)."""

    parts: tuple[tuple[str, str | None], ...]

    @property
    def text(self) -> str:
        """The whole message."""
        return "".join(text for text, _ in self.parts)

    @property
    def needs(self) -> frozenset[str]:
        """The subjects that it needs, one or two."""
        return frozenset(subject for _, subject in self.parts if subject is not None)


@dataclass(frozen=True, slots=True)
class _MessageFile:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    messages: tuple[tuple[tuple[str, str | None], ...], ...]


def read_messages(folder: Traversable | Path, subjects: Collection[str]) -> tuple[list[NeedMessage], list[str]]:
    """The messages below the seeds folder, and a message for everything that is wrong; `subjects` are known."""
    reader = SeedReader(folder)
    found = [NeedMessage(parts) for one in reader.one(MESSAGES, TypeAdapter(_MessageFile)) for parts in one.messages]
    return found, reader.problems + list(_problems(found, subjects))


def _problems(messages: list[NeedMessage], subjects: Collection[str]) -> Iterator[str]:
    said: set[str] = set()
    for message in messages:
        unknown = sorted(message.needs.difference(subjects))
        if unknown:
            yield f"{MESSAGES}: {message.text[:20]!r}: {', '.join(unknown)} is no intent of intents.yaml"
        if not 1 <= len(message.needs) <= MOST_NEEDS:
            yield f"{MESSAGES}: {message.text[:20]!r}: tells of {len(message.needs)} needs; one or two belong here"
        if message.text in said:
            yield f"{MESSAGES}: {message.text[:20]!r} stands twice; keep one"
        said.add(message.text)


def digest_of(folder: Traversable | Path) -> str:
    """64 hexadecimal digits that change with the messages."""
    return hashlib.sha256(folder.joinpath(MESSAGES).read_bytes()).hexdigest()

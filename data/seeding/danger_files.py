"""The reviewed phrases of danger in `seeds/danger`: a file a danger, and `harmless.yaml` for what only sounds alike."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

from data.catalogue.dangers import DangerKind
from data.seeding.seed_files import SeedReader

FOLDER, HARMLESS = "danger", "harmless"
LONGEST_PHRASE = 160
"""A story with a danger at its end is longer than a question."""

FEWEST_PHRASES, FEWEST_HARMLESS = 100, 2_000


@dataclass(frozen=True, slots=True)
class _DangerFile:
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    danger: DangerKind | None
    phrases: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DangerPhrases:
    """The phrases of one file; `danger` is None where they are harmless."""

    file: str
    danger: DangerKind | None
    texts: tuple[str, ...]


def read_danger(folder: Traversable | Path) -> tuple[list[DangerPhrases], list[str]]:
    """What of the files below the seeds folder has the right shape, and a message for everything that is wrong."""
    reader = SeedReader(folder)
    shape = TypeAdapter(_DangerFile)
    found = [
        DangerPhrases(name, one.danger, tuple(text for texts in one.phrases.values() for text in texts))
        for name in reader.names(FOLDER)
        for one in reader.one(name, shape)
    ]
    return found, reader.problems + list(_problems(found))


def digest_of(folder: Traversable | Path) -> str:
    """64 hexadecimal digits that change with the phrases: they tell whether a model was fitted on them."""
    digest = hashlib.sha256()
    for name in SeedReader(folder).names(FOLDER):
        digest.update(name.encode() + b"\n" + folder.joinpath(name).read_bytes())
    return digest.hexdigest()


def _problems(found: list[DangerPhrases]) -> Iterator[str]:
    missing = {*DangerKind, None} - {one.danger for one in found}
    for kind in sorted(kind or HARMLESS for kind in missing):
        yield f"{FOLDER}/{kind}.yaml: missing; write its phrases"
    first: dict[str, str] = {}
    for one in found:
        named = one.danger or HARMLESS
        if PurePosixPath(one.file).stem != named:
            yield f"{one.file}: its phrases are of {named!r}; move them to {FOLDER}/{named}.yaml"
        fewest = FEWEST_PHRASES if one.danger else FEWEST_HARMLESS
        if len(one.texts) < fewest:
            yield f"{one.file}: has {len(one.texts)} phrases; add {fewest - len(one.texts)} more"
        for text in one.texts:
            if text in first:
                yield f"{one.file}: {text!r} stands in {first[text]} already; keep it where it belongs"
            first.setdefault(text, one.file)
            if not text.strip() or text != text.strip() or len(text) > LONGEST_PHRASE:
                yield f"{one.file}: {text[:20]!r}: white space at its ends, or not of 1 to {LONGEST_PHRASE} characters"

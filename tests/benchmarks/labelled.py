"""The labelled questions to measure on: those that come beside the project, and our own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.cli.evaluation import Labelled, read_labelled
from tests.benchmarks.sheet import ROOT
from tests.benchmarks.workplace import SHARED

OWN: Final = ROOT / "tests" / "questions"
SMP2017: Final = SHARED / "smp2017"
TROUBLES: Final = "troubles_"


def shared_lines(name: str) -> list[Labelled]:
    """The lines of a file beside the project; none when it is not there."""
    path = SHARED / name
    return read_labelled(path) if path.exists() else []


def own_files() -> dict[str, list[Labelled]]:
    """Our own labelled lines, by file; those of troubles are measured by themselves."""
    files = (path for path in sorted(OWN.glob("*.jsonl")) if not path.name.startswith(TROUBLES))
    return {f"tests/questions/{path.name}": read_labelled(path) for path in files}


def none_of_ours(lines: Sequence[Labelled]) -> list[Labelled]:
    """The same utterances, labelled as out of scope."""
    return [line.model_copy(update={"intents": []}) for line in lines]


def smp_parts() -> tuple[Path, Path] | None:
    """SMP2017's training and development parts; None when they are not there."""
    train, develop = SMP2017 / "train.jsonl", SMP2017 / "develop.jsonl"
    return (train, develop) if train.exists() and develop.exists() else None

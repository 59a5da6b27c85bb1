"""How a command ends and speaks beside its output proper; what each command has in common."""

import sys
from argparse import ArgumentParser
from typing import Final, Protocol

OK: Final = 0
FAILED: Final = 1
USAGE: Final = 2


class UnusableFile(OSError):
    """A file named on the command line cannot be read or written; the text names it and says why."""


class Commands(Protocol):
    """Where a command registers itself: its parser sets `run`, a function of the options that gives the exit code."""

    def add_parser(self, name: str, *, help: str) -> ArgumentParser:
        """The parser of a new command."""
        ...


def say(text: str) -> None:
    """Progress and notices, beside the output proper."""
    print(text, file=sys.stderr, flush=True)

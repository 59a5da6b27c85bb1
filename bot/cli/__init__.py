"""The commands; with `__main__` the one place that knows every part."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from typing import Final

from bot.cli import answering, catalogue, measuring, serving, stations
from bot.cli.ending import FAILED, OK, say
from bot.evaluation import WrongLabels
from bot.settings import WrongSetting
from bot.understanding.fitted import FittingFailed
from data.engine import DatabaseUnreachable
from data.migrating import DatabaseTooNew, PendingMigrations
from data.seed_files import WrongSeeds

OPERATOR_ERRORS: Final = (
    serving.ChannelStopped,
    WrongSetting,
    PendingMigrations,
    DatabaseTooNew,
    DatabaseUnreachable,
    WrongSeeds,
    FittingFailed,
    WrongLabels,
)
"""Their texts name cause and fix, so that they are printed without a trace."""


def parser() -> ArgumentParser:
    """Every command with its help."""
    top = ArgumentParser(
        prog="python -m bot", description="A workers' union assistant: answers with one sourced service, offline."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for of_one_part in (serving, answering, catalogue, stations, measuring):
        of_one_part.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it worked, 1 when it could not, 2 when it was called wrongly."""
    options = parser().parse_args(arguments)
    run: Callable[..., int] = options.run
    try:
        return run(options)
    except OPERATOR_ERRORS as error:
        say(f"error: {error}")
        return FAILED
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:
        # The reader of our output went away (head, less): nothing more to say to it.
        sys.stderr.close()
        return OK

"""`python -m tests.soak [NAME …]`: carries out every bad day, or those named, and writes what came into the table."""

import argparse
import asyncio
import os
import sys
import tempfile
import traceback
from datetime import date
from pathlib import Path

from tests.soak import away, databases, disks, replicas, sending, stopped
from tests.soak.table import Came, Row, renew

ROWS: tuple[Row, ...] = (
    *sending.ROWS, *replicas.ROWS, *databases.ROWS, *disks.ROWS, *away.ROWS, *stopped.ROWS,
)  # fmt: skip


def main() -> int:
    """0 when all promises were kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(row.name for row in ROWS))
    names: list[str] = parser.parse_args().names or [row.name for row in ROWS]
    if unknown := [name for name in names if name not in {row.name for row in ROWS}]:
        parser.error(f"there is no {', '.join(unknown)}")
    # The settings of whoever carries it out are none of what is tried.
    for variable in [variable for variable in os.environ if variable.startswith("UNIONBOT_")]:
        del os.environ[variable]
    broken = 0
    for row in ROWS:
        if row.name in names:
            came = _carried_out(row)
            broken += not came.kept
            line = row.line(came, date.today())
            print(line, flush=True)
            renew(ROWS, {row.name: line})
    return 1 if broken else 0


def _carried_out(row: Row) -> Came:
    with tempfile.TemporaryDirectory(prefix="unionbot-soak-") as folder:
        try:
            return asyncio.run(row.carry_out(Path(folder)))
        except Exception as error:  # a bad day that could not be carried out to its end is told as that
            traceback.print_exc()
            return Came(f"it was not carried out to its end: {type(error).__name__}", kept=False)


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.benchmarks [SUBJECT …]`: measures every subject, or those named, each in a process of its own."""

import argparse
import os
import subprocess
import sys
from importlib import import_module
from typing import Final

from tests.benchmarks import readme
from tests.benchmarks.sheet import ROOT, Sheet, Subject

SUBJECTS: Final = (
    "understanding", "troubles", "danger", "compared", "speed", "scale", "importing", "extracting", "start", "telegram",
    "live", "editors", "announcing", "stations", "cases", "cases_killed", "web",
)  # fmt: skip
README: Final = "readme"


def main() -> int:
    """0 when everything named was measured, whether or not it reached its bar; 1 when something could not be."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    subjects = f"{', '.join(SUBJECTS)}; {README} renews docs/measured.md and README.md"
    parser.add_argument("names", nargs="*", metavar="SUBJECT", help=subjects)
    names: list[str] = parser.parse_args().names or [*SUBJECTS]
    unknown = [name for name in names if name not in (*SUBJECTS, README)]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; choose from {', '.join((*SUBJECTS, README))}")
    if names == [README]:
        return readme.renew([sheet for name in SUBJECTS if (sheet := Sheet.read(name)) is not None])
    if len(names) == 1:
        return _measure(names[0])
    # A process each: what one subject imports or holds in memory is no part of the next one's figures.
    failed = [
        name
        for name in names
        if subprocess.run([sys.executable, "-m", "tests.benchmarks", name], cwd=ROOT, check=False).returncode
    ]
    if failed:
        print(f"could not be measured: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _measure(name: str) -> int:
    # The settings of whoever runs the bench are none of what is measured.
    for variable in [variable for variable in os.environ if variable.startswith("UNIONBOT_")]:
        del os.environ[variable]
    subject: Subject = import_module(f"tests.benchmarks.{name}").SUBJECT
    sheet = Sheet(name, subject.title, subject.columns)
    sheet.start()
    subject.measure(sheet)
    sheet.save()
    if sheet.missed:
        print(f"missed: {'; '.join(sheet.missed)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

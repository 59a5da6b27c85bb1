"""A disk that is full, made of a few pages of memory in a name space of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
_ON_A_SMALL_DISK = 'mount -t tmpfs -o size=200k none "$1" && shift && exec "$@"'
_BACKUP = """
import asyncio, sys
from pathlib import Path
from data.storage.engine import Database
from data.upkeep.backups import CannotBackUp, write_backup

async def main():
    database = Database(f"sqlite:///{sys.argv[1]}")
    try:
        await write_backup(database, Path(sys.argv[2]) / "backup.db", 0)
    except CannotBackUp as error:
        print(error.trouble and error.trouble.name, error.damaged, *(file.name for file in Path(sys.argv[2]).iterdir()))
    await database.close()

asyncio.run(main())
"""


def _on_a_small_disk(disk: Path, *command: str) -> list[str]:
    """A command that sees a disk of 200 kB at this folder."""
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", _ON_A_SMALL_DISK, "sh", str(disk), *command]


def _possible(disk: Path) -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(_on_a_small_disk(disk, "true"), capture_output=True, check=False).returncode == 0


def test_a_backup_that_does_not_fit_calls_no_sound_database_damaged(seeded_file: Path, tmp_path: Path) -> None:
    if not _possible(tmp_path):
        pytest.skip("no disk can be made here")
    command = _on_a_small_disk(tmp_path, sys.executable, "-c", _BACKUP, str(seeded_file), str(tmp_path))
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["FULL", "False"]  # and nothing is left there

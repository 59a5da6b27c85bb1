"""The files of this checkout, as guards look at them."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("bot", "data", "handlers", "seeds")
SHARED_ARTICLES = ROOT.parent / "shared" / "articles"
_BUILT = {"__pycache__", "build", "dist", "bench-results"}


def python_files(*folders: str) -> dict[str, str]:
    """The text of every Python file below the folders of the checkout, by path from its root."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(found)}


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that version control holds or would take; without version control all that no tool made."""
    names = _listed_by_git() or _walked()
    return tuple(path for name in sorted(filter(None, names)) if (path := ROOT / name).is_file())


def _listed_by_git() -> list[str]:
    if shutil.which("git") is None:
        return []
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).stdout.decode().split("\0")


def _walked() -> list[str]:
    names = []
    for folder, below, files in os.walk(ROOT):
        below[:] = [name for name in below if name not in _BUILT and (not name.startswith(".") or name == ".ci")]
        names += [(Path(folder) / name).relative_to(ROOT).as_posix() for name in files if ".db" not in name]
    return names


@cache
def tracked_texts() -> dict[str, str]:
    """The text of every tracked file that is text, by path from the root."""
    texts = {}
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content:
            texts[path.relative_to(ROOT).as_posix()] = content.decode("utf-8")
    return texts


def copy_checkout(folder: Path) -> Path:
    """Every tracked file at its place below an empty folder, to be changed and run there."""
    for path in tracked_files():
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return folder

"""The environment of the measuring tools and of the bots to compare with: made once, apart from ours."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.benchmarks.sheet import RESULTS
from tests.benchmarks.workplace import SHARED, say

TOOLS: Final = SHARED / "tools"
PINNED: Final = Path(__file__).with_name("peers.txt")
FOLDER: Final = RESULTS / "peers"


def peers_python() -> Path:
    """The Python of that environment, which is made when it is missing or `peers.txt` changed."""
    python = FOLDER / "bin" / "python"
    made_from = FOLDER / "made-from"
    wanted = hashlib.sha256(PINNED.read_bytes()).hexdigest()
    if not python.exists() or not made_from.exists() or made_from.read_text() != wanted:
        say("making the environment of the bots to compare with")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], check=True)
        pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "-r", str(PINNED)]
        subprocess.run(pip, check=True)
        made_from.write_text(wanted)
    return python

"""The answers that the documents show: `python -m tests.guards.transcripts` asks again and writes them anew.

Each stands between `<!-- ask: QUESTION -->` and `<!-- /ask -->`, as the terminal shows it.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable

from tests.guards.checkout import ROOT
from tests.guards.papers import PAPERS

TODAY = "2026-11-21"
_TRANSCRIPT = re.compile(r"<!-- ask: (?P<question>.+?) -->\n.*?<!-- /ask -->", re.S)


def with_answers(text: str, answer: Callable[[str], str]) -> str:
    """The text with every transcript renewed; `answer` gives what `ask QUESTION` prints."""

    def renewed(found: re.Match[str]) -> str:
        question = found["question"]
        shown = f'$ python -m bot ask "{question}"\n{answer(question).rstrip()}'
        return f"<!-- ask: {question} -->\n```text\n{shown}\n```\n<!-- /ask -->"

    return _TRANSCRIPT.sub(renewed, text)


def questions(text: str) -> list[str]:
    """The questions whose answers a text shows."""
    return [found["question"] for found in _TRANSCRIPT.finditer(text)]


def _asked(question: str, database: str) -> str:
    environment = {**os.environ, "UNIONBOT_TODAY": TODAY, "UNIONBOT_DATABASE_URL": database}
    command = [sys.executable, "-m", "bot", "ask", question]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


def main() -> None:
    """Renews every document."""
    with tempfile.TemporaryDirectory() as folder:
        for paper in PAPERS:
            text = paper.read_text(encoding="utf-8")
            renewed = with_answers(text, lambda one: _asked(one, f"sqlite:///{folder}/readme.db"))
            if renewed != text:
                paper.write_text(renewed, encoding="utf-8")


if __name__ == "__main__":
    main()

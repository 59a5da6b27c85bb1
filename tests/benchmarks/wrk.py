"""wrk, told what to ask: requests a second at full load."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import orjson

CONNECTIONS: Final = 32
SECONDS: Final = 8
SESSIONS: Final = 500
_SCRIPT: Final = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local bodies = {{}}
for line in io.lines("{bodies}") do bodies[#bodies + 1] = line end
local turn
init = function(arguments) turn = tonumber(arguments[1]) end
request = function()
  turn = turn + 1
  return wrk.format(nil, "/api/ask", nil, bodies[turn % #bodies + 1])
end
"""


class Wrk:
    """Asks these questions in their order, over and over; with `sessions` each in one of 500 conversations."""

    def __init__(self, folder: Path, name: str, questions: Sequence[str], *, sessions: bool = False) -> None:
        program = shutil.which("wrk")
        if program is None:
            raise RuntimeError("wrk is missing; as root: apt-get install wrk")
        self._program = program
        self.asked = 0
        """Questions asked so far."""
        bodies = folder / f"{name}.jsonl"
        bodies.write_bytes(b"\n".join(orjson.dumps(_body(n, text, sessions)) for n, text in enumerate(questions)))
        self._script = folder / f"{name}.lua"
        self._script.write_text(_SCRIPT.format(bodies=bodies), encoding="utf-8")

    def rate(self, address: str) -> float:
        """Requests answered a second, from the question on at which the last call stopped.

        Raises:
            RuntimeError: some were refused or broke off.
        """
        command = [
            self._program,
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{SECONDS}s",
            "--timeout",
            "20s",
            "-s",
            str(self._script),
            address,
            "--",
            str(self.asked),
        ]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said or "Socket errors" in said:
            raise RuntimeError(f"wrk: {said}")
        answered = re.search(r"(\d+) requests in", said)
        rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
        if answered is None or rate is None:
            raise RuntimeError(f"wrk: {said}")
        self.asked += int(answered[1])
        return float(rate[1])


def _body(number: int, text: str, sessions: bool) -> dict[str, object]:
    return {"text": text, "session": f"bench-{number % SESSIONS}"} if sessions else {"text": text}

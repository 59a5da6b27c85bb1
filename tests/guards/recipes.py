"""The recipes of CONTRIBUTING.md, carried out as they stand there.

A recipe is a part under a heading `### …`. Each block of it says in the sentence before what to do with it:

- ``A new file `PATH`:`` and ``At the end of `PATH`:``
- ``In `PATH`, after `LINE`:`` and ``In `PATH`, before `LINE`:``, the first line that holds these words
- ``In `PATH`, in place of `WORDS`:``, the first time they stand there
- ``Then:``, commands, a line each; ``which prints:``, what the last of them shows, line by line
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.guards.papers import RECIPES

_RECIPE = re.compile(r"^### (?P<name>.+)\n(?P<text>(?:(?!^##).*\n?)*)", re.M)
_BLOCK = re.compile(r"(?P<before>[^\n]+(?:\n[^\n]+)*):\n\n```\w*\n(?P<block>.*?)^```$", re.M | re.S)
_SENTENCE = re.compile(
    r"(?:(?P<new>A new file) `(?P<new_path>[^`]+)`"
    r"|(?P<end>At the end of) `(?P<end_path>[^`]+)`"
    r"|In `(?P<path>[^`]+)`, (?P<where>after|before|in place of) `(?P<words>[^`]+)`"
    r"|(?P<then>Then)|(?P<prints>[Ww]hich prints))$"
)


class WrongRecipe(ValueError):
    """A recipe cannot be carried out; the text says at which block and why."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a recipe, with the sentence that says what to do with it."""

    sentence: re.Match[str]
    text: str


def recipes_of(text: str) -> dict[str, list[Block]]:
    """Every recipe of the part Recipes, by its heading."""
    part = text.partition(RECIPES)[2]
    return {found["name"]: list(_blocks(found["text"])) for found in _RECIPE.finditer(part)}


def _blocks(text: str) -> Iterator[Block]:
    for found in _BLOCK.finditer(text):
        sentence = _SENTENCE.search(" ".join(found["before"].split()))
        if sentence is None:
            raise WrongRecipe(f"what is to be done with the block after {found['before']!r}?")
        yield Block(sentence, found["block"])


def carry_out(blocks: list[Block], folder: Path, settings: Mapping[str, str]) -> None:
    """Does what a recipe says, in a copy of the checkout, with these settings in the environment.

    Raises:
        WrongRecipe: a place is not there, a command fails, or it prints something else.
    """
    printed = ""
    for block in blocks:
        if block.sentence["then"]:
            for line in block.text.splitlines():
                printed = _run(line, folder, settings)
        elif block.sentence["prints"]:
            missing = [line for line in block.text.splitlines() if line.strip() and line not in printed]
            if missing:
                raise WrongRecipe(f"{missing} is not printed, but:\n{printed}")
        else:
            _write(block, folder)


def _write(block: Block, folder: Path) -> None:
    said = block.sentence
    path = folder / (said["new_path"] or said["end_path"] or said["path"])
    if said["new"]:
        if path.exists():
            raise WrongRecipe(f"{path} is there already")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    if said["end"]:
        path.write_text(text + block.text, encoding="utf-8")
        return
    if said["words"] not in text:
        raise WrongRecipe(f"{path} has no {said['words']!r}")
    if said["where"] == "in place of":
        path.write_text(text.replace(said["words"], block.text.rstrip("\n"), 1), encoding="utf-8")
        return
    lines = text.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if said["words"] in line)
    lines.insert(at + (said["where"] == "after"), block.text)
    path.write_text("".join(lines), encoding="utf-8")


_TOOLS: Final = str(Path(sys.executable).parent)


def _run(command: str, folder: Path, settings: Mapping[str, str]) -> str:
    # A test run that a recipe starts is a run of its own, not a worker of this one that shares its databases.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment = {**inherited, **settings, "PATH": f"{_TOOLS}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise WrongRecipe(f"{command} ends with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout

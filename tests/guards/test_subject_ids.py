"""No id of a subject, an entry or a guide stands in code: what the program must know of one is a key in the seeds."""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from data.seeding.seed_files import Seeds
from tests.guards.checkout import python_files

ANOTHER_WORD: Final = {
    "station": "the trade of stations: its table, an audience by station, a button's prefix",
    ("bot/announcing/messenger.py", "voice"): "a kind of recording that goes out with an announcement",
    ("data/seeding/seed_checks.py", "voice"): "a way of writing: what a telephone made of speech",
    ("bot/understanding/danger_fitting.py", "street_rescue"): "whose phrases may tell of danger",
    ("bot/understanding/danger_fitting.py", "counselling"): "whose phrases may tell of danger",
}
"""Texts in code that are written as an id is, each with what it is; steps of the database's history are left out."""


def _ids(seeds: Seeds) -> frozenset[str]:
    return frozenset(
        [subject.id for subject in seeds.subjects]
        + [entry.id for entry in seeds.entries]
        + [guide.id for guide in seeds.guides]
    )


def _named(files: Mapping[str, str], ids: frozenset[str]) -> Iterator[tuple[str, str]]:
    for path, text in files.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ids:
                yield path, node.value


def _code() -> dict[str, str]:
    files = python_files("bot", "data", "handlers")
    return {path: text for path, text in files.items() if "/versions/" not in path}


def test_no_id_stands_in_code(seeds: Seeds) -> None:
    found = {one for one in _named(_code(), _ids(seeds)) if one[1] not in ANOTHER_WORD}
    assert found - set(ANOTHER_WORD) == set()


def test_every_exception_is_still_there(seeds: Seeds) -> None:
    found = set(_named(_code(), _ids(seeds)))
    assert set(ANOTHER_WORD) - found - {word for _, word in found} == set()


def test_an_id_in_code_is_found(seeds: Seeds) -> None:
    entry = seeds.entries[0].id
    files = {"bot/choosing.py": f"def lead() -> str:\n    return '{entry}'\n"}
    assert list(_named(files, _ids(seeds))) == [("bot/choosing.py", entry)]

"""Files of dangerous phrases are checked as the other seeds are."""

from pathlib import Path

import pytest

from data.catalogue.dangers import DangerKind
from data.seeding.danger_files import digest_of, read_danger
from data.seeding.seed_files import seeds_folder


def write(folder: Path, name: str, danger: str, phrases: list[str]) -> None:
    """One file below a seeds folder."""
    (folder / "danger").mkdir(exist_ok=True)
    lines = "".join(f"    - {phrase!r}\n" for phrase in phrases)
    (folder / "danger" / name).write_text(f"danger: {danger}\nphrases:\n  plain:\n{lines}", encoding="utf-8")


def test_every_danger_has_its_phrases() -> None:
    found, problems = read_danger(seeds_folder())
    assert problems == []
    assert {one.danger for one in found} == {*DangerKind, None}


@pytest.mark.parametrize(
    ("name", "danger", "phrases", "problem"),
    [
        ("fire.yaml", "fire", ["着火了", "着火了"], "stands in danger/fire.yaml already"),
        ("fire.yaml", "crash", ["着火了"], "move them to danger/crash.yaml"),
        ("fire.yaml", "flood", ["水来了"], "danger/fire.yaml: `danger`"),
        ("fire.yaml", "fire", ["火" * 161], "not of 1 to 160 characters"),
        ("fire.yaml", "fire", ["着火了"], "add 99 more"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, name: str, danger: str, phrases: list[str], problem: str) -> None:
    write(tmp_path, name, danger, phrases)
    assert any(problem in one for one in read_danger(tmp_path)[1])


def test_a_missing_danger_is_told(tmp_path: Path) -> None:
    write(tmp_path, "fire.yaml", "fire", ["着火了"])
    assert "danger/crash.yaml: missing; write its phrases" in read_danger(tmp_path)[1]


def test_the_digest_changes_with_the_phrases(tmp_path: Path) -> None:
    write(tmp_path, "fire.yaml", "fire", ["着火了"])
    before = digest_of(tmp_path)
    write(tmp_path, "fire.yaml", "fire", ["起火了"])
    assert digest_of(tmp_path) != before

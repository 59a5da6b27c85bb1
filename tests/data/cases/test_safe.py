"""What is sealed opens with the same key and for the same case alone; the key stands in a file of its own."""

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cases.safe import Safe, Unreadable, safe_of
from data.storage.key_files import WrongKey

SAFE = Safe(b"k" * 32)


@given(st.binary(), st.text())
def test_what_is_sealed_opens_again_and_shows_nothing(content: bytes, about: str) -> None:
    sealed = SAFE.seal(content, about)
    assert SAFE.open(sealed, about) == content
    assert len(content) < 4 or content not in sealed
    assert sealed != SAFE.seal(content, about)


def test_what_was_changed_or_is_of_another_case_or_key_does_not_open() -> None:
    sealed = SAFE.seal("站长姓王".encode(), "case 1")
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for safe, given_, about in (
        (SAFE, changed, "case 1"),
        (SAFE, sealed, "case 2"),
        (SAFE, b"", "case 1"),
        (Safe(b"x" * 32), sealed, "case 1"),
    ):
        with pytest.raises(Unreadable):
            safe.open(given_, about)


def test_a_mark_is_the_same_for_the_same_name_and_another_under_another_key() -> None:
    assert SAFE.mark("tg:1") == SAFE.mark("tg:1") != SAFE.mark("tg:2")
    assert SAFE.mark("tg:1") != Safe(b"x" * 32).mark("tg:1")


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "of" / "case.key"
    sealed = safe_of(file).seal(b"x", "a")
    assert file.stat().st_mode & 0o777 == 0o600
    assert safe_of(file).open(sealed, "a") == b"x"
    assert [left.name for left in file.parent.iterdir()] == ["case.key"]


def test_processes_that_start_together_have_one_key(tmp_path: Path) -> None:
    together = threading.Barrier(8)
    marks: list[str] = []

    def start() -> None:
        together.wait()
        marks.append(safe_of(tmp_path / "case.key").mark("a"))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(marks) == 8
    assert len(set(marks)) == 1


@pytest.mark.parametrize("written", ["", "short", "no key at all!", "a" * 43])
def test_a_file_that_is_no_key_is_refused_and_left_alone(tmp_path: Path, written: str) -> None:
    file = tmp_path / "case.key"
    file.write_text(written)
    with pytest.raises(WrongKey):
        safe_of(file)
    assert file.read_text() == written


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongKey, match="UNIONBOT_CASE_KEY"):
        safe_of(tmp_path / "file" / "case.key")

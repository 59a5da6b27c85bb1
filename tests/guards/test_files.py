"""What may stand in a tracked file: nothing long, nothing vaguely named, nothing of one machine, nothing copied."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import pytest

from data.seeding.seed_checks import read_seeds
from tests.guards.checkout import OURS, ROOT, SHARED_ARTICLES, python_files, tracked_files, tracked_texts

LONGEST = 320
LONGER_FOR_A_REASON = {
    "bot/regions.py": "one reader of region names with the word lists it decides by; each list is about one rule there",
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "shared", "stuff", "lib"}

OF_ONE_MACHINE = {
    "a path of one machine": r"(?<![\w.])/(?:w[o]rk|home/\w|Users/\w|root/|tmp/\w)",
    "the address of a package registry": r"p[y]pi\.org|p[y]thonhosted\.org|(?:extra-)?i[n]dex-url\s*[=\s]\s*\S*://|"
    r"f[i]le://|://[^\s\"']*/simple\b",
    "a bot token": r"\b[1-9]\d{7,11}:A[A-Za-z0-9_-]{34}\b",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE K[E]Y",
    "a key of a cloud or a code host": r"\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bsk-[A-Za-z0-9_-]{32}",
}
COPIED = 22
"""Characters without white space that no text may share with a newspaper page, as in the proof of the seeds."""


def of_one_machine(text: str) -> Iterator[str]:
    """What in a text belongs to one machine or must stay secret, with its line."""
    for number, line in enumerate(text.splitlines(), 1):
        for name, pattern in OF_ONE_MACHINE.items():
            if found := re.search(pattern, line):
                yield f"line {number}: {name}: {found.group()}"


@dataclass(frozen=True)
class Copies:
    """Finds runs of `COPIED` characters that stand on a page too; those inside `quotable` texts may."""

    windows: frozenset[str]

    @classmethod
    def of(cls, pages: Iterable[str], quotable: Iterable[str]) -> "Copies":
        on_pages = {window for page in pages for window in _windows(_squeezed(page))}
        return cls(frozenset(on_pages.difference(*(_windows(_squeezed(text)) for text in quotable))))

    def of_text(self, text: str) -> list[str]:
        return [window for window in _windows(_squeezed(text)) if window in self.windows]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _windows(text: str) -> Iterator[str]:
    return (text[start : start + COPIED] for start in range(len(text) - COPIED + 1))


def _has_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _quotable() -> list[str]:
    """Headlines and bylines, which a source must name, and the values of facts, which stand as printed."""
    seeds = read_seeds(ROOT / "seeds")
    stories = [story for article in seeds.articles for story in article.stories]
    quoted = [text for story in stories for text in (story.headline, story.byline) if text]
    return quoted + [fact.value for entry in seeds.entries for fact in entry.facts]


def too_long(files: Mapping[str, str]) -> Iterator[str]:
    """Files of more lines than one reason to change needs."""
    for path, text in files.items():
        lines = len(text.splitlines())
        if lines > LONGEST and path not in LONGER_FOR_A_REASON:
            yield f"{path}: {lines} lines; split it by what changes for different reasons (at most {LONGEST})"


def test_no_file_of_the_program_is_longer_than_one_reason_to_change() -> None:
    assert list(too_long(python_files(*OURS))) == []


def test_the_files_with_a_reason_to_be_longer_still_are() -> None:
    files = python_files(*OURS)
    assert [path for path in LONGER_FOR_A_REASON if len(files[path].splitlines()) <= LONGEST] == []


def test_every_module_is_named_for_a_thing_of_the_trade() -> None:
    names = {part for path in python_files(*OURS, "tests") for part in PurePosixPath(path).with_suffix("").parts}
    assert names & VAGUE == set()


@pytest.mark.slow
def test_no_tracked_file_holds_anything_of_one_machine_or_secret() -> None:
    found = [f"{path}: {what}" for path, text in tracked_texts().items() for what in of_one_machine(text)]
    assert found == []


def test_no_database_and_nothing_built_is_tracked() -> None:
    endings = {".db", ".pyc", ".whl", ".sqlite", ".env"}
    assert [path.name for path in tracked_files() if path.suffix in endings or path.name == ".env"] == []


@pytest.mark.slow
@pytest.mark.skipif(not SHARED_ARTICLES.is_dir(), reason="the newspaper pages are not beside the checkout")
def test_no_tracked_file_copies_the_newspaper_pages() -> None:
    pages = [page.read_text(encoding="utf-8") for page in sorted(SHARED_ARTICLES.glob("*.txt"))]
    assert pages
    copies = Copies.of(pages, _quotable())
    texts = {path: text for path, text in tracked_texts().items() if _has_chinese(text)}
    assert [f"{path}: {window}" for path, text in texts.items() for window in copies.of_text(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "read /w" + "ork/shared/x",
        "open('/ho" + "me/zhang/x')",
        "--i" + "ndex-url https://mirror.example/x",
        "https://files.p" + "ythonhosted.org/x.whl",
        "123456789:A" + "A" * 34,
        "-----BEGIN RSA PRIVATE K" + "EY-----",
    ],
)
def test_what_is_of_one_machine_or_secret_is_found(text: str) -> None:
    assert len(list(of_one_machine(f"first line\n{text}"))) == 1


def test_a_copied_run_is_found_across_line_breaks_and_a_headline_is_not() -> None:
    page = "第一行写着市总工会聘请律师二十名,为职工提供法律咨询二百余起"
    assert Copies.of([page], []).of_text("x市总工会聘请\n律师二十名,为职工提供法律咨询二百y") != []
    assert Copies.of([page], []).of_text("市总工会聘请律师二十名。为职工提供") == []
    assert Copies.of([page], [page]).of_text(page) == []


def test_a_long_file_is_found() -> None:
    assert len(list(too_long({"bot/x.py": "x\n" * 321, "bot/y.py": "x\n" * 320}))) == 1

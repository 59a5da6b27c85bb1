"""The documents of the checkout, as guards read them."""

import re
from collections.abc import Collection
from typing import Final

from tests.guards.checkout import ROOT

README: Final = ROOT / "README.md"
DOCS: Final = ROOT / "docs"
PAPERS: Final = tuple(sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")]))
"""Every document; CHANGELOG.md among them, which may name what is there no longer."""

RECIPES: Final = "\n## Recipes\n"

_FENCE = re.compile(r"^```.*?^```$", re.M | re.S)
_NAME = re.compile(r"`([^`\s]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
_AT_THE_ROOT = (".md", ".yaml", ".toml", ".lock")
"""How the names of files end that lie at the root; a `words.py` without its folder may be any of many."""


def text_of(name: str) -> str:
    """A document's text, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def present_texts() -> dict[str, str]:
    """What each document says of what is there now, by its path from the root; recipes add what is not."""
    names = (path.relative_to(ROOT).as_posix() for path in PAPERS if path.name != "CHANGELOG.md")
    return {name: text_of(name).partition(RECIPES)[0] for name in names}


def rows_of(text: str) -> list[str]:
    """The lines of its tables."""
    return [line for line in text.splitlines() if line.startswith("| ")]


def paths_in(text: str, folders: Collection[str]) -> list[str]:
    """What a text names as a path from the root: `folder/…`, or a file there; `<name>` in it stands for any name.

    `folders` are the names of what lies at the root.
    """
    named = [re.sub(r"<[^>]+>", "*", name) for name in _NAME.findall(_FENCE.sub("", text))]
    return [
        name
        for name in named
        if (name.partition("/")[0] in folders if "/" in name else name[0] != "." and name.endswith(_AT_THE_ROOT))
    ]


def links_in(text: str) -> list[str]:
    """The files that a text links to or shows, as written there."""
    found = (link or image for link, image in _LINK.findall(text))
    return [name.partition("#")[0] for name in found if not name.startswith(("#", "http:", "https:"))]

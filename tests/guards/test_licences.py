"""Whoever runs the program may do so: each package that it brings along has a licence that goes with ours."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from tests.guards.checkout import ROOT

ALLOWED = re.compile(
    r"MIT|BSD|0BSD|ISC|Apache|PSF|Python Software Foundation|CNRI|Zlib|CC0|Unlicense|HPND|MPL|Mozilla|"
    r"LGPL|GNU Lesser|dependency licenses"
)
"""The LGPL's are used as they come, as packages of their own: anybody can put another version in their place."""


def parts_of(expression: str) -> list[list[str]]:
    """What all must be kept, each with its alternatives: `A AND (B OR C)` gives [[A], [B, C]]."""
    plain = re.sub(r"[()]", "", expression)
    return [re.split(r"\s+OR\s+", part) for part in re.split(r"\s+AND\s+|\s*[;,]\s*", plain) if part.strip()]


def fits(expression: str) -> bool:
    """Whether we may bring it along."""
    parts = parts_of(expression)
    return bool(parts) and all(any(ALLOWED.search(one) for one in alternatives) for alternatives in parts)


def licence_of(name: str) -> str | None:
    """What a package says of itself; None when it is not installed here (one for another system)."""
    try:
        told = distribution(name).metadata
    except PackageNotFoundError:
        return None
    classifiers = [line.split(" :: ")[-1] for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    named, expression = ("".join(told.get_all(key) or []) for key in ("License", "License-Expression"))
    return expression or "; ".join(classifiers) or "".join(named.splitlines()[:1])


def locked() -> list[str]:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return sorted({found[1] for found in re.finditer(r"^([\w.-]+)(?:\[[^]]*\])?==", text, re.M)})


def test_every_package_that_is_brought_along_may_be() -> None:
    licences = {name: told for name in locked() if (told := licence_of(name)) is not None}
    assert len(licences) > 50
    assert {name: told for name, told in licences.items() if not fits(told)} == {}


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("GPL-2.0-or-later", False),
        ("GNU General Public License v2 or later (GPLv2+)", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("MPL-1.1 OR GPL-2.0-only", True),
        ("LGPL-3.0-only", True),
        ("", False),
        ("Proprietary", False),
    ],
)
def test_a_licence_is_read_as_it_says(expression: str, may: bool) -> None:
    assert fits(expression) is may


@pytest.mark.parametrize("source", ["seeds/vectors", "seeds/syllables", "seeds/district_centres.csv", "seeds/fonts"])
def test_the_notice_names_what_of_others_is_in_the_program(source: str) -> None:
    assert source in (ROOT / "NOTICE").read_text(encoding="utf-8")

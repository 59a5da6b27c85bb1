"""Whether a reply holds a telephone number that can be dialled."""

import re
from typing import Final

_NUMBER: Final = re.compile(
    r"(?<!\d)(?:11[0-9]|12[0-9]{1,4}|9[56]\d{3,4}|400-?\d{3}-?\d{4}|1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|[2-8]\d{6,7})(?!\d)"
)
"""Emergency and public numbers of three to six digits, mobile and fixed ones; years and sums have four digits or none
of these beginnings, and what stands before 元, 人, 家 … is asked for below."""

_COUNTED: Final = re.compile(r"\s*(?:余|多)?(?:元|人|家|个|所|名|万|件|次|年|场|期|%)")


def dialable(text: str) -> bool:
    """Whether a number to dial stands in it."""
    return any(_COUNTED.match(text, found.end()) is None for found in _NUMBER.finditer(text))

"""Telephone numbers inside a text: whether each has a shape that can be dialled in China."""

import re
import unicodedata

_SHAPES = re.compile(
    r"(?<![\d-])(?:"
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"  # a mobile
    r"|(?:\+?86[- ]?)?\(?0\d{2,3}\)?[- ]?(?:[1-9]\d{6,7}|12\d{3})(?:(?:-|\s*转\s*)\d{1,5})?"  # with the area code
    r"|400[- ]?\d{3}[- ]?\d{4}"  # a service number
    r"|12\d{3}|1[12]\d"  # a public line
    r")(?!-?\d)"
)
_LONG_NUMBER = re.compile(r"\d(?:[- ]?\d){4,}")
_SAME = str.maketrans({"—": "-", "–": "-", "－": "-", "（": "(", "）": ")"})


def wrong_number(text: str) -> str | None:
    """The first run of five or more digits that is no telephone number; None when there is none."""
    plain = unicodedata.normalize("NFKC", text).translate(_SAME)
    found = _LONG_NUMBER.search(_SHAPES.sub("、", plain))
    return found[0] if found is not None else None

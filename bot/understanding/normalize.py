"""One spelling for many: width, script, case, punctuation."""

import re
import unicodedata
from functools import cache
from typing import Final

from opencc import OpenCC

MAX_CHARACTERS = 500
"""Characters of an utterance that are read; no question is longer, and nothing downstream may grow with the input."""

_NOT_WORDS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_RUNS = re.compile(r"(.)\1{3,}")
_TRADITIONAL_HINT = re.compile(r"[\u3400-\u9fff]")


_SPOILED: Final = ("坏", "壞")
"""What is broken, written so that it is not taken for 坯, an unfired pot, which was once written 坏."""


@cache
def _to_simplified() -> OpenCC:
    """The converter, read in 30 ms when the first Chinese text comes."""
    return OpenCC("t2s")


def normalize(text: str) -> str:
    """The utterance in simplified characters, half width, lower case, punctuation and symbols as single spaces.

    At most `MAX_CHARACTERS` characters are read; the result may be empty. A character repeated four times or more is
    kept three times.
    """
    # Half of a surrogate pair, which a broken sender can put into JSON, is no character and cannot be converted.
    text = text[:MAX_CHARACTERS].encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFKC", text)[:MAX_CHARACTERS]
    if _TRADITIONAL_HINT.search(text):
        text = _to_simplified().convert(text.replace(*_SPOILED))
    text = _RUNS.sub(r"\1\1\1", text.lower())
    return _NOT_WORDS.sub(" ", text).strip()

"""Small numbers as people write them: 12, 十二, 二十, 两."""

from typing import Final

_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

NUMBER: Final = r"(?:[0-9]{1,3}|[零〇一二两三四五六七八九十]{1,3})"
"""What `number` may read, as a pattern."""


def number(written: str) -> int:
    """Digits, or Chinese numerals up to ninety-nine; 零五 is five.

    Raises:
        ValueError: it is none.
    """
    if written.isascii() and written.isdigit():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return _one(written[1:] if len(written) == 2 and written[0] in "零〇" else written)
    return 10 * (_one(tens) if tens else 1) + (_one(ones) if ones else 0)


def _one(written: str) -> int:
    if written not in _DIGITS:
        raise ValueError(written)
    return _DIGITS[written]

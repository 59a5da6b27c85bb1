"""One announcement as it is asked about: its name, its sentences, its last day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.announced.last_days import last_day
from bot.announced.parts import Part, tells, tells_best
from bot.understanding.normalize import MAX_CHARACTERS, normalize

HOLDS: Final = timedelta(days=30)
"""How long after it was sent an announcement without a day of its own is still told."""

_LONGEST_TITLE: Final = 16
_LONGEST_LEAD: Final = 160
"""Characters of what stands first where nothing in particular is asked."""

_IN_TITLE: Final = 0.3
"""What a word of the title counts, against 1.0 for any other."""

_SENTENCE: Final = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_NAMED: Final = re.compile(r"【(.{2,16}?)】")
_FIRST_WORDS: Final = re.compile(r"[^。，,：:！!？?；;\n（(]+")


@dataclass(frozen=True, slots=True)
class Told:
    """`text` is all of it without marks; `sent` and `ends` are days, `ends` None where it names none.

    `plain` is the text normalised without spaces. `open_to_all`: the public may read it; else who got it may. `signup`:
    a button below it signs up.
    """

    number: int
    text: str
    sent: date
    ends: date | None
    title: str
    sentences: tuple[str, ...]
    plain: str
    open_to_all: bool
    signup: bool = False

    def over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.ends is not None and today > self.ends

    def holds(self, today: date) -> bool:
        """Whether it is still told: for thirty days, and thirty days after its last one, to say that it is over."""
        return today <= max(self.sent, self.ends or self.sent) + HOLDS

    def said_on(self, wanted: tuple[Part, ...], telling: Mapping[str, float]) -> tuple[str, tuple[Part, ...]]:
        """The sentences that tell what is wanted, in their order, and what none of them tells.

        `telling` are the words of the question and what each counts; of several sentences the one with most is told.
        """
        alike = [self._alike(sentence, telling) for sentence in self.sentences]
        chosen: set[int] = set()
        missing: list[Part] = []
        for part in wanted:
            rows = [row for row, sentence in enumerate(self.sentences) if tells(sentence, part)]
            rows = [row for row in rows if tells_best(self.sentences[row], part)] or rows
            if rows:
                chosen.add(max(rows, key=lambda row: (alike[row], -row)))
            else:
                missing.append(part)
        if not chosen and max(alike, default=0.0) > 0:
            chosen.add(alike.index(max(alike)))
        if not wanted and chosen:
            chosen |= {0} if len(self.sentences[0]) <= _LONGEST_TITLE else set()
        said = "".join(self.sentences[row] for row in sorted(chosen)) or self.text[:_LONGEST_LEAD]
        return said, tuple(missing)

    def _alike(self, sentence: str, telling: Mapping[str, float]) -> float:
        """How much a sentence shares with the question; what names the whole announcement tells little of one part."""
        written = normalize(sentence).replace(" ", "")
        shared = 0.0
        for word, weight in telling.items():
            if word in written:
                shared += weight * (_IN_TITLE if word in self.title else 1.0)
        return shared


def told(number: int, text: str, sent: date, until: date | None, *, open_to_all: bool, signup: bool = False) -> Told:
    """An announcement of this number, text and day; `until` is the day after which it was not to be sent, if any."""
    sentences = tuple(part for found in _SENTENCE.finditer(text) if (part := found[0].strip()))
    plain = "".join(
        normalize(text[start : start + MAX_CHARACTERS]) for start in range(0, len(text), MAX_CHARACTERS)
    ).replace(" ", "")
    named = _NAMED.search(text[:60])
    first = _FIRST_WORDS.search(text)
    title = named[1] if named else (first[0].strip() if first else "")[:_LONGEST_TITLE]
    ends = last_day(text, sent) or until
    return Told(number, text, sent, ends, title, sentences, plain, open_to_all, signup)

"""The account of one month: how many cases, of what, how fast; no persons, small groups together."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from re import ASCII, compile
from statistics import median
from typing import Final

from bot.cases import words as wording

SMALLEST_GROUP: Final = 10
"""Cases that a group must have to stand by itself: of fewer a colleague could tell whose they were."""

_MONTH: Final = compile(r"(\d{4})(?:-|年)(\d{1,2})月?", ASCII)
_DAY: Final = 86_400
_HOUR: Final = 3600


class WrongMonth(ValueError):
    """The text names no month, or one that is not over."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar."""

    year: int
    month: int

    @classmethod
    def read(cls, text: str) -> "Month":
        """The month of `2026-11` or `2026年11月`.

        Raises:
            WrongMonth: see there.
        """
        found = _MONTH.fullmatch(text.strip())
        if found is None or not (2000 <= int(found[1]) < 9999 and 1 <= int(found[2]) <= 12):
            raise WrongMonth(text[:20])
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, seconds: int, zone: tzinfo) -> "Month":
        """The month of a second since 1970."""
        moment = datetime.fromtimestamp(seconds, zone)
        return cls(moment.year, moment.month)

    def moved(self, months: int) -> "Month":
        """So many months later, or earlier."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def span(self, zone: tzinfo) -> tuple[int, int]:
        """Its first second, and that of the next month."""
        after = self.moved(1)
        first, end = (datetime(one.year, one.month, 1, tzinfo=zone) for one in (self, after))
        return int(first.timestamp()), int(end.timestamp())

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class Solved:
    """A case that was solved: after how many seconds, and whether within the promise (None: there was none)."""

    subject: str | None
    seconds: int
    in_time: bool | None


@dataclass(frozen=True, slots=True)
class Group:
    """`received` and `solved` in the month; `kept` in per cent of the promises, `seconds` the median time to solved.

    Both are None where fewer than `SMALLEST_GROUP` cases tell. `subject` is an intent's id, empty for all others
    together.
    """

    subject: str
    received: int
    solved: int
    kept: int | None
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Account:
    """`total` is None for a month with fewer cases than `SMALLEST_GROUP`; `groups` the largest first, others last."""

    month: str
    total: Group | None
    groups: tuple[Group, ...]

    def __bool__(self) -> bool:
        return self.total is not None

    # --- in sentences ---
    def text(self, names: Mapping[str, str]) -> str:
        """The account in lines; `names` gives the subjects by id."""
        title = self.title
        if self.total is None:
            return f"{title}\n{wording.ACCOUNT_SMALL.format(smallest=SMALLEST_GROUP)}"
        lines = [title, wording.ACCOUNT_TOTAL.format(received=self.total.received, solved=self.total.solved)]
        if self.total.kept is not None:
            lines.append(wording.ACCOUNT_KEPT.format(kept=self.total.kept))
        if self.total.seconds is not None:
            lines.append(wording.ACCOUNT_MEDIAN.format(time=lasting(self.total.seconds)))
        if self.groups:
            each = (wording.ACCOUNT_GROUP.format(name=name, count=group.received) for name, group in self.named(names))
            lines.append(wording.ACCOUNT_GROUPS.format(groups="、".join(each)))
        return "\n".join(lines)

    @property
    def title(self) -> str:
        """Which month it is of."""
        month = Month.read(self.month)
        return wording.ACCOUNT_TITLE.format(year=month.year, month=month.month)

    def named(self, names: Mapping[str, str]) -> Sequence[tuple[str, Group]]:
        """The groups with the names of their subjects."""
        return [(names.get(group.subject, wording.ACCOUNT_OTHERS), group) for group in self.groups]

    def csv(self, names: Mapping[str, str]) -> bytes:
        """The same as a spreadsheet, UTF-8 with the mark that office programs know it by."""
        into = io.StringIO()
        rows = csv.writer(into)
        rows.writerow(wording.ACCOUNT_HEAD)
        total = [(wording.ACCOUNT_ALL, self.total)] if self.total is not None else []
        for name, group in (*self.named(names), *total):
            hours = round(group.seconds / _HOUR, 1) if group.seconds is not None else ""
            kept = group.kept if group.kept is not None else ""
            rows.writerow((self.month, name, group.received, group.solved, kept, hours))
        return into.getvalue().encode("utf-8-sig")


def lasting(seconds: int) -> str:
    """A length of time as people say it."""
    if seconds < _DAY:
        return wording.LASTING_HOURS.format(hours=max(1, round(seconds / _HOUR)))
    return wording.LASTING_DAYS.format(days=f"{seconds / _DAY:.1f}".removesuffix(".0"))


def account_of(month: Month, received: Mapping[str | None, int], solved: Iterable[Solved]) -> Account:
    """The account of what came in by subject, and what was solved in that month."""
    by_subject: dict[str | None, list[Solved]] = {}
    for one in solved:
        by_subject.setdefault(one.subject, []).append(one)
    everything = sum(received.values())
    if everything < SMALLEST_GROUP:
        return Account(str(month), None, ())
    large = sorted(
        (subject for subject, count in received.items() if subject and count >= SMALLEST_GROUP),
        key=lambda subject: (-received[subject], subject),
    )
    # What is left over must not be told by subtracting: it stands together with the smallest of the others.
    while large and 0 < everything - sum(received[subject] for subject in large) < SMALLEST_GROUP:
        large.pop()
    groups = [_group(subject, received[subject], by_subject.get(subject, [])) for subject in large]
    rest = everything - sum(group.received for group in groups)
    if groups and rest:
        others = [one for subject, some in by_subject.items() if subject not in large for one in some]
        groups.append(_group("", rest, others))
    total = _group("", everything, [one for some in by_subject.values() for one in some])
    return Account(str(month), total, tuple(groups))


def _group(subject: str, received: int, solved: Sequence[Solved]) -> Group:
    promised = [one.in_time for one in solved if one.in_time is not None]
    kept = round(100 * sum(promised) / len(promised)) if len(promised) >= SMALLEST_GROUP else None
    seconds = int(median(one.seconds for one in solved)) if len(solved) >= SMALLEST_GROUP else None
    return Group(subject, received, len(solved), kept, seconds)

"""What can become of a change."""

from dataclasses import dataclass

from bot.editing.fields import changed_fields
from bot.editing.safety_net import ChangedAnswer
from data.catalogue.changes import EntryChange
from data.catalogue.entries import ServiceEntry


@dataclass(frozen=True, slots=True)
class Saved:
    """The changes are in the database and live here; `number` is the first one's new revision."""

    changes: tuple[EntryChange, ...]
    number: int


@dataclass(frozen=True, slots=True)
class NeedsConfirmation:
    """Nothing was saved: these labelled answers would change. `may_confirm`: whether the asker has the right to."""

    changes: tuple[EntryChange, ...]
    answers: tuple[ChangedAnswer, ...]
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Nothing was saved: the entry was changed since it was seen; `now` is None when it is gone."""

    entry_id: str
    seen: ServiceEntry | None
    now: ServiceEntry | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of the fields that differ now; none when the entry came or went."""
        return changed_fields(self.seen, self.now) if self.seen is not None and self.now is not None else ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was saved; each problem is a sentence for the person."""

    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing was saved: it is so already."""


SaveResult = Saved | NeedsConfirmation | Overtaken | Refused | Unchanged

"""The choices on the screen: what each is labelled with, and which one a text names."""

from datetime import date
from typing import Final

from bot.answering import words
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState
from bot.reckoning.steps import PREFIX, label_of
from bot.understanding.normalize import normalize

_ORDINALS: Final = {
    **{str(n): n for n in range(1, 41)},
    **{f"第{c}个": n for n, c in enumerate("一二三四五六七八九", 1)},
    **{f"第{n}个": n for n in range(1, 10)},
    **dict(zip("一二三四五六七八九", range(1, 10), strict=True)),
}


def offered(normalized: str, state: DialogueState, snapshot: Snapshot, today: date) -> str | None:
    """The choice on the screen that the text names by number or by its words; None when it names none."""
    if not state.offered:
        return None
    number = _ORDINALS.get(normalized)
    if number is not None and number <= len(state.offered):
        return state.offered[number - 1]
    return next((c for c in state.offered if normalize(_label(c, snapshot, today)) == normalized), None)


def _label(choice: str, snapshot: Snapshot, today: date) -> str:
    kind, _, target = choice.partition(":")
    if kind == PREFIX:
        return label_of(target, today)
    if kind == "e" and target in snapshot.entries:
        return snapshot.entries[target].title
    if kind == "i" and ":" in target:
        return words.NEXT_PAGE
    if kind == "i" and target.partition(":")[0] in snapshot.subjects:
        return snapshot.subjects[target.partition(":")[0]].name
    return {"p": words.PASSAGE_LABEL, "d": words.DETAILS_LABEL, "m": words.MENU_LABEL}.get(kind, choice)

"""The card of a draft: each field with the page's words where it is doubtful, and what can be done."""

from collections.abc import Iterator
from typing import Final

from bot.editing.fields import EDITABLE
from bot.reply import Choice
from data.catalogue.fields import NAMES
from data.extracting.drafts import KeptDraft
from handlers.telegram.desk.desk import Desk
from handlers.telegram.editing.texts import value_of
from handlers.telegram.extracting import words as wording
from handlers.telegram.message.show import Drawn, inline_keyboard, plain

PREFIX: Final = "dr:"
"""Begins the id of each button of drafts; a letter and a number follow."""

ACCEPT, SURELY_ACCEPT, MERGE, SURELY_MERGE = "a", "A", "m", "M"
DROP, CORRECT, NEXT, BRING = "d", "c", "n", "b"
_LONGEST_PASSAGE: Final = 900
_HIDDEN: Final = frozenset({"source.headline", "source.publication", "source.byline", "source.as_of"})


def button(letter: str, target: int | str, label: str) -> Choice:
    """A button about a draft."""
    return Choice(f"{PREFIX}{letter}{target}", label)


async def draft_card(desk: Desk, number: int, before: str = "") -> Drawn:
    """A waiting draft as a card; `before` is a line above it.

    Raises:
        DraftGone: it waits no more.
    """
    draft = await desk.extraction.draft(number)
    head = wording.LEFT.format(count=await desk.extraction.count())
    same = desk.entries.known.get(draft.evidence.same_as or "")
    lines = [*([before] if before else []), head, *_fields(desk, draft)]
    if same is not None:
        lines.append(wording.SAME_AS.format(title=same.title))
        lines += [wording.CHANGE.format(name=n, before=b, after=a) for n, b, a in draft.evidence.changes]
    lines.append(wording.PASSAGE.format(passage=draft.evidence.passage[:_LONGEST_PASSAGE]))
    choices = [
        button(ACCEPT, number, wording.ACCEPT),
        button(CORRECT, number, wording.CORRECT),
        button(DROP, number, wording.NOT_SERVICE),
        button(NEXT, number, wording.NEXT),
    ]
    if same is not None:
        choices.insert(1, button(MERGE, number, wording.MERGE.format(title=same.title)))
    return plain("\n".join(lines), inline_keyboard(tuple(choices)))


def _fields(desk: Desk, draft: KeptDraft) -> Iterator[str]:
    subjects = desk.entries.subjects
    for field in EDITABLE:
        if field in _HIDDEN and field != "source.headline":
            continue
        value = value_of(draft.entry, field, subjects)
        shown = f"\n{value}" if "\n" in value else value
        if field not in draft.evidence.doubtful:
            yield wording.LINE.format(field=NAMES[field], value=shown)
            continue
        yield wording.DOUBTFUL_LINE.format(field=NAMES[field], value=shown)
        if field in draft.evidence.quotes:
            yield wording.QUOTE.format(quote=draft.evidence.quotes[field])

"""What teaching would do to labelled answers, for whoever is to confirm it."""

from collections.abc import Sequence
from typing import Final

from bot.editing.safety_net import ChangedAnswer
from bot.learning import words as wording

_MOST: Final = 5
"""Changed answers that are shown: more would not fit one screen."""

_LONGEST_LEAD: Final = 60


def change_lines(changed: Sequence[ChangedAnswer]) -> list[str]:
    """How many labelled answers would change, and the first of them before and after."""
    lines = [wording.WOULD_CHANGE.format(count=len(changed)), *(_change(one) for one in changed[:_MOST])]
    if len(changed) > _MOST:
        lines.append(wording.CHANGED_MORE.format(count=len(changed) - _MOST))
    return lines


def _change(changed: ChangedAnswer) -> str:
    return wording.CHANGED_LINE.format(
        question=changed.line.text,
        before=changed.before.lead[:_LONGEST_LEAD],
        after=changed.after.lead[:_LONGEST_LEAD],
        worse=wording.CHANGED_WORSE if changed.right_before and not changed.right_after else "",
    )

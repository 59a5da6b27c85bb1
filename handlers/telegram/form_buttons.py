"""Buttons of forms: each step of each form ends with 返回 and 取消."""

from collections.abc import Iterable
from typing import Final

from bot.reply import Choice
from bot.wording import announcing as wording
from handlers.telegram.show import Markup, inline_keyboard
from handlers.telegram.turn import Turn

PREFIX: Final = "f:"
"""Begins the id of each button of a form; what follows is for the form, which reads it by its open step."""

BACK, CANCEL = "back", "cancel"


def form_keyboard(choices: Iterable[Choice] = (), copied: str = "") -> Markup | None:
    """The step's own choices (ids without the prefix), then 返回 and 取消; `copied` is a text that one more copies."""
    own = tuple(Choice(PREFIX + choice.id, choice.label) for choice in choices)
    last = (Choice(PREFIX + BACK, wording.BACK), Choice(PREFIX + CANCEL, wording.CANCEL))
    markup = inline_keyboard(own) or {"inline_keyboard": []}
    rows = markup["inline_keyboard"]
    if 0 < len(copied) <= 256:  # characters that Telegram lets a button copy
        rows.append([{"text": wording.COPY, "copy_text": {"text": copied}}])
    rows += (inline_keyboard(last) or {"inline_keyboard": []})["inline_keyboard"]
    return markup


def pressed_in_form(turn: Turn) -> str | None:
    """What was pressed, without the prefix; null when the person wrote something."""
    return turn.text if turn.query_id else None

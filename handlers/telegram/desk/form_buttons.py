"""Buttons of forms: each step of each form ends with 返回 and 取消."""

import hashlib
from collections.abc import Iterable
from typing import Final

from bot.reply import Choice
from handlers.telegram.desk import words as wording
from handlers.telegram.message.show import Markup, inline_keyboard
from handlers.telegram.message.turn import Turn

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
    """What was pressed, without the prefix; None when the person wrote something but the word on the button 返回."""
    if turn.query_id:
        return turn.text
    return BACK if turn.text.strip() == wording.BACK else None


def marked(word: str, about: str) -> str:
    """The id of a button that decides: it counts only for what its message is about, not for what is open later."""
    return f"{word}.{hashlib.sha256(about.encode()).hexdigest()[:8]}"

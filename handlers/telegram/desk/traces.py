"""What became of the messages of staff, so that an edit of one goes to the same place."""

from collections.abc import Mapping
from typing import Any, Final

from bot.people.forms import Form
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.turn import Turn

DRAFT: Final = "draft"
"""The number of the announcement that a message wrote."""

FORM: Final = "form"
"""The form that a message answered, as it was before: [name, step, answers]."""

COMMAND: Final = "command"
"""The name of the command that a message was."""

_NAME: Final = "traces"
_MOST: Final = 10
"""Messages of which it is known: who corrects a message does so at once."""


async def keep(desk: Desk, turn: Turn, what: str, value: Any) -> None:
    """The turn's message became this; kept for a day, as forms are."""
    if turn.message_id is None or turn.query_id or not turn.private:
        return
    found = await desk.forms.current(_key(turn))
    kept = dict(found.answers) if found is not None else {}
    kept[str(turn.message_id)] = {what: value}
    newest = sorted(kept, key=int)[-_MOST:]
    await desk.forms.keep(_key(turn), Form(_NAME, "", {number: kept[number] for number in newest}))


async def of(desk: Desk, turn: Turn) -> Mapping[str, Any]:
    """What the message became that this turn edits; nothing where nobody knows."""
    found = await desk.database.patience.result(desk.forms.current(_key(turn)), None)
    kept: Mapping[str, Any] = found.answers.get(str(turn.message_id), {}) if found is not None else {}
    return kept


async def forget(desk: Desk, turn: Turn) -> None:
    """Nothing is known of this person's messages any more."""
    await desk.forms.close(_key(turn))


def _key(turn: Turn) -> str:
    return f"{turn.conversation}#"

"""A new list of stations sent as a document: looked through, shown as a difference, taken with a button."""

import io
from typing import Any, Final

from bot.people.forms import Form
from bot.reply import Choice
from bot.stations import words as wording
from bot.stations.coordinates import System, system_of
from bot.stations.report import report
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import PREFIX
from handlers.telegram.message.show import Drawn, Markup, inline_keyboard, plain
from handlers.telegram.message.turn import Attachment, Turn
from handlers.telegram.wire.bot_api import ApiError, FileTooLarge
from handlers.telegram.wire.transport import NotSent, OutcomeUnknown

FORM: Final = "stations_import"
_CONFIRM: Final = "confirm"
_TAKE, _BACK, _CANCEL = "take", "back", "cancel"

LARGEST: Final = 20 * 2**20
"""Bytes of a document that a bot may fetch."""

_NAMED: Final = 12
"""Lines of each kind in one message."""


async def looked_through(desk: Desk, turn: Turn, document: Attachment, words: list[str]) -> Drawn:
    """Shows what a list would change, with the button that takes it; the document itself stays with Telegram."""
    system = system_of(" ".join(words))
    answers: dict[str, Any] = {
        "file_id": document.file_id,
        "name": document.name,
        "size": document.size,
        "system": str(system) if system is not None else None,
    }
    lines, takable = await _import(desk, turn, document, system, dry_run=True)
    if not takable:
        return plain("\n".join(lines))
    await desk.forms.keep(turn.conversation, Form(FORM, _CONFIRM, answers))
    return plain("\n".join(lines), _buttons())


async def _import(
    desk: Desk, turn: Turn, document: Attachment, system: System | None, *, dry_run: bool
) -> tuple[list[str], bool]:
    """What is said of a list, and whether there is something in it to take."""
    try:
        content = await desk.outbox.fetch(document, LARGEST)
    except FileTooLarge:
        return [wording.DOCUMENT_TOO_LARGE], False
    except (ApiError, NotSent, OutcomeUnknown):
        return [wording.DOCUMENT_GONE], False
    difference = await desk.importer.take(
        io.BytesIO(content), actor(turn), int(desk.clock()), system=system, dry_run=dry_run
    )
    lines = list(report(difference, dry_run=dry_run, most=_NAMED))
    return lines, difference.right and difference.changes > 0


async def confirm(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes the list that was looked through, or drops it; what is written meanwhile asks again."""
    if turn.text in (_CANCEL, _BACK):
        await desk.forms.close(turn.conversation)
        text = wording.LIST_DROPPED if turn.text == _CANCEL else wording.STATION_HELP
        await desk.outbox.answer(turn, plain(text))
        return
    if turn.text != _TAKE:
        await desk.outbox.answer(turn, plain(wording.TAKE_OR_DROP, _buttons()))
        return
    given = form.answers
    document = Attachment(str(given["file_id"]), str(given["name"]), int(given["size"]))
    system = System(given["system"]) if given["system"] else None
    await desk.forms.close(turn.conversation)
    lines, _ = await _import(desk, turn, document, system, dry_run=False)
    await desk.outbox.answer(turn, plain("\n".join(lines)))


def _buttons() -> Markup | None:
    labels = {_TAKE: wording.TAKE_LIST, _BACK: wording.BACK, _CANCEL: wording.CANCEL}
    return inline_keyboard(tuple(Choice(PREFIX + id, label) for id, label in labels.items()))

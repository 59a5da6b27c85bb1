"""A page comes in as a document or as text, and its drafts are kept."""

from typing import Final

from bot.extracting.office import Taken
from bot.extracting.words import WHY_UNREADABLE
from bot.people.forms import Form
from data.extracting.page_file import UnreadablePage
from data.extracting.reading import MOST_BYTES
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.desk.progress import Progress
from handlers.telegram.extracting import words as wording
from handlers.telegram.extracting.cards import draft_card
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Attachment, Turn
from handlers.telegram.wire.bot_api import ApiError, FileTooLarge
from handlers.telegram.wire.transport import NotSent, OutcomeUnknown

FORM: Final = "drafts.page"
_PAGE: Final = "page"
FEWEST_PASTED: Final = 40
"""Characters from which what somebody writes after the command is a page, not a word."""


async def ask_for_page(desk: Desk, turn: Turn) -> None:
    """Asks for a file or for text."""
    await desk.forms.keep(turn.conversation, Form(FORM, _PAGE))
    await desk.outbox.answer(turn, plain(wording.SEND_PAGE, form_keyboard()))


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes the page that was asked for."""
    if pressed_in_form(turn) in (BACK, CANCEL):
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(wording.CANCELLED))
    elif turn.document is not None:
        await take_document(desk, turn, turn.document)
    elif len(turn.raw or turn.text) >= FEWEST_PASTED:
        await take_text(desk, turn, turn.raw or turn.text)
    else:
        await desk.outbox.answer(turn, plain(wording.NO_PAGE, form_keyboard()))


async def take_document(desk: Desk, turn: Turn, document: Attachment) -> None:
    """Fetches a document and keeps its drafts."""
    progress = Progress(desk, turn)
    await progress.say(wording.READING.format(name=document.name[:60]))
    try:
        content = await desk.outbox.fetch(document, MOST_BYTES)
    except FileTooLarge:
        content = b"0" * (MOST_BYTES + 1)
    except (ApiError, NotSent, OutcomeUnknown):
        await progress.end(plain(wording.PAGE_GONE))
        return
    await _take(desk, turn, document.name, content, progress)


async def take_text(desk: Desk, turn: Turn, text: str) -> None:
    """Keeps the drafts of a text that somebody pasted."""
    await _take(desk, turn, f"{turn.at}.txt", text.encode(), Progress(desk, turn), wording.PASTED)


async def _take(
    desk: Desk, turn: Turn, name: str, content: bytes, progress: Progress, called: str | None = None
) -> None:
    try:
        taken = await desk.extraction.take(actor(turn), name, content)
    except UnreadablePage as unreadable:
        await progress.end(plain(WHY_UNREADABLE[unreadable.reason]))
        return
    await desk.forms.close(turn.conversation)
    await progress.end(plain(_told(called or name, taken)))
    if taken.first is not None:
        await desk.outbox.answer(turn, await draft_card(desk, taken.first))


def _told(name: str, taken: Taken) -> str:
    said = (wording.TAKEN if taken.new else wording.NOTHING_FOUND).format(name=name[:60], count=taken.new)
    return f"{said}\n{wording.KNOWN.format(count=taken.known)}" if taken.known else said

"""What comes along with an announcement: a file, or an album whose parts come one by one.

Telegram does not say which part is the last: whoever sent them does, by the button below or by writing the words to it.
"""

from dataclasses import replace
from html import escape
from typing import Final

from bot.announcing.content import BadMarks, Content
from bot.announcing.messenger import Enclosed, Media
from bot.announcing.records import content_of
from bot.people.forms import Form
from bot.reply import Choice
from handlers.telegram.announcing import drafting
from handlers.telegram.announcing import words as wording
from handlers.telegram.desk import traces
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import inline_keyboard, plain
from handlers.telegram.message.turn import Turn

FORM: Final = "announce"
"""The dialogue in which an announcement is written."""

ALBUM: Final = "album"
"""Its step while the parts of an album come."""


def enclosed(turn: Turn) -> Enclosed | None:
    """The file that came along, as it came."""
    if turn.recording is not None:
        return Enclosed(Media(turn.recording.kind), turn.recording.file.file_id)
    sent = ((Media.PHOTO, turn.photo), (Media.VOICE, turn.voice), (Media.DOCUMENT, turn.document))
    return next((Enclosed(media, file.file_id) for media, file in sent if file is not None), None)


async def keep(desk: Desk, turn: Turn, number: int, content: Content) -> int:
    """Keeps it as a new draft (0), or in place of what the draft was; marks that are none stand as they are typed."""
    drafts = desk.announcing.office.drafts
    while True:
        try:
            if not number:
                return await drafts.draft(actor(turn), content)
            await drafts.change(actor(turn), number, content=content)
            return number
        except BadMarks:
            as_typed = escape(turn.text, quote=False)
            if content.html == as_typed:
                raise
            content = replace(content, html=as_typed)


async def take(desk: Desk, turn: Turn, number: int, form: Form | None) -> None:
    """Adds a part to the draft, and says how many there are; the first one begins it anew.

    Raises:
        BadContent: it cannot stand with the others.
    """
    part = enclosed(turn)
    if part is None:
        return
    answers = form.answers if form is not None and form.step == ALBUM else {}
    goes_on = answers.get("album") == turn.album
    kept = content_of(await desk.announcing.office.find(number)) if number else Content("")
    if not goes_on:
        content = Content(turn.html, part.media, part.file, kept.links)
    elif part in kept.parts:  # brought twice
        content = kept
    else:
        html = "\n".join(filter(None, (kept.html, turn.html)))
        content = Content(html, links=kept.links, album=(*kept.parts, part))
    number = await keep(desk, turn, number, content)
    await traces.keep(desk, turn, traces.DRAFT, number)
    drawn = plain(
        wording.ALBUM.format(number=number, count=len(content.parts)),
        inline_keyboard((Choice(drafting.of(number, "preview"), wording.ALBUM_WHOLE), *drafting.ways_out(number))),
    )
    said: int | None = answers.get("said") if goes_on else None
    if said is None or not await desk.outbox.rewrite(turn, said, drawn):
        said = await desk.outbox.answer(turn, drawn)
    await desk.forms.keep(turn.conversation, Form(FORM, ALBUM, {"number": number, "album": turn.album, "said": said}))

"""What a person sends for a case: words, photos, voice and documents; files are fetched when they are handed over."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from bot.cases.limits import ENDINGS, LARGEST, LONGEST, TooMuch, WrongFile, checked
from bot.cases.records import Piece
from bot.cases.states import Kind
from bot.reply import Message
from handlers.telegram.cases import words as wording
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.turn import Attachment, Turn
from handlers.telegram.wire.bot_api import ApiError, FileTooLarge
from handlers.telegram.wire.transport import NotSent, OutcomeUnknown

_HEARD: Final = 500  # characters by which it is guessed what a piece is about

Kept = Mapping[str, object]
"""A piece that is not handed over yet: kind, text, name, and the channel's id of the file."""


class Refused(ValueError):
    """A piece is not taken; the text says why."""


def kept_piece(turn: Turn) -> Kept:
    """What the turn brings.

    Raises:
        Refused: it is nothing that is taken.
    """
    text = turn.raw.strip() or turn.text.strip()
    if len(text) > LONGEST:
        raise Refused(wording.TOO_LONG.format(most=LONGEST))
    kind, attached = Kind.SAID, None
    if turn.photo is not None:
        kind, attached = Kind.PHOTO, turn.photo
    elif turn.voice is not None:
        kind, attached = Kind.VOICE, turn.voice
    elif turn.document is not None:
        kind, attached = Kind.DOCUMENT, turn.document
    if attached is None:
        if not text:
            raise Refused(wording.NOTHING_YET)
        return {"kind": kind, "text": text}
    if attached.size > LARGEST:
        raise Refused(wording.TOO_LARGE)
    if kind is Kind.DOCUMENT and PurePath(attached.name.lower()).suffix not in ENDINGS:
        raise Refused(wording.WRONG_FILE)
    return {"kind": kind, "text": text, "name": attached.name, "file": attached.file_id}


async def sealed(desk: Desk, piece: Kept) -> str:
    """The piece as an open form may keep it."""
    return await desk.cases.drafts.seal(dict(piece))


async def opened(desk: Desk, kept: str) -> Kept:
    """A piece out of a form."""
    value = await desk.cases.drafts.open(kept)
    return value if isinstance(value, dict) else {}


async def fetched(desk: Desk, kept: Kept) -> Piece:
    """The piece with the content of its file.

    Raises:
        Refused: the file is too large, or gone.
    """
    piece = Piece(Kind(str(kept["kind"])), str(kept.get("text", "")), str(kept.get("name", "")))
    if "file" not in kept:
        return piece
    try:
        content = await desk.outbox.fetch(Attachment(str(kept["file"]), piece.name, 0), LARGEST)
    except FileTooLarge:
        raise Refused(wording.TOO_LARGE) from None
    except (ApiError, NotSent, OutcomeUnknown):
        raise Refused(wording.FILE_GONE) from None
    try:
        return checked(replace(piece, content=content))
    except TooMuch:
        raise Refused(wording.TOO_LARGE) from None
    except WrongFile:
        raise Refused(wording.WRONG_FILE) from None


async def subject_of(desk: Desk, turn: Turn) -> str | None:
    """What the words of the turn are likely about; None when nothing can be told."""
    text = turn.raw or turn.text
    if not text.strip():
        return None
    reply = await desk.assistant.reply(Message(text=text[:_HEARD]))
    return reply.intent if reply.intent in desk.teaching.subject_names() else None

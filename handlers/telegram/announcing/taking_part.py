"""Readers press the buttons of an announcement: sign up, leave, tell the union a word, choose."""

from typing import Final

from bot.announcing.asks import Asks
from bot.announcing.taking_part import LONGEST_NOTE, NotOpen, Place
from bot.people.forms import Form
from bot.reply import Choice
from data.announcing.signups import OUT
from data.tables import Announcement
from handlers.telegram.announcing import taking_part_words, telling
from handlers.telegram.announcing.notices import POLL, SIGN_UP
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import form_keyboard, pressed_in_form
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn

FORM: Final = "signup"
"""The dialogue in which somebody who signed up tells the union something."""

_OUT, _NOTE = "out", "note"


async def sign_up_pressed(desk: Desk, turn: Turn) -> None:
    """Signs up in a private chat, or cancels, or asks for a word to the union."""
    number, act = read(turn.text, SIGN_UP)
    if number is None:
        return
    if act == _OUT:
        await desk.outbox.show(turn, await _cancelled(desk, turn, number))
    elif act == _NOTE:
        await desk.forms.keep(turn.conversation, Form(FORM, "note", {"number": number}))
        await desk.outbox.answer(turn, plain(taking_part_words.ASK_NOTE.format(most=LONGEST_NOTE), form_keyboard()))
    else:
        await desk.outbox.answer(turn, await _signed_up(desk, turn, number))


async def sign_up_in_group(desk: Desk, turn: Turn) -> str:
    """The same in a group or a channel, said over the chat, where nobody else reads it."""
    number, _ = read(turn.text, SIGN_UP)
    try:
        place = await desk.announcing.taking_part.sign_up(number or 0, turn.person)
    except NotOpen as error:
        return taking_part_words.CLOSED[error.why]
    said = taking_part_words.IN_GROUP_WAITS if place.waiting else taking_part_words.IN_GROUP_SIGNED_UP
    return said.format(place=place.number, waiting=place.waiting)


async def chosen(desk: Desk, turn: Turn) -> str:
    """A choice of a poll, said over the chat; who chose what nobody sees."""
    number, choice = read(turn.text, POLL)
    if number is None or not choice.isdecimal() or len(choice) > 1:
        return ""
    try:
        words = await desk.announcing.taking_part.choose(number, turn.person, int(choice))
    except NotOpen as error:
        return taking_part_words.CLOSED[error.why]
    return taking_part_words.CHOSEN.format(choice=words)


async def question_in_group(_desk: Desk, _turn: Turn) -> str:
    """Says where such a thing is told."""
    return taking_part_words.IN_GROUP_QUESTION


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes in a word to the union."""
    await desk.forms.close(turn.conversation)
    if pressed_in_form(turn) is not None or not turn.text.strip():
        await desk.outbox.show(turn, plain(taking_part_words.NO_NOTE))
        return
    kept = await desk.announcing.taking_part.tell_union(int(form.answers["number"]), turn.person, turn.text)
    await desk.outbox.answer(turn, plain(taking_part_words.NOTE_KEPT if kept else taking_part_words.NOTE_NOT_KEPT))


async def signups(desk: Desk, turn: Turn) -> None:
    """`/signups`: where this person signed up, each with the way out."""
    lines, choices = [taking_part_words.SIGNUPS_HEAD], []
    for row in await desk.announcing.taking_part.signed_up(turn.person):
        place = await desk.announcing.taking_part.place(row.announcement, turn.person)
        if place is not None:
            named = about(await desk.announcing.office.find(row.announcement))
            words = taking_part_words.SIGNUPS_WAITS if place.waiting else taking_part_words.SIGNUPS_IN
            said = words.format(place=place.number, waiting=place.waiting)
            lines.append(taking_part_words.SIGNUPS_LINE.format(about=named, place=said))
            label = taking_part_words.SIGNUPS_CANCEL.format(number=row.announcement)
            choices.append(Choice(f"{SIGN_UP}{row.announcement}:{_OUT}", label))
    text = "\n".join(lines) if choices else taking_part_words.SIGNUPS_NONE
    await desk.outbox.answer(turn, plain(text, inline_keyboard(tuple(choices))))


async def kept_answers(desk: Desk, turn: Turn) -> list[str]:
    """A line for each answer that is kept of this person, for the person alone."""
    lines = []
    for row in await desk.announcing.taking_part.signed_up(turn.person):
        note = taking_part_words.MYDATA_NOTE.format(note=row.note) if row.note else ""
        said = taking_part_words.MYDATA_OUT if row.state == OUT else taking_part_words.MYDATA_SIGNUP
        lines.append(said.format(number=row.announcement, place=row.number, note=note))
    votes = await desk.announcing.taking_part.votes(turn.person)
    lines += [taking_part_words.MYDATA_VOTE.format(number=vote.announcement, choice=vote.choice + 1) for vote in votes]
    return lines


def way_out(number: int) -> Choice:
    """The button that gives a place back."""
    return Choice(f"{SIGN_UP}{number}:{_OUT}", taking_part_words.CANCEL_SIGNUP)


async def _signed_up(desk: Desk, turn: Turn, number: int) -> Drawn:
    try:
        place = await desk.announcing.taking_part.sign_up(number, turn.person)
    except NotOpen as error:
        return plain(taking_part_words.CLOSED[error.why])
    found = await desk.announcing.office.find(number)
    said = _place_in_words(place).format(about=about(found), place=place.number, waiting=place.waiting)
    begins = Asks.from_json(found.asks).at
    begins_at = taking_part_words.BEGINS.format(at=telling.at(begins, desk.timezone)) if begins is not None else ""
    choices = (Choice(f"{SIGN_UP}{number}:{_NOTE}", taking_part_words.NOTE), way_out(number))
    return plain(f"{said}\n{taking_part_words.SIGNED_UP_HOW.format(begins=begins_at)}", inline_keyboard(choices))


def _place_in_words(place: Place) -> str:
    if place.waiting:
        return taking_part_words.WAITS
    return taking_part_words.SIGNED_UP if place.new else taking_part_words.SIGNED_UP_BEFORE


async def _cancelled(desk: Desk, turn: Turn, number: int) -> Drawn:
    gone = await desk.announcing.taking_part.cancel(number, turn.person)
    named = about(await desk.announcing.office.find(number))
    if not gone:
        return plain(taking_part_words.SIGNUP_NOT_THERE.format(about=named))
    again = inline_keyboard((Choice(f"{SIGN_UP}{number}", taking_part_words.SIGN_UP_AGAIN),))
    return plain(taking_part_words.SIGNUP_CANCELLED.format(about=named), again)


def about(found: Announcement) -> str:
    """An announcement as those who signed up know it."""
    return taking_part_words.ABOUT.format(number=found.id, gist=telling.gist(found))


def read(pressed: str, prefix: str) -> tuple[int | None, str]:
    """The announcement's number and what stands behind it."""
    name, _, behind = pressed.removeprefix(prefix).partition(":")
    return (int(name) if name.isascii() and name.isdecimal() and len(name) <= 9 else None), behind

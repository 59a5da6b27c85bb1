"""`/account`: the account of a month, its spreadsheet, an announcement drafted from it, and its publishing."""

from collections.abc import Awaitable, Callable, Mapping
from html import escape
from typing import Final

from bot.announcing.content import Content
from bot.cases import words as case_wording
from bot.cases.account import Account, Month, WrongMonth
from bot.cases.accounts import LONGEST_CHANGED
from bot.cases.limits import TooMuch
from bot.people.forms import Form
from bot.people.roles import Right
from bot.people.staff import NotAllowed
from bot.reply import Choice
from handlers.telegram.announcing import composing
from handlers.telegram.cases import words as wording
from handlers.telegram.cases.prefix import ACCOUNT as PREFIX
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.desk.words import BUTTON_NOT_YOURS
from handlers.telegram.message.show import Drawn, plain, rows_of
from handlers.telegram.message.turn import Turn
from handlers.telegram.wire.bot_api import Upload

FORM: Final = "case_account"
_GO, _WRITE, _CONFIRM = "go", "write", "confirm"


async def account(desk: Desk, turn: Turn) -> None:
    """`/account [2026-10]`: the month named, or the last one that is over."""
    try:
        month = Month.read(turn.text) if turn.text.strip() else desk.cases.accounts.last
    except WrongMonth:
        await desk.outbox.answer(turn, plain(wording.ACCOUNT_USAGE))
        return
    await desk.outbox.answer(turn, await _page(desk, turn, month))


async def account_pressed(desk: Desk, turn: Turn) -> None:
    """Does what a button under an account says; each asks for its own right."""
    what, _, given = turn.text.removeprefix(PREFIX).partition(":")
    if not turn.private:
        return
    try:
        await _PRESSED.get(what, _show)(desk, turn, Month.read(given))
    except (NotAllowed, WrongMonth):
        await desk.outbox.answer(turn, plain(BUTTON_NOT_YOURS))


async def _show(desk: Desk, turn: Turn, month: Month) -> None:
    await desk.outbox.show(turn, await _page(desk, turn, month))


async def _page(desk: Desk, turn: Turn, month: Month) -> Drawn:
    accounts = desk.cases.accounts
    found, published = await accounts.of(turn.person, month), await accounts.published(month)
    state = wording.ACCOUNT_NOT_PUBLISHED
    if published is not None:
        state = wording.ACCOUNT_PUBLISHED.format(at=desk.teller.at(published.at), changed=published.changed)
    turning = [Choice(f"{PREFIX}o:{month.moved(-1)}", wording.EARLIER)]
    if str(month) < str(accounts.last):
        turning.append(Choice(f"{PREFIX}o:{month.moved(1)}", wording.LATER))
    rights = await desk.staff.rights(turn.person)
    does = [Choice(f"{PREFIX}csv:{month}", wording.ACCOUNT_SHEET)] if found else []
    if found and Right.SEND in rights:
        does.append(Choice(f"{PREFIX}draft:{month}", wording.ACCOUNT_DRAFT))
    if found and Right.LEAD in rights:
        does.append(Choice(f"{PREFIX}pub:{month}", wording.ACCOUNT_PUBLISH))
    text = found.text(desk.teaching.subject_names())
    return plain(f"{text}\n{state}", rows_of(turning, *([one] for one in does)))


async def _sheet(desk: Desk, turn: Turn, month: Month) -> None:
    found = await desk.cases.accounts.of(turn.person, month)
    upload = Upload("document", f"cases-{month}.csv", found.csv(desk.teaching.subject_names()))
    if not await desk.outbox.send_file(
        turn, "sendDocument", upload, plain(wording.ACCOUNT_SHEET_OF.format(month=month))
    ):
        await desk.outbox.answer(turn, plain(wording.ACCOUNT_SHEET_FAILED))


async def _draft(desk: Desk, turn: Turn, month: Month) -> None:
    """Keeps a draft of an announcement; it goes out as any other, once somebody sends it."""
    found, published = await desk.cases.accounts.of(turn.person, month), await desk.cases.accounts.published(month)
    text = _told(found, desk.teaching.subject_names(), published.changed if published is not None else "")
    number = await desk.announcing.office.drafts.draft(actor(turn), Content(escape(text, quote=False)))
    await composing.preview(desk, turn, number)


def _told(found: Account, names: Mapping[str, str], changed: str) -> str:
    text = found.text(names)
    return f"{text}\n{case_wording.ACCOUNT_CHANGED.format(changed=changed)}" if changed else text


async def _begin_publishing(desk: Desk, turn: Turn, month: Month) -> None:
    await desk.cases.roster.require_lead(turn.person)
    await desk.forms.keep(turn.conversation, Form(FORM, _WRITE, {"month": str(month)}))
    await desk.outbox.show(turn, plain(wording.ASK_CHANGED.format(most=LONGEST_CHANGED), form_keyboard()))


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes what changed, shows what everybody will read, and publishes it."""
    month, pressed = Month.read(str(form.answers["month"])), pressed_in_form(turn)
    if pressed == CANCEL or (pressed == BACK and form.step == _WRITE):
        await desk.forms.close(turn.conversation)
        await desk.outbox.show(turn, await _page(desk, turn, month))
    elif pressed == BACK:
        await _begin_publishing(desk, turn, month)
    elif pressed == _GO and form.step == _CONFIRM:
        await _publish(desk, turn, month, str(form.answers["changed"]))
    elif pressed is None:
        await _confirm(desk, turn, form, month)


async def _confirm(desk: Desk, turn: Turn, form: Form, month: Month) -> None:
    text = turn.raw.strip() or turn.text.strip()
    if not text or len(text) > LONGEST_CHANGED:
        await desk.outbox.answer(turn, plain(wording.ASK_CHANGED.format(most=LONGEST_CHANGED), form_keyboard()))
        return
    await desk.forms.keep(turn.conversation, form.answered(_CONFIRM, changed=text))
    shown = _told(await desk.cases.accounts.of(turn.person, month), desk.teaching.subject_names(), text)
    said = plain(wording.CONFIRM_PUBLISH.format(text=shown), form_keyboard((Choice(_GO, wording.ACCOUNT_PUBLISH),)))
    await desk.outbox.answer(turn, said)


async def _publish(desk: Desk, turn: Turn, month: Month, changed: str) -> None:
    await desk.forms.close(turn.conversation)
    try:
        await desk.cases.accounts.publish(actor(turn), month, changed)
    except (WrongMonth, TooMuch):
        await desk.outbox.show(turn, plain(wording.PUBLISH_NOT))
        return
    await desk.outbox.show(turn, await _page(desk, turn, month))


_PRESSED: Final[Mapping[str, Callable[[Desk, Turn, Month], Awaitable[None]]]] = {
    "o": _show,
    "csv": _sheet,
    "draft": _draft,
    "pub": _begin_publishing,
}

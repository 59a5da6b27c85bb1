"""Importing a file that somebody sent: looked at first, and imported by a button, all or nothing.

Nothing of the file is kept between the two: the button carries a digest of what was shown, and the file is fetched and
compared once more. What was changed meanwhile is shown anew instead of being overwritten.
"""

from collections.abc import Sequence
from typing import Any, Final

from bot.editing.entries import NeedsConfirmation, Outcome, Overtaken, Refused, Saved
from bot.editing.safety_net import ChangedAnswer
from bot.exchange.plan import Plan
from bot.exchange.rows import MOST_BYTES, WrongFile
from bot.exchange.telling import answer_lines, head_lines, row_lines, saved_line
from bot.forms import Form
from bot.reply import Choice
from bot.wording import exchange as wording
from handlers.telegram.bot_api import ApiError, FileTooLarge, Upload
from handlers.telegram.desk import Desk
from handlers.telegram.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.progress import Progress
from handlers.telegram.roles import actor
from handlers.telegram.show import plain
from handlers.telegram.transport import NotSent, OutcomeUnknown
from handlers.telegram.turn import Attachment, Turn

FORM: Final = "import"

_FILE, _CONFIRM = "file", "confirm"
_ALL, _REMOVE, _SURE = "all", "remove", "sure"
_MOST_LINES, _MOST_CHARACTERS = 40, 2500  # of a list in the chat; the whole of a longer one is attached


async def import_file(desk: Desk, turn: Turn) -> None:
    """`/import`: looks at the document it came with, or asks for one."""
    if turn.document is not None:
        await _look(desk, turn, turn.document)
    else:
        await _ask_for_file(desk, turn, wording.SEND_FILE)


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes a document at any step, and the buttons of the open one."""
    if turn.document is not None:
        await _look(desk, turn, turn.document)
        return
    pressed = pressed_in_form(turn)
    if pressed == CANCEL:
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(wording.CANCELLED))
    elif pressed == BACK:
        await _ask_for_file(desk, turn, wording.SEND_FILE)
    elif form.step == _CONFIRM and pressed is not None and ":" in pressed:
        await _import(desk, turn, form, *pressed.split(":", 1))
    elif form.step == _CONFIRM:
        await desk.outbox.answer(turn, plain(wording.PRESS))
    else:
        await _ask_for_file(desk, turn, wording.NO_FILE)


async def _ask_for_file(desk: Desk, turn: Turn, text: str) -> None:
    await desk.forms.keep(turn.conversation, Form(FORM, _FILE))
    await desk.outbox.answer(turn, plain(text, form_keyboard()))


async def _look(desk: Desk, turn: Turn, document: Attachment, before: str = "") -> None:
    """Shows what the file would do; `before` is a line put above it."""
    progress = Progress(desk, turn)
    plan = await _planned(desk, turn, document, progress)
    if isinstance(plan, str):
        await desk.forms.keep(turn.conversation, Form(FORM, _FILE))
        await progress.end(plain(plan, form_keyboard()))
        return
    changes = plan.changes(remove_missing=False)
    if not plan.refused and (changes or plan.missing):
        await progress.say(wording.TRYING.format(count=len(changes)))
        await _offer(desk, turn, document, plan, await desk.exchange.changed_answers(plan), progress, before)
        return
    await desk.forms.keep(turn.conversation, Form(FORM, _FILE))
    rows = list(row_lines(plan)) if plan.refused else [wording.NOTHING]
    await _show(desk, turn, progress, [*head_lines(plan), *rows], ())


async def _planned(desk: Desk, turn: Turn, document: Attachment, progress: Progress) -> Plan | str:
    """What the file would do, or why it cannot be read."""
    name = document.name[:60]
    await progress.say(wording.READING.format(name=name))
    too_large = wording.FILE_TOO_LARGE.format(most=MOST_BYTES // 2**20)
    if document.size > MOST_BYTES:
        return too_large
    try:
        content = await desk.outbox.fetch(document, MOST_BYTES)
    except FileTooLarge:
        return too_large
    except (ApiError, NotSent, OutcomeUnknown):
        return wording.FILE_GONE

    async def told(rows: int) -> None:
        await progress.say(wording.READ_ROWS.format(count=rows))

    try:
        return await desk.exchange.plan(name, content, told)
    except WrongFile as wrong:
        return str(wrong)


async def _offer(
    desk: Desk,
    turn: Turn,
    document: Attachment,
    plan: Plan,
    answers: Sequence[ChangedAnswer],
    progress: Progress,
    before: str,
) -> None:
    kept: dict[str, Any] = {"file_id": document.file_id, "name": document.name, "size": document.size}
    await desk.forms.keep(turn.conversation, Form(FORM, _CONFIRM, kept))
    choices = []
    if plan.changes(remove_missing=False):
        choices.append(Choice(f"{_ALL}:{plan.digest(remove_missing=False)}", wording.IMPORT_ALL))
    if plan.missing:
        label = wording.IMPORT_AND_REMOVE.format(count=len(plan.missing))
        choices.append(Choice(f"{_REMOVE}:{plan.digest(remove_missing=True)}", label))
    above = [before] if before else []
    await _show(desk, turn, progress, [*above, *head_lines(plan), *answer_lines(answers), *row_lines(plan)], choices)


async def _show(desk: Desk, turn: Turn, progress: Progress, lines: list[str], choices: Sequence[Choice]) -> None:
    """The lines, as many as a message takes; with the whole list as a file when it takes fewer."""
    shown: list[str] = []
    for line in lines[:_MOST_LINES]:
        if sum(map(len, shown)) + len(line) > _MOST_CHARACTERS:
            break
        shown.append(line)
    left = len(lines) - len(shown)
    if left:
        shown += [wording.MORE.format(count=left), wording.WHOLE_LIST]
        upload = Upload("document", wording.WHOLE_LIST_NAME, "\n".join(lines).encode("utf-8-sig"))
        await desk.outbox.send_file(turn, "sendDocument", upload, plain(lines[0]))
    await progress.end(plain("\n".join(shown), form_keyboard(choices)))


async def _import(desk: Desk, turn: Turn, form: Form, choice: str, digest: str) -> None:
    document = Attachment(form.answers["file_id"], form.answers["name"], form.answers["size"])
    remove_missing = choice in (_REMOVE, _SURE)
    progress = Progress(desk, turn)
    plan = await _planned(desk, turn, document, progress)
    if isinstance(plan, str):
        await _ask_for_file(desk, turn, plan)
        return
    if plan.refused or plan.digest(remove_missing=remove_missing) != digest:
        await _look(desk, turn, document, wording.PLAN_MOVED)
        return
    changes = plan.changes(remove_missing=remove_missing)
    await progress.say(wording.SAVING.format(count=len(changes)))
    outcome = await desk.exchange.commit(
        actor(turn), plan, remove_missing=remove_missing, confirmed=choice in (_ALL, _SURE)
    )
    await _tell(desk, turn, document, outcome, progress, f"{_SURE}:{digest}")


async def _tell(desk: Desk, turn: Turn, document: Attachment, outcome: Outcome, progress: Progress, sure: str) -> None:
    """What became of an import; what ends it closes the form."""
    match outcome:
        case Overtaken(entry_id):
            await _look(desk, turn, document, wording.OVERTAKEN.format(id=entry_id))
            return
        case NeedsConfirmation(_, answers, may_confirm) if may_confirm:
            # Only removing comes here: which answers the rest changes was shown before.
            label = Choice(sure, wording.IMPORT_ALL)
            await _show(desk, turn, progress, list(answer_lines(answers)), (label,))
            return
        case NeedsConfirmation(_, answers):
            await _show(desk, turn, progress, [wording.MAY_NOT_CONFIRM, *answer_lines(answers)], ())
            return
        case Refused(problems):
            await _show(desk, turn, progress, list(problems), ())
            return
        case Saved(changes):
            text = saved_line(changes)
        case _:
            text = wording.NOTHING
    await desk.forms.close(turn.conversation)
    await progress.end(plain(text))

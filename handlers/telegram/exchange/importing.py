"""Importing a file that somebody sent: looked at first, and imported by a button, all or nothing.

Nothing of the file is kept between the two: the button carries a digest of what was shown, and the file is fetched and
compared once more. What was changed meanwhile is shown anew instead of being overwritten.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.editing.save_results import NeedsConfirmation, Overtaken, Refused, Saved, SaveResult
from bot.exchange import words as wording
from bot.exchange.mending import SubjectAsked
from bot.exchange.plan import Plan
from bot.exchange.rows import MOST_BYTES, WrongFile
from bot.exchange.telling import answer_lines, head_lines, row_lines, saved_line
from bot.people.forms import Form
from bot.reply import Choice
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.desk.form_buttons import BACK, CANCEL, form_keyboard, pressed_in_form
from handlers.telegram.desk.progress import Progress
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Attachment, Turn
from handlers.telegram.wire.bot_api import ApiError, FileTooLarge, Upload
from handlers.telegram.wire.transport import NotSent, OutcomeUnknown

FORM: Final = "import"

_FILE, _CONFIRM = "file", "confirm"
_ALL, _REMOVE, _SURE = "all", "remove", "sure"
_SUBJECT: Final = "subject:"
_MOST_ASKED: Final = 5  # names of subjects asked about at once: the next ones come when these are answered
_MOST_LINES, _MOST_CHARACTERS = 40, 2500  # of a list in the chat; the whole of a longer one is attached


@dataclass(frozen=True, slots=True)
class _Job:
    """One look at a document, or its import: by whom and where, and the message that shows how far it is.

    `subjects` are ids by the names in the document for which the person said so.
    """

    desk: Desk
    turn: Turn
    document: Attachment
    progress: Progress
    subjects: Mapping[str, str]

    @classmethod
    def on(cls, desk: Desk, turn: Turn, document: Attachment) -> "_Job":
        return cls(desk, turn, document, Progress(desk, turn), {})

    @classmethod
    def of(cls, desk: Desk, turn: Turn, form: Form) -> "_Job":
        """The job that an open form keeps."""
        document = Attachment(form.answers["file_id"], form.answers["name"], form.answers["size"])
        return cls(desk, turn, document, Progress(desk, turn), form.answers.get("subjects", {}))

    async def wait_at(self, step: str, asked: Sequence[SubjectAsked] = ()) -> None:
        """Keeps the form open at a step; the document goes along where it is needed again."""
        kept = {"file_id": self.document.file_id, "name": self.document.name, "size": self.document.size}
        kept |= {"subjects": dict(self.subjects), "asked": [[one.written, one.subject] for one in asked]}
        form = Form(FORM, step, kept if step == _CONFIRM else {})
        await self.desk.forms.keep(self.turn.conversation, form)


async def import_file(desk: Desk, turn: Turn) -> None:
    """`/import`: looks at the document it came with, or asks for one."""
    if turn.document is not None:
        await _look(_Job.on(desk, turn, turn.document))
    else:
        await _ask_for_file(desk, turn, wording.SEND_FILE)


async def step(desk: Desk, turn: Turn, form: Form) -> None:
    """Takes a document at any step, and the buttons of the open one."""
    if turn.document is not None:
        await _look(_Job.on(desk, turn, turn.document))
        return
    pressed = pressed_in_form(turn)
    if pressed == CANCEL:
        await desk.forms.close(turn.conversation)
        await desk.outbox.answer(turn, plain(wording.CANCELLED))
    elif pressed == BACK:
        await _ask_for_file(desk, turn, wording.SEND_FILE)
    elif form.step == _CONFIRM and pressed is not None and pressed.startswith(_SUBJECT):
        await _explain(desk, turn, form, pressed.removeprefix(_SUBJECT))
    elif form.step == _CONFIRM and pressed is not None and ":" in pressed:
        await _import(_Job.of(desk, turn, form), *pressed.split(":", 1))
    elif form.step == _CONFIRM:
        await desk.outbox.answer(turn, plain(wording.PRESS))
    else:
        await _ask_for_file(desk, turn, wording.NO_FILE)


async def _ask_for_file(desk: Desk, turn: Turn, text: str) -> None:
    await desk.forms.keep(turn.conversation, Form(FORM, _FILE))
    await desk.outbox.answer(turn, plain(text, form_keyboard()))


async def _look(job: _Job, before: str = "") -> None:
    """Shows what the file would do; `before` is a line put above it."""
    plan = await _planned(job)
    if isinstance(plan, str):
        await job.wait_at(_FILE)
        await job.progress.end(plain(plan, form_keyboard()))
        return
    changes = plan.changes(remove_missing=False)
    above = [before] if before else []
    # A button that removes most of what there is would be pressed by mistake alone; the command line still can.
    removable = bool(plan.missing) and plan.looks_whole
    removable = removable and not plan.refused  # what stands in a row that cannot be read is not missing
    if not (changes or removable or plan.asked):
        await job.wait_at(_FILE)
        rows = list(row_lines(plan, with_missing=False)) if plan.refused else [wording.NOTHING]
        await _show(job, [*above, *head_lines(plan), *rows], ())
        return
    await job.progress.say(wording.TRYING.format(count=len(changes)))
    answers = await job.desk.exchange.changed_answers(plan)
    asked = plan.asked[:_MOST_ASKED]
    await job.wait_at(_CONFIRM, asked)
    choices = [
        Choice(f"{_SUBJECT}{number}", wording.IS_SUBJECT.format(written=one.written[:12], name=one.name))
        for number, one in enumerate(asked)
    ]
    if changes:
        digest = await asyncio.to_thread(plan.digest, remove_missing=False)
        label = wording.IMPORT_GOOD.format(count=len(changes)) if plan.refused else wording.IMPORT_ALL
        choices.append(Choice(f"{_ALL}:{digest}", label))
    if removable:
        digest = await asyncio.to_thread(plan.digest, remove_missing=True)
        choices.append(Choice(f"{_REMOVE}:{digest}", wording.IMPORT_AND_REMOVE.format(count=len(plan.missing))))
    await _show(
        job, [*above, *head_lines(plan), *answer_lines(answers), *row_lines(plan, with_missing=removable)], choices
    )


async def _planned(job: _Job) -> Plan | str:
    """What the file would do, or why it cannot be read."""
    name = job.document.name[:60]
    await job.progress.say(wording.READING.format(name=name))
    too_large = wording.FILE_TOO_LARGE.format(most=MOST_BYTES // 2**20)
    if job.document.size > MOST_BYTES:
        return too_large
    try:
        content = await job.desk.outbox.fetch(job.document, MOST_BYTES)
    except FileTooLarge:
        return too_large
    except (ApiError, NotSent, OutcomeUnknown):
        return wording.FILE_GONE

    async def told(rows: int) -> None:
        await job.progress.say(wording.READ_ROWS.format(count=rows))

    try:
        return await job.desk.exchange.plan(name, content, told, job.subjects)
    except WrongFile as wrong:
        return str(wrong)


async def _show(job: _Job, lines: Sequence[str], choices: Sequence[Choice]) -> None:
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
        await job.desk.outbox.send_file(job.turn, "sendDocument", upload, plain(lines[0]))
    await job.progress.end(plain("\n".join(shown), form_keyboard(choices)))


async def _explain(desk: Desk, turn: Turn, form: Form, number: str) -> None:
    """Looks once more, with one name of the file taken for the subject that was proposed for it."""
    asked = form.answers.get("asked", [])
    job = _Job.of(desk, turn, form)
    if number.isascii() and number.isdecimal() and int(number) < len(asked):
        written, subject = asked[int(number)]
        job = replace(job, subjects={**job.subjects, written: subject})
    await _look(job)


async def _import(job: _Job, choice: str, digest: str) -> None:
    remove_missing = choice in (_REMOVE, _SURE)
    plan = await _planned(job)
    if isinstance(plan, str):
        await job.wait_at(_FILE)
        await job.progress.end(plain(plan, form_keyboard()))
        return
    moved = await asyncio.to_thread(plan.digest, remove_missing=remove_missing) != digest
    if moved or (plan.refused and remove_missing):
        await _look(job, wording.PLAN_MOVED)
        return
    await job.progress.say(wording.SAVING.format(count=len(plan.changes(remove_missing=remove_missing))))
    outcome = await job.desk.exchange.commit(
        actor(job.turn), plan, remove_missing=remove_missing, confirmed=choice in (_ALL, _SURE)
    )
    await _tell(job, outcome, digest)


async def _tell(job: _Job, outcome: SaveResult, digest: str) -> None:
    """What became of an import; what ends it closes the form."""
    match outcome:
        case Saved(changes):
            await job.desk.forms.close(job.turn.conversation)
            await job.progress.end(plain(saved_line(changes)))
        case Overtaken(entry_id):
            await _look(job, wording.OVERTAKEN.format(id=entry_id))
        case NeedsConfirmation(_, answers, may_confirm) if may_confirm:
            # Only removing comes here: which answers the rest changes was shown before.
            sure = Choice(f"{_SURE}:{digest}", wording.IMPORT_ALL)
            await _show(job, list(answer_lines(answers)), (sure,))
        case NeedsConfirmation(_, answers):
            await _show(job, [wording.MAY_NOT_CONFIRM, *answer_lines(answers)], ())
        case Refused(problems):
            await _show(job, problems, ())
        case _:
            await job.desk.forms.close(job.turn.conversation)
            await job.progress.end(plain(wording.NOTHING))

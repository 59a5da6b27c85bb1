"""Pressing a button under a message; its id carries everything, so it works after a restart too."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.people.roles import Right
from handlers.telegram.announcing import (
    changing,
    channels,
    drafting,
    steering,
    submitting,
    subscribing,
    subscription_settings,
    taking_part,
)
from handlers.telegram.announcing.cards import STEER
from handlers.telegram.announcing.notices import POLL, QUESTION, SIGN_UP
from handlers.telegram.answering import feedback
from handlers.telegram.answering.replying import drawn_for, reply_to
from handlers.telegram.answering.services import turns_page
from handlers.telegram.cases import about_announcement, account, board, matters, mine
from handlers.telegram.cases.prefix import ACCOUNT, MATTERS
from handlers.telegram.cases.prefix import PREFIX as CASES
from handlers.telegram.desk import form_buttons
from handlers.telegram.desk import words as wording
from handlers.telegram.desk.desk import Desk
from handlers.telegram.dispatch import forms
from handlers.telegram.dispatch.commands import refused
from handlers.telegram.editing import entry_command, todo
from handlers.telegram.extracting import review
from handlers.telegram.learning import taught, teaching_question, unanswered
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import UNSUBSCRIBE, Turn
from handlers.telegram.people import naming, region, roles

PRESSES: Final[tuple[tuple[str, Right | None, Callable[[Desk, Turn], Awaitable[None]]], ...]] = (
    (region.PREFIX, None, region.region_pressed),
    (unanswered.PREFIX, Right.QUESTIONS, unanswered.miss_pressed),
    (taught.PREFIX, Right.EDIT, taught.taught_pressed),
    (teaching_question.PREFIX, Right.EDIT, teaching_question.teach_pressed),
    (roles.PREFIX, Right.ROLES, roles.role_pressed),
    (naming.PREFIX, None, naming.name_pressed),  # asks for any right
    (form_buttons.PREFIX, None, forms.form_pressed),  # asks for the form's own right
    (entry_command.PREFIX, Right.EDIT, entry_command.entry_pressed),
    (review.PREFIX, Right.EDIT, review.draft_pressed),
    (todo.PREFIX, Right.EDIT, todo.todo_pressed),
    (UNSUBSCRIBE, None, subscribing.unsubscribe_pressed),
    (subscribing.PREFIX, None, subscribing.subscribe_pressed),
    (subscription_settings.PREFIX, None, subscription_settings.settings_pressed),
    (SIGN_UP, None, taking_part.sign_up_pressed),
    (QUESTION, None, about_announcement.question_pressed),
    (channels.PREFIX, Right.SEND, channels.channel_pressed),
    (drafting.PREFIX, Right.SEND, changing.draft_pressed),
    (submitting.PREFIX, Right.APPROVE, submitting.decided),
    (mine.PREFIX, None, mine.rider_pressed),
    (CASES, Right.CASES, board.staff_pressed),
    (MATTERS, None, matters.matter_pressed),  # each asks for its own right
    (ACCOUNT, None, account.account_pressed),  # as above
    (STEER, None, steering.steering_pressed),  # asks for one of two rights
)
"""What a button does, by how its id begins, with the right that it takes; any other id is a choice of the assistant."""

TOASTS: Final[tuple[tuple[str, Callable[[Desk, Turn], Awaitable[str]]], ...]] = (
    (feedback.VOTE, feedback.voted),
    (feedback.TELL, feedback.told),
    (POLL, taking_part.chosen),
)
"""Buttons that only say something over the chat, for everybody."""


_IN_GROUPS: Final[tuple[tuple[str, Callable[[Desk, Turn], Awaitable[str]]], ...]] = (
    (UNSUBSCRIBE, subscribing.left_in_group),
    (SIGN_UP, taking_part.sign_up_in_group),
    (QUESTION, taking_part.question_in_group),
)
"""Buttons under an announcement that in a group or a channel only say something over it."""


async def press(desk: Desk, turn: Turn) -> None:
    """Does what the button says; the waiting sign ends first, whether or not Telegram still takes that."""
    toasts = TOASTS if turn.private else (*TOASTS, *_IN_GROUPS)
    toast = next((said for prefix, said in toasts if turn.text.startswith(prefix)), None)
    if toast is None:
        await desk.outbox.acknowledge(turn)
    always = turn.text.startswith(UNSUBSCRIBE)  # nobody is kept from leaving
    over = not always and await refused(desk, turn, desk.limits.judge(turn.user_id, turn.group, None))
    if toast is not None:
        await desk.outbox.acknowledge(turn, "" if over else await toast(desk, turn))
    if over or toast is not None:
        return
    for prefix, right, pressed in PRESSES:
        if turn.text.startswith(prefix):
            if right is None or (turn.private and await desk.staff.may(turn.person, right)):
                await pressed(desk, turn)
            else:
                await desk.outbox.answer(turn, plain(wording.BUTTON_NOT_YOURS))
            return
    drawn = await drawn_for(desk, turn, await reply_to(desk, turn, choice=turn.text))
    page = turn.message_id if turns_page(turn.text) else None
    if page is None or not await desk.outbox.rewrite(turn, page, drawn):
        await desk.outbox.answer(turn, drawn)

"""What we know of a person, said and deleted."""

from datetime import datetime

from bot.learning import words as learning
from bot.people import words as staff_wording
from handlers.telegram.announcing import words as announcing_wording
from handlers.telegram.announcing.taking_part import kept_answers
from handlers.telegram.announcing.telling import everything_of
from handlers.telegram.cases.kept import kept_cases
from handlers.telegram.desk import traces
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.people import words as wording

_DELETABLE = 48 * 3600  # seconds; older messages Telegram does not let a bot delete


async def privacy(desk: Desk, turn: Turn) -> None:
    """Says in four lines what this chat is, what arrives here, what is kept and who learns of it."""
    await desk.outbox.answer(turn, plain(wording.PRIVACY))


async def mydata(desk: Desk, turn: Turn) -> None:
    """Shows everything kept of this person."""
    held = await desk.people.held(turn.person)
    numbers = await desk.ledger.messages(turn.chat_id)
    lines = []
    if held.region is not None and held.since is not None:
        since = datetime.fromtimestamp(held.since, desk.timezone).strftime("%Y-%m-%d")
        lines.append(wording.MYDATA_REGION.format(region=held.region, since=since))
    if (called := await desk.staff.names.given(turn.person)) is not None:
        lines.append(staff_wording.MYDATA_NAME.format(name=called))
    lines += [wording.MYDATA_TALK.format(talk=desk.assistant.in_words(kept)) for kept in held.conversations]
    if hashes := await desk.learning.held(turn.person):
        lines.append(learning.MYDATA_HASHES.format(count=hashes))
    subscription = await desk.announcing.subscribers.subscription(turn.person)
    if subscription is not None:
        since = datetime.fromtimestamp(subscription.since, desk.timezone).strftime("%Y-%m-%d")
        chosen = everything_of(subscription, desk.timezone)
        lines.append(announcing_wording.MYDATA_SUBSCRIPTION.format(since=since, chosen=chosen))
    if held.announcements:
        lines.append(announcing_wording.MYDATA_DELIVERIES.format(count=held.announcements))
    lines += await kept_answers(desk, turn)
    lines += await kept_cases(desk, turn)
    if held.on_record:
        lines.append(wording.MYDATA_ON_RECORD.format(count=held.on_record))
    # The number of the message just written is kept once it is answered.
    lines.append(wording.MYDATA_MESSAGES.format(count=len(numbers) + 1))
    text = "\n".join((wording.MYDATA_HEAD, *lines, wording.MYDATA_COUNTER, wording.MYDATA_FOOT))
    await desk.outbox.answer(turn, plain(text))


async def forget(desk: Desk, turn: Turn) -> None:
    """Deletes this person's rows, a subscription too, and both sides' messages of the last 48 hours in this chat.

    The messages first: cut off in between, the command comes again and finds their numbers.
    """
    numbers = list(await desk.ledger.messages(turn.chat_id))
    numbers += await desk.people.announcement_messages(turn.person, _DELETABLE)
    if turn.message_id is not None and turn.message_id not in numbers:
        numbers.append(turn.message_id)
    all_gone = await desk.outbox.delete(turn, numbers)
    await desk.assistant.start_over(turn.conversation)
    await desk.forms.close(turn.conversation)
    await desk.cases.riders.forget(turn.person)
    await desk.cases.keeping.left(turn.person)
    await traces.forget(desk, turn)
    await desk.announcing.taking_part.forget(turn.person)
    await desk.people.forget(turn.person)
    await desk.learning.forget(turn.person)
    await desk.ledger.forget_chat(turn.chat_id)
    desk.outbox.take_numbers(turn.update_id)
    messages = wording.FORGOTTEN_MESSAGES.format(count=len(numbers)) if all_gone else wording.FORGOTTEN_NOT_ALL
    text = "\n".join((wording.FORGOTTEN, messages, wording.FORGOTTEN_REST))
    await desk.outbox.answer(turn, plain(text), keep=False)

"""Beginning, and beginning again."""

from bot.wording import telegram as wording
from handlers.telegram.desk import Desk
from handlers.telegram.show import plain, reply_keyboard
from handlers.telegram.turn import Turn


async def start(desk: Desk, turn: Turn) -> None:
    """Greets with the large buttons; what a deep link carries is accepted and means nothing yet."""
    await desk.assistant.start_over(turn.conversation)
    await desk.outbox.answer(turn, plain(wording.WELCOME, reply_keyboard()))


async def cancel(desk: Desk, turn: Turn) -> None:
    """Forgets what was talked about, whatever it was."""
    await desk.forms.close(turn.conversation)
    await desk.assistant.start_over(turn.conversation)
    await desk.outbox.answer(turn, plain(wording.CANCELLED, reply_keyboard() if turn.private else None))

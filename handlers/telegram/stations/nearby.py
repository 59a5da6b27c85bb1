"""Stations near where somebody is, or near a place that they name."""

from bot.stations import words as wording
from handlers.telegram.answering.replying import drawn_for, reply_to
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message import words as message_wording
from handlers.telegram.message.show import plain, reply_keyboard
from handlers.telegram.message.turn import Turn


async def nearby(desk: Desk, turn: Turn) -> None:
    """`/nearby [place]`: stations there; without a place it says how to send one, and offers districts."""
    if turn.private and not turn.text:
        await desk.outbox.answer(turn, plain(message_wording.SEND_PLACE, reply_keyboard()))
    reply = await reply_to(desk, turn, text=wording.NEARBY_QUESTION.format(place=turn.text))
    await desk.outbox.answer(turn, await drawn_for(desk, turn, reply))


async def show_station(desk: Desk, turn: Turn, code: str) -> None:
    """The station whose code somebody scanned at its door."""
    reply = await reply_to(desk, turn, choice=f"s:v:{code}")
    await desk.outbox.answer(turn, await drawn_for(desk, turn, reply))

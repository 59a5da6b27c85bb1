"""Channels and groups that announcements go to, for staff: listed, added, dropped."""

from typing import Final

from bot.reply import Choice
from data.people import audit
from handlers.telegram.announcing import telling
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.subscribing import read
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.keys import TELEGRAM, key_of, number_of, topic_of
from handlers.telegram.message.show import Drawn, inline_keyboard, plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.wire.chats import Chat, NotSaid

PREFIX: Final = "chan:"
"""Begins the id of a button: the chat's key without the channel's name, with `x` before it for who is sure."""

_GROUPS: Final = f"{TELEGRAM}:-"
_SHOWN: Final = 30
"""Each costs a call, as no title is kept."""


async def channel(desk: Desk, turn: Turn) -> None:
    """`/channel` lists; `/channel @name 赛罕区 维权` has announcements brought to a channel that the writer runs."""
    name, _, wanted = turn.text.partition(" ")
    if not name:
        await desk.outbox.answer(turn, await _page(desk))
        return
    try:
        found = await desk.chats.find(name)
        problem = await _problem(desk, turn, found)
    except NotSaid:
        await desk.outbox.answer(turn, plain(wording.CHANNEL_NOT_FOUND))
        return
    if problem is not None:
        await desk.outbox.answer(turn, plain(problem.format(title=found.title)))
        return
    chosen = await read(desk, turn, wanted)
    if chosen is None:
        return
    held = await desk.announcing.subscribers.subscribe(key_of(found.number), *chosen)
    await _note(desk, turn, "announce.channel", found.number)
    area, topics = held.area or wording.EVERYWHERE, telling.topics(held.topics)
    await desk.outbox.answer(turn, plain(wording.CHANNEL_ADDED.format(title=found.title, area=area, topics=topics)))


async def channel_pressed(desk: Desk, turn: Turn) -> None:
    """Asks whether one is to be dropped, and drops it."""
    given = turn.text.removeprefix(PREFIX)
    sure, key = given.startswith("x"), f"{TELEGRAM}:{given.removeprefix('x')}"
    if given == "list" or await desk.announcing.subscribers.subscription(key) is None:
        await desk.outbox.show(turn, await _page(desk))
        return
    title = await _title(desk, key)
    if sure:
        await desk.announcing.subscribers.unsubscribe(key)
        await _note(desk, turn, "announce.channel_drop", number_of(key))
        await desk.outbox.show(turn, plain(wording.CHANNEL_DROPPED.format(title=title)))
        return
    choices = (Choice(f"{PREFIX}x{given}", wording.CHANNEL_DROP), Choice(f"{PREFIX}list", wording.BACK))
    await desk.outbox.show(turn, plain(wording.CHANNEL_ASK_DROP.format(title=title), inline_keyboard(choices)))


async def _problem(desk: Desk, turn: Turn, found: Chat) -> str | None:
    if not found.channel:
        return wording.CHANNEL_IS_GROUP
    if not await desk.chats.may_post(found.number):
        return wording.CHANNEL_NO_POST
    return None if await desk.chats.is_admin(found.number, turn.user_id) else wording.CHANNEL_NOT_YOURS


async def _page(desk: Desk) -> Drawn:
    found = await desk.announcing.subscribers.beginning_with(_GROUPS, _SHOWN)
    lines, choices = [wording.CHANNELS_HEAD] if found else [wording.CHANNELS_NONE], []
    for key, held in found.items():
        title = await _title(desk, key)
        told = {"title": title, "area": held.area or wording.EVERYWHERE, "topics": telling.topics(held.topics)}
        lines.append(wording.CHANNEL_LINE.format(**told, gone="" if held.active else wording.CHANNEL_SHUT))
        choices.append(Choice(f"{PREFIX}{key.removeprefix(TELEGRAM + ':')}", title[:30]))
    return plain("\n".join((*lines, wording.CHANNELS_HOW)), inline_keyboard(tuple(choices)))


async def _title(desk: Desk, key: str) -> str:
    number, topic = number_of(key), topic_of(key)
    try:
        title = (await desk.chats.of(number)).title
    except NotSaid:
        title = wording.CHANNEL_NO_TITLE.format(number=number)
    return title if topic is None else wording.CHANNEL_TOPIC.format(title=title, topic=topic)


async def _note(desk: Desk, turn: Turn, act: str, number: int) -> None:
    async with desk.database.write_rows() as connection:
        await audit.note(connection, actor(turn), int(desk.clock()), act, str(number))

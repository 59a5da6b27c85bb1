"""What Telegram tells of chats: shut to us, open again, moved to a new number."""

from typing import Final

from telegram import Update
from telegram.constants import ChatMemberStatus

from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.keys import is_group, key_of

_OUT: Final = frozenset((ChatMemberStatus.BANNED, ChatMemberStatus.LEFT))


async def membership(desk: Desk, update: Update) -> None:
    """Somebody blocked or unblocked us, or a group removed or took us in.

    Whoever comes back finds the subscription as it was; what was sent meanwhile is not made up for.
    """
    changed = update.my_chat_member
    if changed is None:
        return
    chat, subscribers = key_of(changed.chat.id), desk.announcing.subscribers
    topics = await subscribers.beginning_with(f"{chat}/") if is_group(chat) else ()
    for key in (chat, *topics):
        if changed.new_chat_member.status in _OUT:
            await subscribers.blocked(key)
        else:
            await subscribers.unblocked(key)


async def moved(desk: Desk, update: Update) -> None:
    """A group became a supergroup: everything kept under its old number goes over.

    Telegram says so twice, in the old group and in the new one.
    """
    message = update.message
    if message is None:
        return
    here = message.chat.id
    if message.migrate_to_chat_id is not None:
        await desk.announcing.subscribers.moved(key_of(here), key_of(message.migrate_to_chat_id))
    elif message.migrate_from_chat_id is not None:
        await desk.announcing.subscribers.moved(key_of(message.migrate_from_chat_id), key_of(here))

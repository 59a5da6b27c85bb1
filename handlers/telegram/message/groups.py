"""Groups: only what is addressed to us."""

from telegram import Message
from telegram.constants import MessageEntityType


def addressed_text(message: Message, text: str, bot_id: int, bot: str) -> str | None:
    """The text without our @name, when the message mentions us or replies to us; None when it is not for us."""
    ours = False
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == bot_id:
        ours = True
    name = f"@{bot}".lower()
    entities = message.parse_entities() if message.text else message.parse_caption_entities()
    for entity, words in entities.items():
        by_name = entity.type == MessageEntityType.MENTION and words.lower() == name
        by_number = entity.user is not None and entity.user.id == bot_id
        if by_name or by_number:
            ours = True
            text = text.replace(words, " ", 1)
    return text.strip() if ours else None

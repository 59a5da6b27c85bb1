"""Groups: only when addressed, and nothing personal before others."""

from telegram import Message
from telegram.constants import MessageEntityType

from bot.reply import Outcome, Reply

# Who asks on these tells of unpaid wages, a complaint, poverty, distress or illness, and company people sit in workers'
# groups. So the answer is given in the private chat, and the question is not quoted.
PERSONAL_TOPICS = frozenset({"legal_aid", "voice", "hardship_relief", "counselling", "medical_mutual_aid"})


def is_personal(reply: Reply) -> bool:
    """Whether a reply tells others something about the asker."""
    return reply.outcome in (Outcome.ANSWER, Outcome.CHOOSE) and reply.intent in PERSONAL_TOPICS


def addressed_text(message: Message, text: str, bot_id: int, bot: str) -> str | None:
    """The text without our @name, when the message mentions us or replies to us; null when it is not for us."""
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

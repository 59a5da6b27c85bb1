"""Read: from a message as a channel brings it to what was said."""

from dataclasses import dataclass, field

from bot.answering.smalltalk import without_greeting
from bot.reply import Message
from bot.understanding.introductions import without_introduction
from bot.understanding.normalize import normalize
from bot.understanding.typed_pinyin import TypedPinyin
from data.stations.geodesy import Point


@dataclass(frozen=True, slots=True)
class Said:
    """What one message says, and from where.

    `text` is normalised, without who says it, with pinyin as words; `raw` is what was typed. `here` is the full path of
    the asker's region. `choice`, `location`, `person` and `quoted` are as in `Message`.
    """

    text: str
    raw: str
    here: str
    choice: str | None = None
    location: Point | None = field(default=None, repr=False)
    person: str | None = field(default=None, repr=False)
    quoted: int | None = None

    @property
    def query(self) -> str:
        """The text without the greeting in front of it."""
        return without_greeting(self.text)


def read(message: Message, home: str, typed_pinyin: TypedPinyin) -> Said:
    """Reads a message; who chose no region is of `home`."""
    return Said(
        text=typed_pinyin(without_introduction(normalize(message.text))),
        raw=message.text,
        here=message.region or home,
        choice=message.choice,
        location=message.location,
        person=message.person,
        quoted=message.quoted,
    )

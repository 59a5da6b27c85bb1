"""What goes into the assistant and what comes out, in words that every channel can draw."""

from dataclasses import dataclass, field
from enum import StrEnum

from data.stations.geodesy import Point


@dataclass(frozen=True, slots=True)
class Message:
    """One thing a person said or pressed.

    `text` is what was written, `choice` the id of a pressed button (then `text` is ignored). `conversation` is the key
    under which this person's short-lived state is kept (channel, chat and person; None: no memory). `region` is the
    full path of the person's own region, None when not chosen. `location` is where the person stands, for this one
    answer: it is never kept and never printed. `person` is the key of the person (None: a channel without persons).
    `quoted` is the number of the announcement that it replies to.
    """

    text: str = ""
    conversation: str | None = None
    region: str | None = None
    choice: str | None = None
    location: Point | None = field(default=None, repr=False)
    person: str | None = field(default=None, repr=False)
    quoted: int | None = None


class Outcome(StrEnum):
    """How a reply came out, as the commands print it."""

    ANSWER = "answer"
    CHOOSE = "choose"
    UNKNOWN = "unknown"
    SMALLTALK = "smalltalk"


class Status(StrEnum):
    """Whether a service is on, as far as its source tells."""

    RUNNING = "running"
    FINISHED = "finished"
    PLANNED = "planned"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where something is written; `article` is the file's name, `as_of` is `YYYY[-MM[-DD]]`."""

    article: str
    headline: str
    byline: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class ServiceRef:
    """A service as a reply names it; `applies`: whether it holds for the asker here and now, None when unknown."""

    id: str
    title: str
    intent: str
    region: str
    applies: bool | None
    as_of: str | None
    status: Status
    source: SourceRef
    other_sources: tuple[SourceRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `id`, at most 64 bytes of ASCII, comes back in `Message.choice`; `label` serves without buttons."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Text:
    """Plain sentences; `urgent` ones are for a danger here and now, and said whoever reads along."""

    text: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One service: `lead` answers, `lines` hold who, how, whom to call, region and year; `source` is the 来源 line."""

    lead: str
    lines: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """Choices to press, or, where no buttons are, to answer by number or words."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address with the few words to show for it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A station: `lead` names it and says how far it is, `lines` hold hours, facilities and where it is.

    `title`, `address`, `latitude` and `longitude` (WGS-84 degrees) are for a map; `links` open a navigation there.
    `pinned` is the one to put on the map at once. So many of the first lines as `brief` says are enough to choose by.
    """

    lead: str
    lines: tuple[str, ...]
    title: str
    address: str
    latitude: float
    longitude: float
    links: tuple[Link, ...]
    pinned: bool = False
    brief: int = 0


@dataclass(frozen=True, slots=True)
class NeedPlace:
    """Where the person is would help: the sentence before it says what may be written instead of sending a position.

    Each channel adds how a position is sent there, where it can be; no sentence names a button that only one has.
    """


@dataclass(frozen=True, slots=True)
class AboutNews:
    """Announcements are spoken of: each channel adds where they stand there, and how they come by themselves."""


Block = Text | Card | Place | Buttons | NeedPlace | AboutNews


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one message; `intent` is the best guess whatever the outcome, `confidence` lies in [0, 1].

    `question` is the question as it was understood, normalised, without greeting or correction; None where none was: a
    press, small talk. It is never shown. `personal`: it tells others something about the asker.
    """

    outcome: Outcome
    blocks: tuple[Block, ...]
    intent: str | None = None
    confidence: float = 0.0
    services: tuple[ServiceRef, ...] = ()
    question: str | None = None
    personal: bool = False

    @property
    def urgent(self) -> bool:
        """Whether it tells somebody in danger what to do here and now."""
        return any(isinstance(block, Text) and block.urgent for block in self.blocks)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices, in order."""
        return tuple(c for block in self.blocks if isinstance(block, Buttons) for c in block.choices)

    @property
    def text(self) -> str:
        """Everything a person would read on a channel without buttons."""
        parts: list[str] = []
        for block in self.blocks:
            match block:
                case Text(text):
                    parts.append(text)
                case Card(lead, lines, source):
                    parts.append("\n".join((lead, *lines, source)))
                case Place(lead, lines):
                    links = tuple(f"{link.label} {link.url}" for link in block.links) if block.pinned else ()
                    parts.append("\n".join((lead, *lines, *links)))
                case Buttons(choices):
                    parts.append("\n".join(f"{n}. {choice.label}" for n, choice in enumerate(choices, 1)))
                case NeedPlace() | AboutNews():
                    pass
        return "\n".join(parts)

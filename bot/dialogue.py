"""What one turn of a talk leaves behind: the reply to give, and the little that the next message may refer to."""

from dataclasses import dataclass, replace

from bot.reply import Reply


@dataclass(frozen=True, slots=True)
class DialogueState:
    """What is kept between two messages, ids only: never a word of the person's.

    `intent` and `shown` are the subject last answered and its entries already shown (the current one first). `rest`
    holds entries that also fit, for "还有别的吗". `region` is a region named in the talk. `offered` are the ids of the
    choices on the screen. `misses` counts messages in a row that could not be answered. `stations` are the codes of
    stations found, nearest first where a place was given, of which the first `seen` were shown: never the place itself.
    `wanted` are the facilities asked for before a place was given. `guide_told` counts how much of the guide shown was
    told: 1 its first card, 2 all of it. `disclaimed`: it was said that a text of law is no lawyer's advice. `asked`
    are the aspects asked for last and `measure` what was counted (家), for "那全区呢"; `unknown` counts how often in a
    row the source did not tell what was asked. `announced` is the number of the announcement told last, 0 none.
    """

    intent: str | None = None
    shown: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    region: str | None = None
    offered: tuple[str, ...] = ()
    misses: int = 0
    stations: tuple[str, ...] = ()
    seen: int = 0
    wanted: tuple[str, ...] = ()
    guide_told: int = 0
    disclaimed: bool = False
    asked: tuple[str, ...] = ()
    measure: str | None = None
    unknown: int = 0
    announced: int = 0

    def missed(self) -> "DialogueState":
        """One more message that could not be answered; the subject stays, for a question that comes back to it."""
        return replace(self, misses=self.misses + 1, offered=())


@dataclass(frozen=True, slots=True)
class Response:
    """A reply and the state to keep; `passage_of` names an entry whose source's own words are to be read instead."""

    reply: Reply
    state: DialogueState
    passage_of: str | None = None

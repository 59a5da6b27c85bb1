"""Answers from what was announced."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from bot.announced import words
from bot.announced.finding import UNKNOWN, Asked, Rarity, about, goes_on
from bot.announced.parts import Part
from bot.announced.parts import asked as parts_asked
from bot.announced.told import HOLDS, Told, told
from bot.announcing.archive import is_public, lines_of
from bot.announcing.asks import Asks
from bot.announcing.audience import Audience
from bot.announcing.states import State
from bot.catalogue.snapshot import Snapshot
from bot.dates import show
from bot.dialogue import DialogueState, Response
from bot.reply import Card, Outcome, Reply
from data.announcing import announcements
from data.announcing.readers import got
from data.people import audit
from data.storage.engine import Database
from data.tables import Announcement

LOOK_EVERY: Final = 1.0
"""Seconds for which what was read is taken as it is: whoever asks at once after a recall may still be told."""

MOST: Final = 200
"""Announcements that are looked through, the newest: several a day for a month."""

_WORDS: Final = 1
"""The block of the model's vocabularies that holds whole words."""

_SURE: Final = 0.9
_QUOTED: Final = 0.99


@dataclass(frozen=True, slots=True)
class AnnouncedRequest:
    """A question: `text` normalised; `quoted` is the announcement it replies to.

    `known`: the catalogue answers it. `untold`: it is on a subject of which the catalogue holds nothing.
    """

    text: str
    known: bool
    untold: bool = False
    quoted: int | None = None
    person: str | None = field(default=None, repr=False)


class AnnouncedAnswers:
    """Answers about announcements; `clock` gives seconds since 1970, `zone` is where days are counted."""

    def __init__(self, database: Database, clock: Callable[[], float], zone: tzinfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._held: Mapping[int, Told] = {}
        self._look_at = 0.0

    async def find(
        self, request: AnnouncedRequest, state: DialogueState, snapshot: Snapshot, today: date
    ) -> Response | None:
        """The answer; None where no announcement that this person may read is asked about."""
        await self._look()
        held = {number: one for number, one in self._held.items() if one.holds(today)}
        if not held:
            return None
        wanted = parts_asked(request.text)
        asked = Asked(
            request.text, snapshot.featurizer.utterance(request.text).words, request.known, bool(wanted), request.untold
        )
        rarity = _rarity(snapshot)
        found = await self._of(request, asked, state, held, rarity)
        if found is None:
            return None
        said, missing = found.said_on(wanted, asked.telling(rarity))
        if found.signup and Part.SIGN_UP in wanted:
            missing = tuple(part for part in missing if part is not Part.SIGN_UP)
            said = words.SIGN_UP + said
        confidence = _QUOTED if request.quoted == found.number else _SURE
        reply = Reply(Outcome.ANSWER, (_card(found, said, missing, today),), None, confidence, question=request.text)
        return Response(reply, DialogueState(announced=found.number))

    async def _of(
        self,
        request: AnnouncedRequest,
        asked: Asked,
        state: DialogueState,
        held: Mapping[int, Told],
        rarity: Rarity,
    ) -> Told | None:
        """The one replied to, the one that the words name, else the one talked about."""
        quoted = held.get(request.quoted or 0)
        if quoted is not None and goes_on(asked, quoted, rarity) and await self._may_read(quoted, request.person):
            return quoted
        for one in about(asked, held.values(), rarity):
            if await self._may_read(one, request.person):
                return one
        last = held.get(state.announced)
        if last is None or not goes_on(asked, last, rarity):
            return None
        names_more = bool(asked.telling(rarity)) and not asked.known
        return last if asked.wants_part or names_more else None

    async def _may_read(self, one: Told, person: str | None) -> bool:
        if one.open_to_all or person is None:
            return one.open_to_all
        return await self._database.patience.result(got(self._database, one.number, person), otherwise=False)

    async def _look(self) -> None:
        now = self._clock()
        if abs(now - self._look_at) < LOOK_EVERY:
            return
        self._look_at = now
        found = await self._database.patience.result(self._rows(), None)
        if found is None:  # what is held stays so until the database is back
            return
        rows, recalled = found
        kept = self._held
        self._held = {
            number: one
            for row in rows
            if (number := row.id or 0) and str(number) not in recalled and _worth_telling(row, now)
            if (one := self._read(row, kept.get(number)))
        }

    async def _rows(self) -> tuple[Sequence[Announcement], frozenset[str]]:
        rows = await announcements.newest(self._database, MOST, states=(State.SENDING, State.FINISHED))
        async with self._database.engine.connect() as connection:
            return rows, frozenset(await audit.subjects(connection, "announce.recall"))

    def _read(self, row: Announcement, before: Told | None) -> Told:
        text = "\n".join("".join(run.text for run in line) for line in lines_of(row.html)).strip()
        if before is not None and before.text == text:
            return before
        sent = self._day(row.started_at or row.created_at)
        until = self._day(row.not_after) if row.not_after is not None else None
        signup = Asks.from_json(row.asks).signup
        return told(row.id or 0, text, sent, until, open_to_all=is_public(row), signup=signup)

    def _day(self, seconds: int) -> date:
        return datetime.fromtimestamp(seconds, self._zone).date()


def _worth_telling(row: Announcement, now: float) -> bool:
    """Not a digest of others, and not so old that only a day far ahead could keep it."""
    year = timedelta(days=365) + HOLDS
    recent = now - (row.started_at or row.created_at) < year.total_seconds()
    return recent and Audience.from_json(row.audience).digest is None


def _rarity(snapshot: Snapshot) -> Rarity:
    vocabulary = snapshot.model.vocabularies[_WORDS]

    def rarity(word: str) -> float:
        row = vocabulary.row.get(word)
        return float(vocabulary.idf[row]) if row is not None else UNKNOWN

    return rarity


def _card(one: Told, said: str, missing: Sequence[Part], today: date) -> Card:
    lead = said if one.title in said else words.SAYS.format(title=one.title, said=said)
    if missing:
        lead = words.NOT_WRITTEN.format(parts=words.AND.join(words.PARTS[part] for part in missing)) + lead
    if one.ends is not None and one.over(today):
        lead = words.OVER.format(day=show(one.ends.isoformat()), said=lead)
    rest = () if len(one.text) <= len(said) + len(one.title) + 3 else (words.REST.format(text=one.text),)
    return Card(lead, rest, words.SOURCE.format(day=show(one.sent.isoformat())))

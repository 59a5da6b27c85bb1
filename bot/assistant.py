"""The one door: `await assistant.reply(message) -> Reply`, the same for every channel."""

import secrets
from collections.abc import Callable
from datetime import date

from bot.answering import Answerer
from bot.catalogue import Snapshot
from bot.conversation import Memory, State, state_of
from bot.explaining import Explainer
from bot.hearing import Hearing
from bot.menu import menu
from bot.regions import Regions
from bot.reply import Buttons, Message, Outcome, Reply, Text
from bot.stations.asking import StationAnswers
from bot.talk_in_words import talk_in_words
from bot.wording import answering as words
from data.catalogue import read_passage
from data.engine import Database


class Assistant:
    """Answers messages from the snapshot it was last given.

    `clock` gives seconds since 1970 and decides when a conversation is over; `today` gives the day that services are
    judged by and may be set for demonstrations. `stations` answers from the directory of stations. `fresh_key` gives
    16 to 64 random bytes.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        regions: Regions,
        home: str,
        memory: Memory,
        database: Database,
        clock: Callable[[], float],
        today: Callable[[], date],
        stations: StationAnswers | None = None,
        fresh_key: Callable[[], bytes] = lambda: secrets.token_bytes(32),
    ) -> None:
        self._regions = regions
        self._home = home
        self._memory = memory
        self._database = database
        self._clock = clock
        self._today = today
        self._stations = stations
        self._fresh_key = fresh_key
        self._answerer = Answerer(snapshot, regions, home, Hearing(snapshot, regions, fresh_key))

    @property
    def snapshot(self) -> Snapshot:
        """The catalogue that answers come from."""
        return self._answerer.snapshot

    def take(self, snapshot: Snapshot) -> None:
        """Answers from another snapshot from now on; messages under way finish with theirs."""
        hearing = Hearing(snapshot, self._regions, self._fresh_key)
        self._answerer = Answerer(snapshot, self._regions, self._home, hearing)

    async def reply(self, message: Message) -> Reply:
        """Answers one message; what the conversation needs is kept before this returns."""
        now = int(self._clock())
        state = await self._memory.recall(message.conversation, now) if message.conversation is not None else State()
        normalized = self._answerer.read(message.text)
        turn = self._answerer.turn_on(normalized, message, state, self._today())
        if self._stations is not None:
            turn = await self._stations.instead(message, normalized, state, turn)
        if message.conversation is not None and not (turn.state == state == State()):
            await self._memory.keep(message.conversation, turn.state, now)
        return turn.reply if turn.passage_of is None else await self._passage(turn.passage_of)

    async def _passage(self, entry_id: str) -> Reply:
        async with self._database.read() as session:
            passage = await read_passage(session, entry_id)
        text = words.PASSAGE.format(passage=passage) if passage else words.NO_PASSAGE
        return Reply(Outcome.ANSWER, (Text(text),), self.snapshot.intent_of.get(entry_id), 1.0)

    def menu(self) -> Reply:
        """The subjects as choices."""
        return Reply(Outcome.SMALLTALK, (Text(words.CHOOSE_FROM_MENU), Buttons(menu(self.snapshot.subjects.values()))))

    def explain(self, text: str, region: str | None) -> str:
        """Why somebody of this region would be answered as they are; nothing of the text is kept."""
        turn = self._answerer.turn(Message(text=text, region=region), State(), self._today())
        return Explainer(self.snapshot, self._regions).explained(text, turn)

    def in_words(self, kept: str) -> str:
        """What the kept state of a conversation holds, for the person it is about."""
        return talk_in_words(state_of(kept), self.snapshot, self._regions)

    async def start_over(self, conversation: str) -> None:
        """Forgets what was talked about under this key."""
        await self._memory.forget(conversation)

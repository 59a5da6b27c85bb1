"""The one door: `await assistant.reply(message) -> Reply`, the same for every channel."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, tzinfo

from bot.announced.asking import AnnouncedAnswers
from bot.answering import words
from bot.answering.about_news import news_asked, told_of_news
from bot.answering.about_us import about_us
from bot.answering.announced_requests import announced_request
from bot.answering.answerer import Answerer
from bot.answering.choosing import choose
from bot.answering.composing import services_of
from bot.answering.deciding import Decision
from bot.answering.explaining import Explainer
from bot.answering.kept_in_words import kept_in_words
from bot.answering.meanings import Meanings
from bot.answering.memory import Memory, state_of
from bot.answering.menu import menu
from bot.answering.said import Said
from bot.answering.station_requests import station_request
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState, Response
from bot.operator import Operator
from bot.regions import Regions
from bot.reply import Buttons, Message, Outcome, Reply, Text
from bot.stations.asking import StationAnswers
from bot.stations.requests import AboutStations
from bot.stations.words import NOT_LOADED
from data.catalogue.entries import SubjectKey
from data.catalogue.whole import read_passage
from data.storage.engine import Database


class Assistant:
    """Answers messages from the snapshot it was last given.

    `clock` gives seconds since 1970 and decides when a conversation is over; `today` gives the day that services are
    judged by and may be set for demonstrations. `stations` answers from the directory of stations, `announced` from
    what was announced. `fresh_key` gives 16 to 64 random bytes. `operator` is whose assistant this is; days of
    announcements are those of `zone`.
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
        operator: Operator = Operator(),  # noqa: B008 - frozen
        announced: AnnouncedAnswers | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        self._regions = regions
        self._home = home
        self._memory = memory
        self._database = database
        self._clock = clock
        self._today = today
        self._stations = stations
        self._announced = announced
        self._fresh_key = fresh_key
        self.operator = operator
        self._zone = zone
        self.take(snapshot)

    @property
    def snapshot(self) -> Snapshot:
        """The catalogue that answers come from."""
        return self._answerer.snapshot

    def take(self, snapshot: Snapshot) -> None:
        """Answers from another snapshot from now on; messages under way finish with theirs."""
        meanings = Meanings(snapshot, self._regions, self._fresh_key)
        self._answerer = Answerer(snapshot, self._regions, self._home, meanings)

    async def reply(self, message: Message) -> Reply:
        """Answers one message; what the conversation needs is kept before this returns."""
        now = int(self._clock())
        recalled: DialogueState | None = DialogueState()
        if message.conversation is not None:
            recalled = await self._memory.recall(message.conversation, now)
        state = recalled or DialogueState()
        response = await self._turn(message, state)
        if message.conversation is not None and not (response.state == state == DialogueState()):
            await self._memory.keep(message.conversation, response.state, now)
        reply = response.reply if response.passage_of is None else await self._passage(response.passage_of)
        if recalled is None and not reply.urgent:
            reply = replace(reply, blocks=(*reply.blocks, Text(words.MAY_HAVE_FORGOTTEN)))
        return self._marked(reply)

    def _marked(self, reply: Reply) -> Reply:
        """The reply, marked where its subject makes it personal."""
        says_something = reply.outcome in (Outcome.ANSWER, Outcome.CHOOSE)
        personal = says_something and self.snapshot.has_key(reply.intent, SubjectKey.PERSONAL)
        return replace(reply, personal=True) if personal else reply

    async def _turn(self, message: Message, state: DialogueState) -> Response:
        answerer, today = self._answerer, self._today()
        said = answerer.read(message)
        if message.choice is None and (told := about_us(said.text, self.operator)) is not None:
            return Response(Reply(Outcome.SMALLTALK, (Text(told),)), replace(state, misses=0, offered=()))
        if message.choice is None and (asked := news_asked(said.text)) is not None:
            told_of = await told_of_news(
                asked, answerer.snapshot, self._regions, said.here, today, self._database, self._zone
            )
            return Response(told_of, replace(state, misses=0, offered=tuple(one.id for one in told_of.choices)))
        decision = answerer.decide(said, state, today)
        if (of_announcement := await self._of_announcements(decision, said, state, answerer, today)) is not None:
            return of_announcement
        found = await self._of_stations(decision, said, state, answerer, today)
        if isinstance(found, Response):
            return found
        response = answerer.settle(decision, said, state, today)
        if found is AboutStations.NOT_LISTED:
            blocks = (Text(NOT_LOADED), *response.reply.blocks)
            return replace(response, reply=replace(response.reply, blocks=blocks))
        return response

    async def _of_announcements(
        self, decision: Decision, said: Said, state: DialogueState, answerer: Answerer, today: date
    ) -> Response | None:
        """The turn that something announced gives, where the message is about it."""
        request = announced_request(decision, said, answerer.snapshot)
        if self._announced is None or request is None:
            return None
        return await self._announced.find(request, state, answerer.snapshot, today)

    async def _of_stations(
        self, decision: Decision, said: Said, state: DialogueState, answerer: Answerer, today: date
    ) -> Response | AboutStations:
        """The turn that the directory of stations gives, where the message is for it."""
        request = station_request(decision, said, state, answerer.snapshot)
        if self._stations is None or request is None:
            return AboutStations.NOTHING
        found = await self._database.patience.result(self._stations.find(request, state), AboutStations.NOTHING)
        if not isinstance(found, Response) or not request.about:
            return found
        scene = answerer.scene(said, today)
        services = services_of(choose(decision, state, scene, answerer.meanings), scene)
        return replace(found, reply=replace(found.reply, services=services))

    async def _passage(self, entry_id: str) -> Reply:
        async with self._database.read() as session:
            passage = await read_passage(session, entry_id)
        text = words.PASSAGE.format(passage=passage) if passage else words.NO_PASSAGE
        return Reply(Outcome.ANSWER, (Text(text),), self.snapshot.intent_of.get(entry_id), 1.0)

    def in_danger(self, text: str) -> Reply | None:
        """What is said at once to whoever is in danger; None when the text tells of none.

        From memory alone, in a few milliseconds: no limit, no queue and no database may hold it back.
        """
        answerer, today = self._answerer, self._today()
        said = answerer.read(Message(text))
        if answerer.meanings.of(said.query, said.here, today).meaning.danger is None:
            return None
        reply = answerer.respond(Message(text), DialogueState(), today).reply
        return reply if reply.urgent else None

    def menu(self) -> Reply:
        """The subjects as choices."""
        return Reply(Outcome.SMALLTALK, (Text(words.CHOOSE_FROM_MENU), Buttons(menu(self.snapshot.filled_subjects))))

    def explain(self, text: str, region: str | None) -> str:
        """Why somebody of this region would be answered as they are; nothing of the text is kept."""
        answerer, today = self._answerer, self._today()
        said = answerer.read(Message(text=text, region=region))
        decision = answerer.decide(said, DialogueState(), today)
        response = answerer.settle(decision, said, DialogueState(), today)
        return Explainer(self.snapshot, self._regions).explained(text, decision, response.reply)

    def in_words(self, kept: str) -> str:
        """What the kept state of a conversation holds, for the person it is about."""
        return kept_in_words(state_of(kept), self.snapshot, self._regions)

    async def start_over(self, conversation: str) -> None:
        """Forgets what was talked about under this key."""
        await self._memory.forget(conversation)

"""The straight line of one turn: read → understand → decide → choose → compose; no waiting, no clock of its own."""

from dataclasses import dataclass, replace
from datetime import date

from bot.answering.choosing import best_of_each, choose
from bot.answering.composing import compose
from bot.answering.deciding import Decision, decide
from bot.answering.meanings import Meanings
from bot.answering.said import Said, read
from bot.answering.scene import Scene
from bot.answering.understood import Query, understand
from bot.catalogue.choosing import Candidate
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState, Response
from bot.regions import Regions
from bot.reply import Message


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers from one snapshot of the catalogue; `home` is the region of people who chose none."""

    snapshot: Snapshot
    regions: Regions
    home: str
    meanings: Meanings

    def respond(self, message: Message, state: DialogueState, today: date) -> Response:
        """Answers one message from the catalogue alone."""
        said = self.read(message)
        return self.settle(self.decide(said, state, today), said, state, today)

    def read(self, message: Message) -> Said:
        """What the message says; from a region that is in the table no longer it comes from home."""
        if message.region is not None and message.region not in self.regions:
            message = replace(message, region=None)
        return read(message, self.home, self.snapshot.featurizer.typed_pinyin)

    def decide(self, said: Said, state: DialogueState, today: date) -> Decision:
        """What is to be done about what was said."""
        scene = self.scene(said, today)
        return decide(understand(said, state, scene, self.meanings), scene)

    def settle(self, decision: Decision, said: Said, state: DialogueState, today: date) -> Response:
        """Does it."""
        scene = self.scene(said, today)
        return compose(choose(decision, state, scene, self.meanings), state, scene)

    def scene(self, said: Said, today: date) -> Scene:
        """What the turn is judged by."""
        return Scene(self.snapshot, self.regions, said.here, today)

    def nearest(self, text: str, today: date) -> list[Candidate]:
        """The best entry of each of the first three subjects for a question as a person wrote it."""
        said = self.read(Message(text))
        understood = understand(said, DialogueState(), self.scene(said, today), self.meanings)
        return best_of_each(understood, self.meanings) if isinstance(understood, Query) else []

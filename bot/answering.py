"""One turn: from a message and what was talked about to a reply and what to keep; no waiting, no clock of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.aspects import FIGURES, Aspect
from bot.catalogue import Snapshot
from bot.choosing import Candidate, Question, candidate_of
from bot.conversation import State, correction, follows_up, leaning
from bot.emergencies import AFTER_HARM, Emergency, harmed_at_work
from bot.hearing import Hearing, Utterance, without_regions
from bot.menu import menu
from bot.presenting import Presenter, Reasons, Turn
from bot.regions import Regions
from bot.reply import Block, Buttons, Choice, Message, Outcome, Reply, Text
from bot.smalltalk import courteous, smalltalk, without_greeting
from bot.understanding.introductions import without_introduction
from bot.understanding.normalize import normalize
from bot.understanding.reading import Reading, read
from bot.union_contact import union_contact
from bot.wording import answering as words

ANSWER_FROM: Final = 0.68
"""Confidence from which we answer: of 170 questions of strangers that are none of ours (100 near misses) 3.5 % pass."""

CHOOSE_FROM: Final = 0.35
"""Confidence from which we ask back; below it, it is not ours. Both were set by looking at the labelled sets."""

_HELPS: Final = {Emergency.SELF_HARM: "counselling"}
"""The subject that helps in a danger, whatever else was said."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers from one snapshot of the catalogue, which `hearing` hears with too.

    `home` is the region of people who chose none.
    """

    snapshot: Snapshot
    regions: Regions
    home: str
    hearing: Hearing

    @property
    def _presenter(self) -> Presenter:
        return Presenter(self.snapshot, self.regions)

    def turn(self, message: Message, state: State, today: date) -> Turn:
        """Answers one message."""
        return self.turn_on(self.read(message.text), message, state, today)

    def turn_on(self, normalized: str, message: Message, state: State, today: date) -> Turn:
        """Answers one message whose text is understood so."""
        here = message.region or self.home
        if message.choice is not None:
            return replace(self._presenter.chosen(message.choice, state, here, today), chosen=message.choice)
        if not normalized:
            empty = words.EMPTY if not message.text.strip() else words.TOO_LITTLE
            return Turn(Reply(Outcome.UNKNOWN, (Text(empty),)), state)
        if (offered := self._presenter.offered(normalized, state)) is not None:
            return replace(self._presenter.chosen(offered, state, here, today), chosen=offered)
        said = smalltalk(normalized)
        if said is not None:
            return Turn(Reply(Outcome.SMALLTALK, (Text(said.value),)), replace(state, misses=0, offered=()))
        return self._asked(without_greeting(normalized), state, here, today)

    def read(self, text: str) -> str:
        """A text as it is understood: normalised, without who says it, pinyin as words."""
        return self.snapshot.featurizer.typed_pinyin(without_introduction(normalize(text)))

    def _asked(self, text: str, state: State, here: str, today: date) -> Turn:
        instead = correction(text) if state.intent is not None else None
        wrong = state if instead is not None else None
        if instead is not None:
            state = State(region=state.region, misses=state.misses)
            text = instead
        if wrong is not None and not text:
            return self._corrected(wrong, here, today)
        utterance = self.hearing.hear(text, here, today)
        heard = utterance.heard
        contact = union_contact(without_regions(text, heard.mentions), talking=state.intent is not None)
        if (
            heard.taught is None
            and contact is not None
            and (turn := self._presenter.union(contact, state, here, today)) is not None
        ):
            return turn
        if heard.taught is None and Aspect.MORE in heard.aspects and state.intent is not None and follows_up_more(text):
            return self._presenter.more(state, here, today)
        # Parcels are none of ours, whatever was talked about.
        drawn = None if heard.not_ours else leaning(state, text, heard.region_letters)
        calibration = self.snapshot.model.calibration
        reading = read(heard.scores, calibration, self.snapshot.intent_of, heard.taught, drawn)
        if heard.taught is None and reading.own_margin < 0 and (courtesy := courteous(text)) is not None:
            return Turn(Reply(Outcome.SMALLTALK, (Text(courtesy.value),)), replace(state, misses=0, offered=()))
        if heard.danger is not None and reading.confidence < ANSWER_FROM:
            reading = self._of_use(heard.danger, text, reading)
        same_subject = state.intent == reading.intent
        named = heard.mentions[-1].path if heard.mentions else (state.region if same_subject else None)
        question = Question(heard.aspects, heard.measure, heard.years, here, named, reading.names, today)
        if reading.confidence >= ANSWER_FROM:
            stay = same_subject and wrong is None and follows_up(text, heard.region_letters) and not heard.mentions
            turn = self._answer(utterance, question, reading, state, stay=stay, wrong=wrong)
        elif heard.danger is not None:
            turn = self._safety_first(heard.danger, reading, state)
        elif reading.confidence >= CHOOSE_FROM:
            turn = self._ask_back(utterance, question, reading, state)
        else:
            turn = self._decline(reading, state)
        return replace(turn, reply=replace(turn.reply, asked=text), reasons=Reasons(reading, question, heard.danger))

    def _led_by(
        self, entry: str, candidates: Sequence[Candidate], utterance: Utterance, question: Question
    ) -> list[Candidate]:
        """The candidates with this entry first, whether or not its words made it one."""
        index = self.snapshot.indexes[self.snapshot.intent_of[entry]]
        first = next((c for c in candidates if c.entry.id == entry), None)
        if first is None:
            score = float(index.scores(self.hearing.asked(utterance))[index.row(entry)])
            first = candidate_of(question, index, entry, self.regions, score)
        return [first, *(c for c in candidates if c.entry.id != entry)]

    def _answer(
        self,
        utterance: Utterance,
        question: Question,
        reading: Reading,
        state: State,
        *,
        stay: bool,
        wrong: State | None,
    ) -> Turn:
        candidates = self.hearing.candidates(utterance, question, reading.intent)
        if not candidates:
            blocks: tuple[Block, ...] = (Text(words.NOTHING_THERE),)
            reply = Reply(Outcome.ANSWER, blocks, reading.intent, reading.confidence)
            return Turn(reply, State(intent=reading.intent, region=question.named))
        if wrong is not None:
            candidates = [c for c in candidates if c.entry.id not in wrong.shown] or candidates
        if stay and state.shown:
            candidates = self._keep_on(candidates, question, state)
        taught = reading.taught.entry if reading.taught is not None else None
        if taught is not None and taught in self.snapshot.entries:
            candidates = self._led_by(taught, candidates, utterance, question)
        return self._presenter.show(candidates, question, reading.confidence, first=utterance.heard.danger)

    def _of_use(self, danger: Emergency, text: str, reading: Reading) -> Reading:
        """The reading with the subject first that helps in this danger, where one surely does."""
        helps = _HELPS.get(danger, "legal_aid" if harmed_at_work(danger, text) else None)
        if helps not in self.snapshot.indexes:
            return reading
        ranked = tuple(sorted(reading.ranked, key=lambda pair: pair[0] != helps))
        return replace(reading, ranked=ranked, confidence=ANSWER_FROM)

    def _safety_first(self, danger: Emergency, reading: Reading, state: State) -> Turn:
        """The number to call; behind a button what the union can do once everybody is safe."""
        subject = self.snapshot.subjects.get("legal_aid")
        if danger not in AFTER_HARM or subject is None:
            reply = Reply(Outcome.UNKNOWN, (Text(danger.value, urgent=True),), reading.intent, reading.confidence)
            return Turn(reply, replace(state, misses=0, offered=()))
        button = Choice(f"i:{subject.id}", subject.name)
        blocks = (Text(danger.value, urgent=True), Text(words.SAFE_FIRST), Buttons((button,)))
        reply = Reply(Outcome.UNKNOWN, blocks, subject.id, reading.confidence)
        return Turn(reply, replace(state, misses=0, offered=(button.id,)))

    def _keep_on(self, candidates: Sequence[Candidate], question: Question, state: State) -> Sequence[Candidate]:
        """A follow-up is about the entry shown, unless another entry alone has the figure that is asked for."""
        current = next((c for c in candidates if c.entry.id == state.shown[0]), None)
        if current is None:
            return candidates
        others = [c for c in candidates if c is not current]
        if question.aspect in FIGURES and not current.facts and others and others[0].facts:
            return candidates
        return [current, *others]

    def nearest(self, text: str, today: date) -> list[Candidate]:
        """The best entry of each of the first three subjects for a question as a person wrote it."""
        turn = self.turn(Message(text), State(), today)
        if turn.reasons is None or turn.reply.asked is None:
            return []
        utterance = self.hearing.hear(turn.reply.asked, self.home, today)
        return self._best_of_each(utterance, turn.reasons.question, turn.reasons.reading)

    def _best_of_each(self, utterance: Utterance, question: Question, reading: Reading) -> list[Candidate]:
        intents = [intent for intent, _ in reading.ranked[:3]]
        return [c for intent in intents for c in self.hearing.candidates(utterance, question, intent)[:1]]

    def _ask_back(self, utterance: Utterance, question: Question, reading: Reading, state: State) -> Turn:
        best = self._best_of_each(utterance, question, reading)
        if not best:
            return self._decline(reading, state)
        choices = tuple(Choice(f"e:{c.entry.id}", c.entry.title) for c in best)
        reply = Reply(
            Outcome.CHOOSE,
            (Text(words.CHOOSE), Buttons(choices)),
            reading.intent,
            reading.confidence,
            self._presenter.composer.services(best),
        )
        return Turn(reply, replace(state, offered=tuple(choice.id for choice in choices), misses=0))

    def _decline(self, reading: Reading, state: State) -> Turn:
        after = state.missed()
        blocks: tuple[Block, ...]
        if after.misses == 1:
            blocks = (Text(words.NOT_OURS),)
        elif after.misses == 2:
            shown = menu(self.snapshot.subjects.values())
            blocks = (Text(words.NOT_OURS_AGAIN), Buttons(shown))
            after = replace(after, offered=tuple(choice.id for choice in shown))
        else:
            blocks = (Text(words.NOT_OURS_THIRD),)
        return Turn(Reply(Outcome.UNKNOWN, blocks, reading.intent, reading.confidence), after)

    def _corrected(self, wrong: State, here: str, today: date) -> Turn:
        """A person says only that the answer was wrong: offer what else fitted, or ask for other words."""
        others = [entry for entry in wrong.rest[:3] if entry in self.snapshot.entries]
        if not others:
            return Turn(Reply(Outcome.UNKNOWN, (Text(words.CORRECTED_ASK),), wrong.intent), State())
        choices = tuple(Choice(f"e:{entry}", self.snapshot.entries[entry].title) for entry in others)
        found = [self._presenter.candidate(entry, here, today) for entry in others]
        reply = Reply(
            Outcome.CHOOSE,
            (Text(words.CORRECTED), Buttons(choices)),
            wrong.intent,
            0.5,
            self._presenter.composer.services(found),
        )
        return Turn(reply, replace(wrong, offered=tuple(choice.id for choice in choices)))


_MORE_ALONE: Final = 10


def follows_up_more(text: str) -> bool:
    """Whether "还有别的吗" stands nearly alone: with a subject of its own it is a new question."""
    return len(text.replace(" ", "")) <= _MORE_ALONE

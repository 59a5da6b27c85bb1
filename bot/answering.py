"""One turn: from a message and what was talked about to a reply and what to keep; no waiting, no clock of its own."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.asked import Asked
from bot.aspects import FIGURES, Aspect, aspects_of, measure_asked
from bot.catalogue import Snapshot
from bot.choosing import Candidate, Question, candidate_of, choose
from bot.conversation import State, correction, follows_up, leaning
from bot.dates import years_named
from bot.emergencies import AFTER_HARM, Emergency, emergency, harmed_at_work
from bot.menu import menu
from bot.presenting import Presenter, Reasons, Turn
from bot.regions import NATION, RegionMention, Regions
from bot.reply import Block, Buttons, Choice, Message, Outcome, Reply, Text
from bot.smalltalk import courteous, smalltalk, without_greeting
from bot.stations.questions import not_ours
from bot.understanding.features import Features
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
    """Answers from one snapshot of the catalogue; `home` is the region of people who chose none."""

    snapshot: Snapshot
    regions: Regions
    home: str

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
        features = self.snapshot.featurizer.of_normalized(text)
        taught = self.snapshot.taught.nearest(features.text)
        mentions = [m for m in self.regions.find(text, near=here) if m.path != NATION]
        region_letters = sum(m.end - m.start for m in mentions)
        contact = union_contact(_without(text, mentions) if mentions else text, talking=state.intent is not None)
        if (
            taught is None
            and contact is not None
            and (turn := self._presenter.union(contact, state, here, today)) is not None
        ):
            return turn
        aspects = aspects_of(text)
        if taught is None and Aspect.MORE in aspects and state.intent is not None and follows_up_more(features):
            return self._presenter.more(state, here, today)
        # Parcels are none of ours, whatever was talked about.
        drawn = None if not_ours(text) else leaning(state, text, region_letters)
        reading = read(
            features,
            self.snapshot.model,
            self.snapshot.titles,
            self.snapshot.intent_of,
            taught,
            drawn,
        )
        if taught is None and reading.own_margin < 0 and (courtesy := courteous(text)) is not None:
            return Turn(Reply(Outcome.SMALLTALK, (Text(courtesy.value),)), replace(state, misses=0, offered=()))
        danger = emergency(text, features.sounds, self.snapshot.featurizer.syllables)
        if danger is not None and reading.confidence < ANSWER_FROM:
            reading = self._of_use(danger, text, reading)
        same_subject = state.intent == reading.intent
        named = mentions[-1].path if mentions else (state.region if same_subject else None)
        said = self.snapshot.featurizer.wording(_without(text, mentions)) if mentions else features
        question = Question(
            asked=Asked.of(said, self.snapshot.synonyms),
            aspects=aspects,
            measure=measure_asked(text),
            years=years_named(text, today),
            here=here,
            named=named,
            names=reading.names,
            today=today,
        )
        if reading.confidence >= ANSWER_FROM:
            stay = same_subject and wrong is None and follows_up(text, region_letters) and not mentions
            turn = self._answer(question, reading, state, stay=stay, danger=danger, wrong=wrong)
        elif danger is not None:
            turn = self._safety_first(danger, reading, state)
        elif reading.confidence >= CHOOSE_FROM:
            turn = self._ask_back(question, reading, state)
        else:
            turn = self._decline(reading, state)
        return replace(turn, reply=replace(turn.reply, asked=text), reasons=Reasons(reading, question, danger))

    def _candidates(self, question: Question, intent: str) -> list[Candidate]:
        index = self.snapshot.indexes.get(intent)
        return choose(question, index, self.regions) if index is not None else []

    def _led_by(self, entry: str, candidates: list[Candidate], question: Question) -> list[Candidate]:
        """The candidates with this entry first, whether or not its words made it one."""
        index = self.snapshot.indexes[self.snapshot.intent_of[entry]]
        first = next((c for c in candidates if c.entry.id == entry), None)
        first = first or candidate_of(question, index, entry, self.regions)
        return [first, *(c for c in candidates if c.entry.id != entry)]

    def _answer(
        self,
        question: Question,
        reading: Reading,
        state: State,
        *,
        stay: bool,
        danger: Emergency | None,
        wrong: State | None,
    ) -> Turn:
        candidates = self._candidates(question, reading.intent)
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
            candidates = self._led_by(taught, candidates, question)
        return self._presenter.show(candidates, question, reading.confidence, first=danger)

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

    def _keep_on(self, candidates: list[Candidate], question: Question, state: State) -> list[Candidate]:
        """A follow-up is about the entry shown, unless another entry alone has the figure that is asked for."""
        current = next((c for c in candidates if c.entry.id == state.shown[0]), None)
        if current is None:
            return candidates
        others = [c for c in candidates if c is not current]
        if question.aspect in FIGURES and not current.facts and others and others[0].facts:
            return candidates
        return [current, *others]

    def best_of_each(self, question: Question, reading: Reading) -> list[Candidate]:
        """The best entry of each of the first three subjects."""
        return [c for intent, _ in reading.ranked[:3] for c in self._candidates(question, intent)[:1]]

    def _ask_back(self, question: Question, reading: Reading, state: State) -> Turn:
        best = self.best_of_each(question, reading)
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


def _without(text: str, mentions: list[RegionMention]) -> str:
    for mention in reversed(mentions):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return " ".join(text.split())


_MORE_ALONE: Final = 10


def follows_up_more(features: Features) -> bool:
    """Whether "还有别的吗" stands nearly alone: with a subject of its own it is a new question."""
    return len(features.text.replace(" ", "")) <= _MORE_ALONE

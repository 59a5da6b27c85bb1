"""Understand: from what was said, after what was talked about, to what it means."""

from dataclasses import dataclass, replace
from typing import Final

from bot.answering.confirming import with_numbers
from bot.answering.follow_ups import asks_again, asks_for_the_same, correction, leaning
from bot.answering.meanings import Interpretation, Meaning, Meanings
from bot.answering.naming import ANSWER_FROM, by_what_is_named
from bot.answering.offered import offered
from bot.answering.said import Said
from bot.answering.scene import Scene
from bot.answering.smalltalk import Smalltalk, smalltalk
from bot.answering.two_needs import Told, clauses, shipped_weights, two_needs
from bot.catalogue.choosing import Question
from bot.catalogue.guides import VARIANT_FROM
from bot.catalogue.named_things import Named
from bot.dialogue import DialogueState
from bot.understanding.aspects import Aspect
from bot.understanding.classifying import Classification, Leaning, classify
from bot.understanding.region_roles import regions_said
from data.catalogue.entries import SubjectKey
from data.catalogue.guides import Variant

LONGEST_CASE: Final = 24
"""Characters of a message that only tells how the case differs; a longer one tells of a matter of its own."""

OTHER_SUBJECT_FROM: Final = 0.52
"""Likeness to a case from which it is taken for said although the words are another subject's too."""

SECOND_GUIDE: Final = 0.25
"""Likeness of a second need to its guide; below it the clause only belongs to the story (现在我不干了). Of 24 second
needs that were none 3 lie below, of 25 that were one 2."""

_ASPECTS: Final = frozenset(aspect.value for aspect in Aspect)


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed, or named by its number or its words."""

    choice: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing that can be read; `something`: there were characters."""

    something: bool


@dataclass(frozen=True, slots=True)
class Courtesy:
    """A greeting, thanks, goodbye; the talk goes on from `state`."""

    kind: Smalltalk
    state: DialogueState


@dataclass(frozen=True, slots=True)
class Rejection:
    """The last answer was wrong, and no more is said; `wrong` is what it left behind."""

    wrong: DialogueState


@dataclass(frozen=True, slots=True)
class Query:
    """A question: what it means by itself, what it asks in this talk, and how sure we are.

    `state` is what it goes on from; `wrong` is set instead where it corrects our last answer. `second` is what else is
    asked in the same message, `both` whether that is as sure as the first; `case` is what it says of the guide that was
    shown last.
    """

    interpretation: Interpretation
    classification: Classification
    question: Question
    state: DialogueState
    wrong: DialogueState | None
    second: "Query | None" = None
    both: bool = False
    case: Variant | None = None

    @property
    def text(self) -> str:
        """The question, normalised, without greeting or correction."""
        return self.interpretation.text

    @property
    def meaning(self) -> Meaning:
        """What it means by itself."""
        return self.interpretation.meaning

    @property
    def same_subject(self) -> bool:
        """Whether it is about what was talked about."""
        return self.state.intent == self.classification.intent


Understood = Press | Blank | Courtesy | Rejection | Query


def understand(said: Said, state: DialogueState, scene: Scene, meanings: Meanings) -> Understood:
    """What a message means after what was talked about."""
    if said.choice is not None:
        return Press(said.choice)
    if not said.text:
        return Blank(bool(said.raw.strip()))
    if (choice := offered(said.text, state, scene.snapshot, scene.today)) is not None:
        return Press(choice)
    asked = meanings.of(said.query, scene.here, scene.today)
    if asked.meaning.danger is not None:
        # A danger cuts what was talked about, and is no courtesy whatever its words (再见了，下辈子见).
        return _query(asked, said.raw, DialogueState(region=state.region), None, scene, meanings)
    if (kind := smalltalk(said.text)) is not None:
        return Courtesy(kind, state)
    instead = correction(said.query) if state.intent is not None else None
    if instead is None:
        query = _query(asked, said.raw, state, None, scene, meanings)
        return _with_second(query, scene, meanings)
    if not instead:
        return Rejection(state)
    corrected = meanings.of(instead, scene.here, scene.today)
    return _query(corrected, said.raw, DialogueState(region=state.region, misses=state.misses), state, scene, meanings)


def _drawn_to(state: DialogueState, wrong: DialogueState | None, text: str, meaning: Meaning) -> Leaning | None:
    """What the talk so far adds; a correction stays on the subject where its words name no other."""
    # Parcels are none of ours, whatever was talked about; what is called by its name names its subject.
    if meaning.not_ours:
        return None
    if wrong is None:
        return leaning(state.intent, text, meaning.region_letters)
    drawn = leaning(wrong.intent, text, meaning.region_letters)
    return replace(drawn, support=0.0) if drawn is not None else None


def _query(
    interpretation: Interpretation,
    raw: str,
    state: DialogueState,
    wrong: DialogueState | None,
    scene: Scene,
    meanings: Meanings,
) -> Query:
    text, meaning, snapshot = interpretation.text, interpretation.meaning, scene.snapshot
    drawn = _drawn_to(state, wrong, text, meaning)
    classified = classify(meaning.scores, snapshot.model.calibration, snapshot.intent_of, meaning.taught, drawn)
    of_talk = state.region if state.intent == classified.intent else None
    where = regions_said(text, meaning.mentions)
    aspects, measure = _asked_for(state, text, meaning, classified)
    called = meaning.named
    if where.asked is not None and state.shown and asks_for_the_same(text, meaning.region_letters):
        called += _called_by(state.shown[0], scene)
    question = Question(
        aspects=aspects,
        measure=measure,
        years=meaning.years,
        here=where.here or scene.here,
        named=where.asked or of_talk,
        names=classified.names,
        today=scene.today,
        text=text,
        called=called,
        again=classified.kept and not aspects and not meaning.mentions and not state.asked,
        asked_before=state.unknown if aspects and state.asked[:1] == (aspects[0].value,) else 0,
    )
    question = with_numbers(question, raw)
    classified = by_what_is_named(classified, interpretation, question, scene, meanings)
    query = Query(interpretation, classified, question, state, wrong)
    return replace(query, case=_case(query, scene)) if wrong is None else query


def _asked_for(
    state: DialogueState, text: str, meaning: Meaning, classified: Classification
) -> tuple[tuple[Aspect, ...], str | None]:
    """The aspects and the measure that are asked for; where only a place or year is new, those asked for before."""
    again = bool(meaning.mentions or meaning.years) and not meaning.aspects and state.intent == classified.intent
    if asks_for_the_same(text, meaning.region_letters):
        return meaning.aspects, meaning.measure
    if again and state.asked and asks_again(text, meaning.region_letters):
        return tuple(Aspect(one) for one in state.asked if one in _ASPECTS), state.measure
    return meaning.aspects, meaning.measure


def _called_by(shown: str, scene: Scene) -> tuple[Named, ...]:
    """The thing shown last, as if it had been called by its name; none where it has no name."""
    words = scene.snapshot.words.get(shown)
    if words is None or not words.names:
        return ()
    everything = scene.snapshot.words.items()
    owners = tuple(owner for owner, each in everything if any(name in each.whole for name in words.names))
    return (Named(words.entry.title, owners),)


def _case(query: Query, scene: Scene) -> Variant | None:
    """The case of the guide shown last that a short message speaks of (没签合同也行吗)."""
    index = scene.snapshot.guides.get(query.state.intent or "")
    shown = query.state.shown[:1]
    if index is None or not shown or shown[0] not in index or len(query.text) > LONGEST_CASE:
        return None
    least = VARIANT_FROM if query.same_subject else OTHER_SUBJECT_FROM
    heard = query.interpretation.guides(query.state.intent or "")
    return heard.case(shown[0], least) if heard is not None else None


def _with_second(query: Query, scene: Scene, meanings: Meanings) -> Query:
    """The query, with the other need where its message holds two; a trouble comes before the stations that are near."""
    parts = clauses(query.text)
    if len(parts) < 2 or query.meaning.taught is not None:
        return query
    whole = query.classification
    told = [Told(part, meanings.classified(part)) for part in parts]
    needs = two_needs(whole, told, scene.snapshot.guides, shipped_weights())
    if needs is None or not (needs.sure or whole.confidence >= ANSWER_FROM):
        return query
    first, second = query, _clause(needs.second, query.state, scene, meanings)
    guides = second.interpretation.guides(second.classification.intent)
    if guides is not None and guides.score < SECOND_GUIDE:
        return query
    if needs.first is not None:
        first = _clause(needs.first, query.state, scene, meanings)
        whole = first.classification
    sure = replace(first, classification=replace(whole, confidence=max(whole.confidence, ANSWER_FROM)))
    stations = scene.snapshot.has_key(whole.intent, SubjectKey.ABOUT_STATIONS)
    return replace(second, second=sure, both=True) if stations else replace(sure, second=second, both=needs.sure)


def _clause(text: str, state: DialogueState, scene: Scene, meanings: Meanings) -> Query:
    """What one clause of a message asks by itself."""
    return _query(meanings.of(text, scene.here, scene.today), text, state, None, scene, meanings)

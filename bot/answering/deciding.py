"""Decide: from what was understood to what is to be done."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.answering.emergencies import AFTER_HARM, of_trouble
from bot.answering.follow_ups import follows_up
from bot.answering.meanings import without_regions
from bot.answering.naming import ANSWER_FROM, CHOOSE_FROM
from bot.answering.neighbours import neighbour
from bot.answering.scene import Scene
from bot.answering.smalltalk import courteous
from bot.answering.understood import Blank, Courtesy, Press, Query, Rejection, Understood
from bot.answering.union_contact import UnionContact, union_contact
from bot.stations.questions import near_by
from bot.understanding.aspects import Aspect
from bot.understanding.classifying import CLEARLY_OUT
from bot.understanding.danger import Danger
from bot.understanding.danger_patterns import NEVER_OVER, asks_afterwards
from bot.understanding.near_work import near_work
from data.catalogue.entries import SubjectKey

SURELY_OUT: Final = 0.75
"""Out-of-scope margin from which what we do not understand is told to be none of ours: of 150 strangers' troubles none
reaches it, of 140 questions that are none of ours half do."""

LIKELY_FROM: Final = 0.5
FAR_AHEAD: Final = 0.3
LIKELY_OUT: Final = -0.3
"""Confidence, margin before the next subject, and margin of being none of ours, with which a trouble at work is
answered and not asked back about: of 460 labelled ones four more are answered right and none wrong."""

PERHAPS: Final = 0.6
"""Probability of danger below which a subject that is surely meant is answered too, below the number to dial."""

NAME_FROM: Final = 0.5
"""Confidence from which a subject that no page tells of is named: its reply promises nothing and says whom to call."""

STAY_FROM: Final = 0.25
"""Confidence in what was talked about from which a message that names nothing else is taken for a word on it."""

_MORE_ALONE: Final = 10


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the union itself is asked for."""

    contact: UnionContact
    query: Query


@dataclass(frozen=True, slots=True)
class More:
    """The next entry of the subject that was talked about is asked for."""

    query: Query


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry of the subject answers; `stay`: the one that was shown last, if it can."""

    query: Query
    stay: bool


@dataclass(frozen=True, slots=True)
class SafetyFirst:
    """Somebody is in danger, and nothing comes before that."""

    query: Query
    danger: Danger


@dataclass(frozen=True, slots=True)
class AskBack:
    """Several subjects may be meant."""

    query: Query


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Perhaps ours: work, pay or an employer is spoken of, or it is not surely anything else."""

    query: Query


@dataclass(frozen=True, slots=True)
class Decline:
    """None of ours."""

    query: Query


Decision = (
    Press | Blank | Courtesy | Rejection | Contact | More | Answer | SafetyFirst | AskBack | NotUnderstood | Decline
)


def decide(understood: Understood, scene: Scene) -> Decision:
    """What is to be done; the first rule that fits a question wins."""
    if not isinstance(understood, Query):
        return understood
    return next(decision for rule in _RULES if (decision := rule(understood, scene)) is not None)


def _contact(query: Query, scene: Scene) -> Decision | None:
    if query.meaning.taught is not None or scene.snapshot.subject_for(SubjectKey.REACHES_UNION) is None:
        return None
    text = without_regions(query.text, query.meaning.mentions)
    contact = union_contact(text, talking=query.state.intent is not None)
    return Contact(contact, query) if contact is not None else None


def _more(query: Query, _: Scene) -> Decision | None:
    """还有别的吗 stands nearly alone: with a subject of its own it is a new question."""
    meant = query.meaning.taught is None and Aspect.MORE in query.meaning.aspects and query.state.intent is not None
    return More(query) if meant and len(query.text.replace(" ", "")) <= _MORE_ALONE else None


def _courtesy(query: Query, _: Scene) -> Decision | None:
    names_a_subject = query.classification.own_margin >= 0 and query.state.intent is None
    if query.meaning.taught is not None or names_a_subject:
        return None
    kind = courteous(query.text)
    return Courtesy(kind, query.state) if kind is not None else None


def _case_of_the_guide(query: Query, _: Scene) -> Decision | None:
    """Who tells how the case differs stays on the guide, whatever subject the words alone would be of."""
    if query.case is None or query.state.intent is None or query.meaning.taught is not None:
        return None
    return Answer(replace(query, classification=query.classification.of(query.state.intent)), stay=True)


def _answer(query: Query, scene: Scene) -> Decision | None:
    listed = scene.snapshot.holds(query.classification.intent)
    if query.classification.confidence < (ANSWER_FROM if listed else NAME_FROM):
        return None
    meaning = query.meaning
    alone = query.classification.kept or follows_up(query.text, meaning.region_letters)
    return Answer(query, stay=query.same_subject and query.wrong is None and alone and not meaning.mentions)


def _likely_trouble(query: Query, scene: Scene) -> Decision | None:
    """A trouble at work that is well ahead of every other subject is answered: a list to choose from helps nobody."""
    classified = query.classification
    if query.meaning.not_ours or not near_work(query.text) or classified.intent not in scene.snapshot.guides:
        return None
    ahead = classified.ranked[0][1] - classified.ranked[1][1]
    likely = classified.confidence >= LIKELY_FROM and ahead >= FAR_AHEAD and classified.out < LIKELY_OUT
    return Answer(query, stay=False) if likely else None


def _safety_first(query: Query, scene: Scene) -> Decision | None:
    """Before all else; who asks what becomes of a harm is answered too, below the number to dial."""
    danger, classified = query.meaning.danger, query.classification
    if danger is None:
        return None
    law = of_trouble(classified.intent, scene)
    if danger.kind in AFTER_HARM:
        beside = not law or asks_afterwards(query.text) or danger.probability < PERHAPS
    else:
        # To whom life is too much no law is read out.
        beside = danger.kind not in NEVER_OVER if law else danger.probability < PERHAPS
    if beside and classified.confidence >= ANSWER_FROM:
        return Answer(query, stay=False)
    return SafetyFirst(query, danger)


def _ask_back(query: Query, scene: Scene) -> Decision | None:
    if query.classification.confidence < CHOOSE_FROM:
        return None
    likely = (intent for intent, _ in query.classification.ranked[:3])
    return AskBack(query) if any(intent in scene.snapshot.subjects for intent in likely) else None


def _stay_on_the_matter(query: Query, scene: Scene) -> Decision | None:
    """A bare statement in a talk is about its matter (出院小结丢了), one of work about its trouble (可我天天打卡)."""
    classified, state = query.classification, query.state
    if query.wrong is not None or state.intent is None or query.meaning.not_ours:
        return None
    likely = query.same_subject and classified.confidence >= STAY_FROM and classified.out < SURELY_OUT
    of_trouble = state.intent in scene.snapshot.guides and near_work(query.text) and classified.out < CLEARLY_OUT
    return (
        Answer(replace(query, classification=classified.of(state.intent)), stay=True) if likely or of_trouble else None
    )


def _not_understood(query: Query, scene: Scene) -> Decision | None:
    """To be told that it is none of the union's business takes more than that we did not understand."""
    if query.meaning.not_ours or query.meaning.taught is not None:
        return None
    if near_work(query.text) or near_by(query.text) or query.state.intent in scene.snapshot.guides:
        return NotUnderstood(query)
    return NotUnderstood(query) if query.classification.out < SURELY_OUT and neighbour(query.text) is None else None


def _decline(query: Query, _: Scene) -> Decision | None:
    return Decline(query)


_RULES: Final[tuple[Callable[[Query, Scene], Decision | None], ...]] = (
    _safety_first,
    _contact,
    _more,
    _courtesy,
    _case_of_the_guide,
    _answer,
    _stay_on_the_matter,
    _likely_trouble,
    _ask_back,
    _not_understood,
    _decline,
)

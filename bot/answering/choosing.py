"""Choose: from what is to be done to the entries that do it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from bot.answering.deciding import Answer, AskBack, Contact, Decision, More, NotUnderstood, SafetyFirst
from bot.answering.emergencies import HELPED_BY
from bot.answering.follow_ups import letters_left
from bot.answering.guiding import GuideChoice, Part, best_guide, guide_for, guide_telling
from bot.answering.meanings import Meanings
from bot.answering.naming import SURE_FACT
from bot.answering.printed import unwritten
from bot.answering.scene import Scene
from bot.answering.understood import Press, Query, Rejection
from bot.catalogue.choosing import Candidate, Question, candidate_of
from bot.catalogue.entry_dates import as_of
from bot.dialogue import DialogueState
from bot.understanding.aspects import FIGURES
from data.catalogue.entries import Subject, SubjectKey
from data.catalogue.guides import Guide

SAME_NAME: Final = 55.0
"""rapidfuzz `ratio` of two facts' names from which they tell the same figure of different years."""

SAME_NAME_AND_TITLE: Final = 35.0
"""The same where their entries are called alike but for what stands in brackets."""

FAR_AHEAD: Final = 0.35
"""How far another entry must be ahead of the one shown for a short follow-up to be about it: 鞋子收吗."""

SURE: Final = 0.9
"""Confidence in the subject from which a figure of another one must be surely the one asked for to answer instead."""

ALONE_FROM: Final = 0.5
ALONE_OUT: Final = -0.5
"""Confidence, and margin of being none of ours, with which the one thing that might be put up for choosing answers."""

GUESS_FROM: Final = -0.6
"""Margin of the best guess from which it is worth a button in what was not understood, the first time."""

_ASIDE: Final = re.compile(r"[（(].*?[）)]")
_OFFERED = 3
"""Guides or entries put before a person to choose from."""

_NEAR_THE_BEST_MARGIN = 0.5
"""How far behind the best guess another may be: who asks for wages is not offered an insurance of another province."""


Offer = Candidate | Guide | Subject


@dataclass(frozen=True, slots=True)
class Chosen:
    """A decision with what it takes.

    `candidates` are entries, best first; none where it takes none, or where they are gone. `guide` answers instead of
    them, and the first of them is then the service that helps in the trouble. `offers` are put up for choosing, where
    any is worth a button.
    `second` answers the other need of a message that holds two.
    """

    decision: Decision
    candidates: Sequence[Candidate] = ()
    guide: GuideChoice | None = None
    offers: Sequence[Offer] = ()
    second: "Chosen | None" = None


def choose(decision: Decision, state: DialogueState, scene: Scene, meanings: Meanings) -> Chosen:
    """What a decision takes; `state` is what was talked about."""
    match decision:
        case Answer(query):
            chosen = _answer_of(decision, scene, meanings)
            if query.second is None:
                return chosen
            return replace(chosen, second=_answer_of(Answer(query.second, stay=False), scene, meanings))
        case AskBack(query):
            offers = _offers(query, scene, meanings)
            if len(offers) == 1 and _surely_ours(query):
                return _answer_of(Answer(query, stay=False), scene, meanings)
            return Chosen(decision, offers=offers)
        case NotUnderstood(query):
            guesses = query.state.misses == 0 and query.classification.own_margin > GUESS_FROM
            return Chosen(decision, offers=_offers(query, scene, meanings) if guesses else ())
        case SafetyFirst(danger=danger):
            return Chosen(decision, _led(HELPED_BY.get(danger.kind), scene))
        case Contact():
            return Chosen(decision, [found for found in _led(SubjectKey.REACHES_UNION, scene) if found.applies])
        case More(query):
            return Chosen(decision, _named(query.state.rest, scene, query.state.region)[:1])
        case Rejection(wrong):
            return Chosen(decision, _named(wrong.rest[:_OFFERED], scene, None))
        case Press(choice):
            return _pressed(decision, choice, state, scene)
    return Chosen(decision)


def _surely_ours(query: Query) -> bool:
    return query.classification.confidence >= ALONE_FROM and query.classification.out < ALONE_OUT


def _answer_of(decision: Answer, scene: Scene, meanings: Meanings) -> Chosen:
    guide = guide_for(decision.query, scene)
    if guide is not None:
        return Chosen(decision, helping(guide.guide.intent, scene), guide)
    found = _answering(decision, scene, meanings)
    if found and not found[0].facts and unwritten(found[0].entry, decision.query.question.aspect):
        telling = guide_telling(decision.query)
        if telling is not None:
            return Chosen(decision, helping(telling.guide.intent, scene), telling)
    near = () if found else helping(decision.query.classification.intent, scene)
    return Chosen(decision, found, offers=near)


def _pressed(decision: Press, choice: str, state: DialogueState, scene: Scene) -> Chosen:
    kind, _, target = choice.partition(":")
    if kind != "g":
        return Chosen(decision, _named((target,), scene, state.region) if kind in ("e", "d") else ())
    guide_id, _, part = target.partition(":")
    guide = scene.snapshot.guide(guide_id)
    if guide is None or part not in ("", *(one.value for one in Part)):
        return Chosen(decision)
    stay = state.shown[:1] == (guide.id,)
    return Chosen(decision, helping(guide.intent, scene), GuideChoice(guide, None, Part(part or "first"), stay))


def helping(intent: str, scene: Scene) -> list[Candidate]:
    """The service of the union that helps most in a trouble here and now; none where none is known to hold."""
    subject = scene.snapshot.subjects.get(intent)
    index = scene.snapshot.indexes.get(subject.helped_by or intent) if subject is not None else None
    helper = scene.snapshot.subjects.get(subject.helped_by or intent) if subject is not None else None
    if index is None or helper is None:
        return []
    found = [c for c in _named(helper.leads, scene, None) if c.applies]
    return sorted(found, key=lambda c: as_of(c.entry) or "", reverse=True)[:1]


def _offers(query: Query, scene: Scene, meanings: Meanings) -> list[Offer]:
    """The likeliest guide or entry of each of the first three subjects; one that has none stands for itself."""
    found: list[Offer] = []
    best = query.classification.ranked[0][1]
    for intent, margin in query.classification.ranked[:_OFFERED]:
        if margin < best - _NEAR_THE_BEST_MARGIN:
            continue
        if intent in scene.snapshot.indexes:
            found += meanings.candidates(query.interpretation, query.question, intent)[:1]
        elif (guide := best_guide(query, intent)) is not None:
            found.append(guide)
        elif (subject := scene.snapshot.subjects.get(intent)) is not None:
            found.append(subject)
    return found


def best_of_each(query: Query, meanings: Meanings) -> list[Candidate]:
    """The best entry of each of the first three subjects."""
    intents = [intent for intent, _ in query.classification.ranked[:_OFFERED]]
    return [c for intent in intents for c in meanings.candidates(query.interpretation, query.question, intent)[:1]]


def whole_service(scene: Scene, named: str | None) -> Question:
    """What a press of a service's button asks: all that there is to say; `named` is a region that was named before."""
    return Question((), None, (), scene.here, named, (), scene.today)


def entry_candidate(entry: str, scene: Scene, named: str | None = None) -> Candidate:
    """The entry as it stands for the asker, whatever was asked.

    Raises:
        KeyError: there is no such entry.
    """
    index = scene.snapshot.indexes[scene.snapshot.entries[entry].intent]
    return candidate_of(whole_service(scene, named), index, entry, scene.regions)


def _named(entries: Sequence[str], scene: Scene, named: str | None) -> list[Candidate]:
    """Those of the entries that are still there."""
    return [entry_candidate(entry, scene, named) for entry in entries if entry in scene.snapshot.entries]


def _led(key: SubjectKey | None, scene: Scene) -> list[Candidate]:
    """The entry that the subject of this key leads with, unless it surely holds elsewhere or no more."""
    subject = scene.snapshot.subject_for(key) if key is not None else None
    leads = subject.leads if subject is not None else ()
    return [found for found in _named(leads, scene, None)[:1] if found.applies is not False]


def _answering(decision: Answer, scene: Scene, meanings: Meanings) -> Sequence[Candidate]:
    query = decision.query
    candidates = _searched(query, meanings)
    if candidates and query.wrong is not None:
        candidates = [c for c in candidates if c.entry.id not in query.wrong.shown] or candidates
    if candidates and decision.stay and query.state.shown:
        candidates = _keep_on(candidates, query.question, query.state)
    taught = query.classification.taught.entry if query.classification.taught is not None else None
    if candidates:
        candidates = [_with_nearest(candidates, scene, query.question), *candidates[1:]]
    if candidates and taught is not None and taught in scene.snapshot.entries:
        candidates = _led_by(taught, candidates, query, scene, meanings)
    return candidates


def _searched(query: Query, meanings: Meanings) -> Sequence[Candidate]:
    """The entries of the subject; where a figure is asked for, those of the subject that has it."""
    within = meanings.candidates(query.interpretation, query.question, query.classification.intent)
    if not within:
        # A figure of another subject is no answer on one that no page tells of.
        return within
    if query.question.aspect not in FIGURES and not query.question.numbers:
        return within
    if (query.same_subject or query.classification.kept) and not query.meaning.named:
        return within
    everywhere = meanings.figures(query.interpretation, query.question, query.classification)
    if not everywhere or not everywhere[0].facts:
        return within
    best = everywhere[0]
    own = best.entry.intent == query.classification.intent
    if not own and not best.fact_said and best.fact_score < SURE_FACT and query.classification.confidence >= SURE:
        return within
    if FIGURES.isdisjoint(query.meaning.aspects) and not best.number_said:
        return within
    if not query.question.years:
        best = _newer_first(best, (*within, *everywhere))
    others = within if best.entry.intent == query.classification.intent else everywhere[1:]
    return [best, *(c for c in others if c.entry.intent == best.entry.intent and c.entry.id != best.entry.id)]


def _newer_first(best: Candidate, others: Sequence[Candidate]) -> Candidate:
    """The candidate with the newest figure of the thing; beside it the one of another year, where there is one."""
    same = [other for other in others if other.entry.region == best.entry.region and _same_figure(best, other)]
    newest = max(same, key=lambda other: other.facts[0].as_of or "", default=None)
    if newest is None:
        return best
    if (newest.facts[0].as_of or "") > (best.facts[0].as_of or ""):
        return newest._replace(before=best.facts, fact_score=max(best.fact_score, newest.fact_score))
    return best._replace(before=newest.facts)


def _same_figure(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates tell the same thing of different years."""
    if len(one.facts) != 1 or len(other.facts) != 1:
        return False
    (fact,), (another,) = one.facts, other.facts
    years = {(each.as_of or "")[:4] for each in (fact, another)}
    if fact.unit is None or fact.unit != another.unit or "" in years or len(years) < 2:
        return False
    titled_alike = _ASIDE.sub("", one.entry.title) == _ASIDE.sub("", other.entry.title)
    return fuzz.ratio(fact.name, another.name) >= (SAME_NAME_AND_TITLE if titled_alike else SAME_NAME)


def _led_by(
    entry: str, candidates: Sequence[Candidate], query: Query, scene: Scene, meanings: Meanings
) -> list[Candidate]:
    """The candidates with this entry first, whether or not its words made it one."""
    index = scene.snapshot.indexes[scene.snapshot.intent_of[entry]]
    first = next((c for c in candidates if c.entry.id == entry), None)
    if first is None:
        score = float(index.scores(query.interpretation.terms)[index.row(entry)])
        first = candidate_of(query.question, index, entry, scene.regions, score)
    return [first, *(c for c in candidates if c.entry.id != entry)]


def _with_nearest(candidates: Sequence[Candidate], scene: Scene, question: Question) -> Candidate:
    """The first candidate; where it is of elsewhere, with the first of the others that may hold here."""
    best, regions = candidates[0], scene.regions
    if regions.contains(best.entry.region, question.region) or regions.contains(question.region, best.entry.region):
        return best
    here = (c.entry for c in candidates[1:] if c.applies is not False and c.entry.intent == best.entry.intent)
    return best._replace(nearest=next(here, None))


def _keep_on(candidates: Sequence[Candidate], question: Question, state: DialogueState) -> Sequence[Candidate]:
    """A follow-up is about the entry shown, unless another entry alone has the figure that is asked for."""
    current = next((c for c in candidates if c.entry.id == state.shown[0]), None)
    if current is None:
        return candidates
    others = [c for c in candidates if c is not current]
    ahead = candidates[0].score - current.score
    if (question.years and not current.year_found) or (letters_left(question.text) > 1 and ahead > FAR_AHEAD):
        return candidates
    if question.aspect in FIGURES and not current.facts and others and others[0].facts:
        return candidates
    return [current, *others]

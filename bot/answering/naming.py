"""What a question tells of its subject by itself: a thing that it calls by name, a figure that only one subject has."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.answering.meanings import Interpretation, Meanings
from bot.answering.scene import Scene
from bot.catalogue.choosing import Question
from bot.catalogue.named_things import Named
from bot.understanding.aspects import ASKS_WHO, FIGURES
from bot.understanding.classifying import Classification

ANSWER_FROM: Final = 0.64
"""Confidence from which we answer: of 170 questions of strangers that are none of ours (100 near misses) 2 % pass."""

CHOOSE_FROM: Final = 0.38
"""Confidence from which we ask back; below it, it is not ours. Both were set by looking at the labelled sets."""

SURE_FACT: Final = 0.9
"""Fact score from which a fact alone tells its subject, where we would ask back."""

LIKELY_FACT: Final = 0.6
CLEARLY_OURS: Final = 0.4
"""The same where the likeliest subject's margin lies so far above that of being none of ours."""

WHOLLY_TOLD: Final = 1.0
"""Fact score from which the one figure that fits tells its subject, however unlike its words are to what was learnt;
not where they are more likely none of ours."""

WELL_FOUND: Final = 1.6
"""The least score of its entry in that: the figure's name may be of words that fit anything (从哪年开始: 1.3)."""

SURE_NAME: Final = 4
"""Characters of a name that tells its subject even where the rest of the question looks like none of ours."""

LIKELY_OUT: Final = 0.25
"""Out-of-scope margin from which a short name is not enough: 黎盆村的龟多少钱一斤."""

_LIKELY: Final = 3


def by_what_is_named(
    classified: Classification, interpretation: Interpretation, question: Question, scene: Scene, meanings: Meanings
) -> Classification:
    """The same, with the subject first that a name or, where it is unsure, a figure tells."""
    if classified.taught is not None or interpretation.meaning.not_ours:
        return classified
    named = _by_name(classified, interpretation.meaning.named, question, scene)
    if named is not classified or classified.confidence >= ANSWER_FROM:
        return named
    return _by_figure(classified, interpretation, question, meanings)


def _by_name(classified: Classification, named: Sequence[Named], question: Question, scene: Scene) -> Classification:
    entries = scene.snapshot.entries
    for name in sorted(named, key=lambda one: (len(one.owners), -len(one.name))):
        intents = [entries[owner].intent for owner in name.owners]
        sure = classified.confidence >= ANSWER_FROM
        asked_who = question.measure == ASKS_WHO
        likely = classified.confidence >= CHOOSE_FROM and classified.out < LIKELY_OUT
        heard = len(name.name) >= SURE_NAME or likely or asked_who
        if not heard or (sure and classified.intent in intents):
            continue
        if not sure or (len(name.name) >= SURE_NAME and _only_elsewhere(name, question, scene)):
            best = min(set(intents), key=[intent for intent, _ in classified.ranked].index)
            return _first(classified, best)
    return classified


def _only_elsewhere(name: Named, question: Question, scene: Scene) -> bool:
    regions, region = scene.regions, question.region
    return not any(
        regions.contains(there, region) or regions.contains(region, there)
        for there in (scene.snapshot.entries[owner].region for owner in name.owners)
    )


def _by_figure(
    classified: Classification, interpretation: Interpretation, question: Question, meanings: Meanings
) -> Classification:
    if FIGURES.isdisjoint(question.aspects) and not question.numbers:
        return classified
    best = next(iter(meanings.figures(interpretation, question, classified)), None)
    if best is None or not best.facts:
        return classified
    if classified.confidence >= CHOOSE_FROM and not meanings.listed(classified.intent) and not best.fact_stated:
        return classified
    likely = [intent for intent, _ in classified.ranked[:_LIKELY]]
    ours = classified.ranked[0][1] - classified.out >= CLEARLY_OURS
    told = best.fact_score >= (LIKELY_FACT if ours else SURE_FACT) and len(best.facts) == 1
    likely_told = (told or best.number_said) and classified.confidence >= CHOOSE_FROM
    of_subject = best.entry.intent == classified.intent and best.fact_score >= LIKELY_FACT and ours
    told_whole = best.fact_score >= WHOLLY_TOLD and best.score >= WELL_FOUND and len(best.facts) == 1
    wholly = told_whole and classified.out < 0
    sure = best.fact_stated or wholly or of_subject or (likely_told and best.entry.intent in likely)
    return _first(classified, best.entry.intent) if sure else classified


def _first(classified: Classification, intent: str) -> Classification:
    ranked = tuple(sorted(classified.ranked, key=lambda pair: pair[0] != intent))
    return replace(classified, ranked=ranked, confidence=max(classified.confidence, ANSWER_FROM))

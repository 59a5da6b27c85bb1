"""Entries put before a person: the best as a card, others that come near as buttons."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.answering import words
from bot.answering.cards import Cards
from bot.answering.emergencies import said_first
from bot.answering.scene import Scene
from bot.catalogue.choosing import Candidate, Question
from bot.catalogue.ranking import EntryIndex
from bot.dialogue import DialogueState, Response
from bot.regions import Regions
from bot.reply import Block, Buttons, Choice, Outcome, Reply, Status, Text
from bot.understanding.danger import Danger
from data.catalogue.entries import ServiceEntry

NEAR_THE_BEST: Final = 0.6
"""Share of the best entry's score from which another is worth a button."""


def show(
    candidates: Sequence[Candidate],
    question: Question,
    scene: Scene,
    *,
    confidence: float = 1.0,
    danger: Danger | None = None,
) -> Response:
    """The first candidate as a card, the next two as buttons where they come near; `danger` is spoken to before all."""
    best, near = candidates[0], near_the_best(candidates)
    cards = cards_of(scene)
    beside = [c.entry for c in near]
    if best.nearest is not None and best.nearest not in beside:
        beside = [best.nearest, *beside][:2]
    choices = [Choice(f"e:{entry.id}", entry.title) for entry in beside]
    if len(best.entry.facts) > 1:
        choices.append(Choice(f"d:{best.entry.id}", words.DETAILS_LABEL))
    if best.entry.id in scene.snapshot.with_passage:
        choices.append(Choice(f"p:{best.entry.id}", words.PASSAGE_LABEL))
    blocks: list[Block] = [Text(said_first(danger.kind, question.text), urgent=True)] if danger is not None else []
    blocks.append(cards.card(best, question))
    if choices:
        blocks.append(Buttons(tuple(choices)))
    reply = Reply(Outcome.ANSWER, tuple(blocks), best.entry.intent, confidence, cards.services([best, *near]))
    state = DialogueState(
        intent=best.entry.intent,
        shown=(best.entry.id,),
        rest=tuple(c.entry.id for c in candidates[1:]),
        region=question.named,
        offered=tuple(choice.id for choice in choices),
        asked=tuple(aspect.value for aspect in question.aspects),
        measure=question.measure,
        unknown=question.asked_before + 1 if cards.untold(best, question) else 0,
    )
    return Response(reply, state)


_LAST: Final = {Status.RUNNING: 0, Status.PLANNED: 0, Status.UNKNOWN: 1, Status.FINISHED: 2}


def by_region(index: EntryIndex, here: str, regions: Regions, today: date) -> list[ServiceEntry]:
    """The entries of a subject, those that hold at `here` first; of these what is on before what may be over.

    Then come the subject's leads, and of the rest what is nearer and newer.
    """
    fit = index.region_fit(here, False, regions) + index.lead_gain(here, regions)

    def place(row: int) -> tuple[bool, int, float, int]:
        holds = regions.contains(index.entries[row].region, here)
        return not holds, _LAST[index.status(row, today)], -float(fit[row]), -index.newest_year[row]

    return [index.entries[row] for row in sorted(range(len(index.entries)), key=place)]


def cards_of(scene: Scene) -> Cards:
    """What writes the cards."""
    return Cards(scene.snapshot.entries, scene.regions)


def near_the_best(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The next two where they come near the best."""
    return [c for c in candidates[1:3] if c.score >= NEAR_THE_BEST * candidates[0].score]

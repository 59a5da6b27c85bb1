"""Compose: from a decision and its entries to the reply that a person reads, and what to keep of the talk."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.answering import words
from bot.answering.choosing import Chosen, Offer, whole_service
from bot.answering.deciding import Answer, AskBack, Contact, Decline, More, NotUnderstood, SafetyFirst
from bot.answering.emergencies import SAID_PERHAPS
from bot.answering.guide_cards import guide_service
from bot.answering.guided import guided
from bot.answering.menu import menu
from bot.answering.neighbours import neighbour
from bot.answering.pressing import pressed
from bot.answering.safety import safe_first
from bot.answering.scene import Scene
from bot.answering.showing import cards_of, near_the_best, show
from bot.answering.two_answers import beside, both
from bot.answering.understood import Blank, Courtesy, Press, Query, Rejection
from bot.answering.union_contact import UnionContact
from bot.answering.unlisted import nothing_told, unlisted
from bot.catalogue.choosing import Candidate
from bot.dialogue import DialogueState, Response
from bot.reckoning.steps import PREFIX, reckoned
from bot.reply import Block, Buttons, Card, Choice, Outcome, Reply, ServiceRef, Text
from data.catalogue.entries import Subject, SubjectKey
from data.catalogue.guides import Guide

SURE: Final = 0.95
"""Confidence of an utterance that a pattern knows whole."""

REJECTED: Final = 0.5
"""Confidence in what else fitted, after an answer that was wrong."""


def compose(chosen: Chosen, state: DialogueState, scene: Scene) -> Response:
    """The turn; `state` is what was talked about."""
    found = chosen.candidates
    match chosen.decision:
        case Press(choice):
            return _pressed(choice, chosen, state, scene)
        case Blank(something):
            said = words.TOO_LITTLE if something else words.EMPTY
            return Response(Reply(Outcome.UNKNOWN, (Text(said),)), state)
        case Courtesy(kind, talked):
            return Response(Reply(Outcome.SMALLTALK, (Text(kind.value),)), replace(talked, misses=0, offered=()))
        case Rejection(wrong):
            return _rejected(wrong, found, scene)
        case Contact(contact, query):
            return _contact(contact, found, query.state, scene)
        case More(query):
            return _more(found, query.state, scene)
        case Answer(query):
            return _of(query, _answered_whole(query, chosen, scene))
        case SafetyFirst(query, danger):
            return _of(query, safe_first(query, danger.kind, found, scene))
        case AskBack(query):
            return _of(query, _asked_back(query, chosen.offers, scene))
        case NotUnderstood(query):
            return _of(query, _not_understood(query, chosen.offers, scene))
        case Decline(query):
            return _of(query, _declined(query, scene))


def services_of(chosen: Chosen, scene: Scene) -> tuple[ServiceRef, ...]:
    """The services that the turn names."""
    found = chosen.candidates
    if chosen.offers:
        return cards_of(scene).services([one for one in chosen.offers if isinstance(one, Candidate)])
    return cards_of(scene).services(
        [*found[:1], *near_the_best(found)] if isinstance(chosen.decision, Answer) else found
    )


def _of(query: Query, response: Response) -> Response:
    """The turn, with the question that it answers.

    Whoever may be in danger reads a number to dial, before all where nothing else helps.
    """
    reply, perhaps = replace(response.reply, question=query.text), query.meaning.perhaps
    if perhaps is not None:
        line = Text(SAID_PERHAPS[perhaps])
        answered = reply.outcome is Outcome.ANSWER
        reply = replace(reply, blocks=(*reply.blocks, line) if answered else (line, *reply.blocks))
    return replace(response, reply=reply)


def _pressed(choice: str, chosen: Chosen, state: DialogueState, scene: Scene) -> Response:
    if chosen.guide is not None:
        return guided(chosen.guide, chosen.candidates, state, scene)
    blocks = reckoned(choice.removeprefix(f"{PREFIX}:"), scene.today) if choice.startswith(f"{PREFIX}:") else None
    return _worked_out(blocks, state) if blocks is not None else pressed(choice, chosen.candidates, state, scene)


def _worked_out(blocks: tuple[Block, ...], state: DialogueState) -> Response:
    """A step of a reckoning; what was pressed stands in the buttons on the screen alone."""
    outcome = Outcome.ANSWER if any(isinstance(block, Card) for block in blocks) else Outcome.CHOOSE
    reply = Reply(outcome, blocks, state.intent, 1.0)
    return Response(reply, replace(state, offered=tuple(choice.id for choice in reply.choices), misses=0))


def _answered_whole(query: Query, chosen: Chosen, scene: Scene) -> Response:
    """The answer, with the one to the second need that the message names."""
    response = _answered(query, chosen, scene)
    if chosen.second is None or query.second is None:
        return response
    other = _answered(query.second, chosen.second, scene)
    if other.reply.services[:1] == response.reply.services[:1]:  # both lead to the same: said once
        return response
    return (both if query.both else beside)(chosen, response, other, scene)


def _answered(query: Query, chosen: Chosen, scene: Scene) -> Response:
    classified, found = query.classification, chosen.candidates
    if chosen.guide is not None:
        return guided(chosen.guide, found, query.state, scene, query)
    if found:
        return show(found, query.question, scene, confidence=classified.confidence, danger=query.meaning.danger)
    near = [offer for offer in chosen.offers if isinstance(offer, Candidate)]
    return unlisted(
        classified.intent,
        query.state,
        scene,
        named=query.question.named,
        near=near,
        confidence=classified.confidence,
    )


def _offered(offer: Offer) -> Choice:
    if isinstance(offer, Guide):
        return Choice(f"g:{offer.id}", offer.title)
    if isinstance(offer, Subject):
        return Choice(f"i:{offer.id}", offer.name)
    return Choice(f"e:{offer.entry.id}", offer.entry.title)


def _service(offer: Guide | Candidate, scene: Scene) -> ServiceRef:
    return guide_service(offer) if isinstance(offer, Guide) else cards_of(scene).service(offer)


def _asked_back(query: Query, offers: Sequence[Offer], scene: Scene) -> Response:
    said, shown = words.CHOOSE, offers
    if offers and isinstance(offers[0], Subject):
        # What is likeliest meant has no entry to open: all that there is to say of it is said at once.
        here = scene.regions.short(query.question.region)
        others = offers[1:]
        said = nothing_told(offers[0].name, here) + (f"\n{words.OTHERWISE}" if others else "")
        shown = others or offers
    choices = tuple(_offered(offer) for offer in shown)
    reply = Reply(
        Outcome.CHOOSE,
        (Text(said), Buttons(choices)),
        query.classification.intent,
        query.classification.confidence,
        tuple(_service(one, scene) for one in offers if not isinstance(one, Subject)),
    )
    return Response(reply, replace(query.state, offered=tuple(choice.id for choice in choices), misses=0))


def _not_understood(query: Query, offers: Sequence[Offer], scene: Scene) -> Response:
    """What is perhaps ours is said to be not understood, with the likeliest guesses; the second time, whom to call."""
    classified, after = query.classification, query.state.missed()
    if after.misses > 1:
        reply = Reply(Outcome.UNKNOWN, (Text(words.NOT_UNDERSTOOD_AGAIN),), classified.intent, classified.confidence)
        return Response(reply, after)
    choices = tuple(_offered(offer) for offer in offers)
    if not choices:
        reply = Reply(Outcome.UNKNOWN, (Text(words.NOT_UNDERSTOOD),), classified.intent, classified.confidence)
        return Response(reply, after)
    blocks = (Text(words.NOT_UNDERSTOOD_GUESSES), Buttons(choices))
    reply = Reply(Outcome.UNKNOWN, blocks, classified.intent, classified.confidence)
    return Response(reply, replace(after, offered=tuple(choice.id for choice in choices)))


def _declined(query: Query, scene: Scene) -> Response:
    after = query.state.missed()
    said = neighbour(query.text)
    if said is not None:
        reply = Reply(Outcome.UNKNOWN, (Text(said),), query.classification.intent, query.classification.confidence)
        return Response(reply, after)
    blocks: tuple[Block, ...] = (Text(words.NOT_OURS_THIRD),)
    if after.misses == 1:
        blocks = (Text(words.NOT_OURS),)
    elif after.misses == 2:
        shown = menu(scene.snapshot.filled_subjects)
        blocks = (Text(words.NOT_OURS_AGAIN), Buttons(shown))
        after = replace(after, offered=tuple(choice.id for choice in shown))
    return Response(Reply(Outcome.UNKNOWN, blocks, query.classification.intent, query.classification.confidence), after)


def _rejected(wrong: DialogueState, others: Sequence[Candidate], scene: Scene) -> Response:
    """A person says only that the answer was wrong: offer what else fitted, or ask for other words."""
    if not others:
        return Response(Reply(Outcome.UNKNOWN, (Text(words.CORRECTED_ASK),), wrong.intent), DialogueState())
    choices = tuple(Choice(f"e:{c.entry.id}", c.entry.title) for c in others)
    blocks = (Text(words.CORRECTED), Buttons(choices))
    reply = Reply(Outcome.CHOOSE, blocks, wrong.intent, REJECTED, cards_of(scene).services(others))
    return Response(reply, replace(wrong, offered=tuple(choice.id for choice in choices)))


def _contact(contact: UnionContact, lead: Sequence[Candidate], state: DialogueState, scene: Scene) -> Response:
    """How to reach the union itself, with the entry that the subject leads with where it holds here."""
    subject = scene.snapshot.subject_for(SubjectKey.REACHES_UNION)
    intent = subject.id if subject is not None else None
    block: Text | Card = Text(contact.value)
    services: tuple[ServiceRef, ...] = ()
    if lead:
        card = cards_of(scene).card(lead[0], whole_service(scene, None))
        block = Card(contact.value, (card.lead, card.lines[-1]), card.source)
        services = cards_of(scene).services(lead)
    reply = Reply(Outcome.ANSWER, (block,), intent, SURE, services)
    return Response(reply, DialogueState(intent=intent, shown=tuple(s.id for s in services), region=state.region))


def _more(found: Sequence[Candidate], state: DialogueState, scene: Scene) -> Response:
    """The next entry of the subject that was talked about."""
    if not found:
        reply = Reply(Outcome.ANSWER, (Text(words.NO_MORE),), state.intent, 1.0)
        return Response(reply, replace(state, offered=()))
    response = show(found, whole_service(scene, state.region), scene)
    shown = found[0].entry.id
    rest = [entry for entry in state.rest if entry in scene.snapshot.entries]
    return Response(response.reply, replace(response.state, shown=(shown, *state.shown), rest=tuple(rest[1:])))

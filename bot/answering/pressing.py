"""What a pressed button, or its number, asks for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering import words
from bot.answering.choosing import helping, whole_service
from bot.answering.menu import menu, subject_page
from bot.answering.scene import Scene
from bot.answering.showing import by_region, cards_of, show
from bot.answering.unlisted import unlisted
from bot.catalogue.choosing import Candidate
from bot.dialogue import DialogueState, Response
from bot.reply import Buttons, Choice, Outcome, Reply, Text

_PAGE = re.compile(r"[0-9]{1,4}")


def pressed(choice: str, found: Sequence[Candidate], state: DialogueState, scene: Scene) -> Response:
    """What a pressed button, or its number, asks for; ids of entries that are gone are said to be gone."""
    kind, _, target = choice.partition(":")
    if kind == "m":
        shown = menu(scene.snapshot.filled_subjects)
        reply = Reply(Outcome.SMALLTALK, (Text(words.CHOOSE_FROM_MENU), Buttons(shown)))
        return Response(reply, replace(state, offered=tuple(c.id for c in shown), misses=0))
    if kind == "i":
        return _subject(target, state, scene)
    if kind == "e" and found:
        return _entry_pressed(found, state, scene)
    if kind == "d" and found:
        return _details(found[0], state, scene)
    gone = _gone(state)
    return replace(gone, passage_of=target) if kind == "p" and target in scene.snapshot.entries else gone


def _gone(state: DialogueState) -> Response:
    return Response(Reply(Outcome.UNKNOWN, (Text(words.STALE_CHOICE),)), replace(state, offered=()))


def _entry_pressed(found: Sequence[Candidate], state: DialogueState, scene: Scene) -> Response:
    response = show(found, whole_service(scene, state.region), scene)
    if state.intent != response.state.intent:
        return response
    rest = tuple(entry for entry in state.rest if entry != found[0].entry.id)
    return Response(response.reply, replace(response.state, rest=rest))


def _details(candidate: Candidate, state: DialogueState, scene: Scene) -> Response:
    entry, cards = candidate.entry, cards_of(scene)
    card = cards.details(candidate, whole_service(scene, state.region))
    reply = Reply(Outcome.ANSWER, (card,), entry.intent, 1.0, cards.services([candidate]))
    return Response(reply, replace(state, intent=entry.intent, shown=(entry.id,), offered=(), misses=0))


def _subject(target: str, state: DialogueState, scene: Scene) -> Response:
    intent, _, page = target.partition(":")
    subject = scene.snapshot.subjects.get(intent)
    index = scene.snapshot.indexes.get(intent)
    if subject is None or not _PAGE.fullmatch(page or "1"):
        return _gone(state)
    guides = scene.snapshot.guides[intent].guides if intent in scene.snapshot.guides else ()
    if index is None and not guides:
        return unlisted(intent, state, scene, near=helping(intent, scene))
    entries = by_region(index, scene.here, scene.regions, scene.today) if index is not None else []
    items = [Choice(f"g:{guide.id}", guide.title) for guide in guides]
    items += [Choice(f"e:{entry.id}", entry.title) for entry in entries]
    blocks, choices = subject_page(subject, items, int(page or "1"))
    offered = tuple(choice.id for choice in choices)
    after = replace(state, intent=intent, shown=(), rest=(), offered=offered, misses=0)
    return Response(Reply(Outcome.CHOOSE, blocks, intent, 1.0), after)

"""Whoever is in danger: the numbers to dial, what to do until help comes, and only what helps in that danger."""

from collections.abc import Sequence

from bot.answering import danger_words as words
from bot.answering.choosing import whole_service
from bot.answering.emergencies import AFTER_HARM, HELPED_BY, of_trouble, said_first
from bot.answering.naming import ANSWER_FROM
from bot.answering.scene import Scene
from bot.answering.showing import cards_of
from bot.answering.understood import Query
from bot.catalogue.choosing import Candidate
from bot.dialogue import DialogueState, Response
from bot.reply import Block, Buttons, Choice, Outcome, Reply, Text
from data.catalogue.dangers import DangerKind
from data.catalogue.entries import Subject, SubjectKey


def safe_first(query: Query, kind: DangerKind, helping: Sequence[Candidate], scene: Scene) -> Response:
    """The response; `helping` is the service that helps in this danger here, none where there is none.

    What was talked about before is over. What was asked besides, or may help and may be gone, stands behind one button.
    """
    subject = _subject_of(query, kind, scene)
    blocks: list[Block] = [Text(said_first(kind, query.text), urgent=True)]
    sure = [found for found in helping if found.applies]
    blocks += [cards_of(scene).card(found, whole_service(scene, None)) for found in sure]
    leading = _of_use_later(query, kind, subject, scene)
    if leading is None and helping and not sure:
        leading = words.TALK_TOO, Choice(f"e:{helping[0].entry.id}", helping[0].entry.title)
    if leading is not None:
        blocks += [Text(leading[0]), Buttons((leading[1],))]
    reply = Reply(
        Outcome.ANSWER if subject is not None else Outcome.UNKNOWN,
        tuple(blocks),
        subject.id if subject is not None else query.classification.intent,
        query.classification.confidence,
        cards_of(scene).services(sure),
    )
    # What is told next (交警判他全责, 误工那几天谁给我) is about this harm, or about what helps (半夜也接待吗).
    law = kind in AFTER_HARM and subject is not None and subject.id in scene.snapshot.guides
    about = subject.id if subject is not None and (law or sure) else None
    offered = (leading[1].id,) if leading is not None else ()
    shown = tuple(found.entry.id for found in sure)
    return Response(reply, DialogueState(intent=about, shown=shown, region=query.state.region, offered=offered))


def _subject_of(query: Query, kind: DangerKind, scene: Scene) -> Subject | None:
    """The subject that helps in the danger, or after the harm."""
    snapshot, classified = scene.snapshot, query.classification
    if kind in HELPED_BY:
        return snapshot.subject_for(HELPED_BY[kind])
    if kind not in AFTER_HARM:
        return None
    if classified.confidence >= ANSWER_FROM and of_trouble(classified.intent, scene):
        return snapshot.subjects.get(classified.intent)
    return snapshot.subject_for(SubjectKey.LEGAL_HELP)


def _of_use_later(query: Query, kind: DangerKind, subject: Subject | None, scene: Scene) -> tuple[str, Choice] | None:
    """The words before the button, and the button: to what helps after harm, else to the subject that was asked for."""
    if kind in AFTER_HARM and subject is not None:
        return words.SAFE_FIRST, Choice(f"i:{subject.id}", subject.name)
    asked = scene.snapshot.subjects.get(query.classification.intent)
    if asked is None or query.classification.confidence < ANSWER_FROM:
        return None
    if not set(asked.keys).isdisjoint(HELPED_BY.values()):
        return None
    return words.ASKED_TOO, Choice(f"i:{asked.id}", asked.name)

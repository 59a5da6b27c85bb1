"""Which messages may be about something announced, judged by what was decided on them."""

from bot.announced.asking import AnnouncedRequest
from bot.answering.deciding import Answer, Decision, More, SafetyFirst
from bot.answering.said import Said
from bot.answering.understood import Blank, Courtesy, Press, Query, Rejection
from bot.catalogue.snapshot import Snapshot


def announced_request(decision: Decision, said: Said, snapshot: Snapshot) -> AnnouncedRequest | None:
    """What the announcements are asked; None for presses, courtesies and whoever is in danger.

    The catalogue answers only of a subject that it holds something of: what it has nothing on may have been announced.
    """
    if isinstance(decision, Press | Blank | Courtesy | Rejection | More | SafetyFirst) or said.location is not None:
        return None
    query: Query = decision.query
    if query.meaning.danger is not None or query.meaning.taught is not None:
        return None
    answers = isinstance(decision, Answer)
    held = snapshot.holds(query.classification.intent)
    return AnnouncedRequest(query.text, answers and held, answers and not held, said.quoted, said.person)

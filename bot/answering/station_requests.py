"""Which messages are for the directory of stations, judged by what was decided on them."""

from bot.answering.composing import REJECTED
from bot.answering.deciding import Answer, AskBack, Contact, Decision, More, SafetyFirst
from bot.answering.said import Said
from bot.answering.understood import Courtesy, Press, Rejection
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState
from bot.stations.asking import PREFIX
from bot.stations.questions import near_by, number_in
from bot.stations.requests import StationRequest
from bot.understanding.not_ours import not_ours
from data.catalogue.entries import SubjectKey

LONGEST_PLACE = 12
"""Characters of a text that is nothing but the name of a place."""


def station_request(decision: Decision, said: Said, state: DialogueState, snapshot: Snapshot) -> StationRequest | None:
    """What the directory is asked; None where the message is not for it."""
    if said.location is None and not _may_be_asked(decision, said):
        return None
    choice = decision.choice if isinstance(decision, Press) else None
    about = said.location is None and _about_stations(decision, snapshot)
    # A place or a number may stand alone; a longer text that is none of ours names neither.
    lone = _unknown(decision) and (near_by(said.text) or len(said.text) <= LONGEST_PLACE)
    if said.location is None and choice is None and not (about or state.stations or lone or number_in(said.raw)):
        return None
    sure = _confidence(decision)
    return StationRequest(said.text, said.raw, said.here, said.location, choice, said.person, about, sure)


def _may_be_asked(decision: Decision, said: Said) -> bool:
    match decision:
        case Press(choice):
            return choice.startswith(PREFIX)
        case Courtesy() | SafetyFirst():
            return False
        case Answer(query) if query.meaning.danger is not None:
            return False
    return bool(said.text) and not not_ours(said.text)


def _about_stations(decision: Decision, snapshot: Snapshot) -> bool:
    intent: str | None = None
    match decision:
        case Answer(query) | AskBack(query):
            intent = query.classification.intent
        case More(query):
            intent = query.state.intent
        case Rejection(wrong) if wrong.rest:
            intent = wrong.intent
    return snapshot.has_key(intent, SubjectKey.ABOUT_STATIONS)


def _confidence(decision: Decision) -> float:
    match decision:
        case Answer(query) | AskBack(query):
            return query.classification.confidence
        case Rejection():
            return REJECTED
    return 1.0


def _unknown(decision: Decision) -> bool:
    """Whether it would be answered with nothing of ours."""
    match decision:
        case Rejection(wrong):
            return not wrong.rest
    return not isinstance(decision, Answer | AskBack | Contact | More | Press | Courtesy)

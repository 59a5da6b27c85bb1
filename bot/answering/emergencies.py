"""What is said first to whoever is in danger, and what of ours may be of use when they are safe."""

from typing import Final

from bot.answering import danger_words as words
from bot.answering.first_aid import fitting
from bot.answering.scene import Scene
from data.catalogue.dangers import DangerKind
from data.catalogue.entries import SubjectKey

SAID_FIRST: Final = {
    DangerKind.SELF_HARM: words.SELF_HARM,
    DangerKind.THREAT: words.THREAT,
    DangerKind.VIOLENCE: words.VIOLENCE,
    DangerKind.CRASH: words.CRASH,
    DangerKind.FIRE: words.FIRE,
    DangerKind.FALL: words.HURT,
    DangerKind.INJURY: words.HURT,
    DangerKind.HEAT_STROKE: words.HURT,
    DangerKind.COLD_HUNGER: words.COLD_HUNGER,
    DangerKind.FRAUD_THEFT: words.FRAUD_THEFT,
}
"""The line with the numbers to dial."""

DONE_NEXT: Final = {
    DangerKind.SELF_HARM: words.SELF_HARM_NEXT,
    DangerKind.THREAT: words.THREAT_NEXT,
    DangerKind.VIOLENCE: words.VIOLENCE_NEXT,
    DangerKind.CRASH: words.CRASH_NEXT,
    DangerKind.FIRE: words.FIRE_NEXT,
    DangerKind.FALL: words.FALL_NEXT,
    DangerKind.INJURY: words.INJURY_NEXT,
    DangerKind.HEAT_STROKE: words.HEAT_STROKE_NEXT,
    DangerKind.COLD_HUNGER: words.COLD_HUNGER_NEXT,
    DangerKind.FRAUD_THEFT: words.FRAUD_THEFT_NEXT,
}
"""What to do until help comes."""

SAID_PERHAPS: Final = {
    DangerKind.SELF_HARM: words.PERHAPS_SELF_HARM,
    DangerKind.THREAT: words.PERHAPS_ATTACKED,
    DangerKind.VIOLENCE: words.PERHAPS_ATTACKED,
    DangerKind.CRASH: words.PERHAPS_CRASH,
    DangerKind.FIRE: words.PERHAPS_FIRE,
    DangerKind.FALL: words.PERHAPS_HURT,
    DangerKind.INJURY: words.PERHAPS_HURT,
    DangerKind.HEAT_STROKE: words.PERHAPS_HURT,
    DangerKind.COLD_HUNGER: words.PERHAPS_COLD,
    DangerKind.FRAUD_THEFT: words.PERHAPS_ROBBED,
}
"""The line beside the answer where somebody may be in danger."""

AFTER_HARM: Final = frozenset(
    {DangerKind.CRASH, DangerKind.VIOLENCE, DangerKind.FALL, DangerKind.INJURY, DangerKind.HEAT_STROKE}
)
"""After these what the union can do, or the law, may be of use at once."""

HELPED_BY: Final = {DangerKind.SELF_HARM: SubjectKey.COMFORT, DangerKind.COLD_HUNGER: SubjectKey.SHELTER}
"""The subject that helps in a danger, whatever else was said."""


def said_first(kind: DangerKind, normalized: str) -> str:
    """Two lines: the numbers to dial, and what to do until help comes in the harm that the message tells of."""
    aid = fitting(kind, normalized)
    if aid is None:
        return f"{SAID_FIRST[kind]}\n{DONE_NEXT[kind]}"
    return f"{aid.first or SAID_FIRST[kind]}\n{aid.next}"


def of_trouble(intent: str, scene: Scene) -> bool:
    """Whether a subject helps after harm: it has guides through the law, or legal help."""
    return intent in scene.snapshot.guides or scene.snapshot.has_key(intent, SubjectKey.LEGAL_HELP)

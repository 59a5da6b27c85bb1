"""The dangers that somebody may be in, here and now."""

from enum import StrEnum


class DangerKind(StrEnum):
    """What is happening; the value names the file of its phrases, `seeds/danger/<value>.yaml`."""

    SELF_HARM = "self_harm"
    THREAT = "threat"
    VIOLENCE = "violence"
    CRASH = "crash"
    FIRE = "fire"
    FALL = "fall"
    INJURY = "injury"
    HEAT_STROKE = "heat_stroke"
    COLD_HUNGER = "cold_hunger"
    FRAUD_THEFT = "fraud_theft"

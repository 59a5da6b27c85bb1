"""Whoever acts, as the audit names them."""

from data.people.audit import Actor
from handlers.telegram.message.turn import Turn


def actor(turn: Turn) -> Actor:
    """The person of this turn."""
    return Actor(turn.person, "telegram")

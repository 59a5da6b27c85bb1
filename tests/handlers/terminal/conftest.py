"""Assistants to talk to in the terminal: those that the house's own tests talk to."""

from tests.bot.conftest import assistant, regions

__all__ = ["assistant", "regions"]

"""Buttons of forms."""

from typing import Final

PREFIX: Final = "f:"
"""Begins the id of each button of a form; what follows is for the form, which reads it by its open step."""

"""Forms: dialogues of several steps, kept in the database so that a restart or another process goes on with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from data.people.forms import FormRows

LIFETIME: Final = 24 * 3600
"""Seconds after which a form that nobody went on with is forgotten."""

PURGE_EVERY: Final = 3600.0
"""Seconds between two deletions of those."""


@dataclass(frozen=True, slots=True)
class Form:
    """One open form: its name, the step that waits for an answer, and the answers so far (JSON values) by step."""

    name: str
    step: str
    answers: Mapping[str, Any] = field(default_factory=dict)

    def answered(self, step: str, **answers: Any) -> "Form":
        """The form at its next step, with more answers."""
        return replace(self, step=step, answers={**self.answers, **answers})


class Forms:
    """Open forms by conversation key; `clock` gives seconds since 1970."""

    def __init__(self, rows: FormRows, clock: Callable[[], float]) -> None:
        self._rows = rows
        self._clock = clock

    async def current(self, conversation: str) -> Form | None:
        """The form that is open in this conversation; None when none is."""
        found = await self._rows.of(conversation)
        return Form(*found) if found is not None else None

    async def keep(self, conversation: str, form: Form) -> None:
        """Opens the form or takes it on; another open one of this conversation gives way."""
        await self._rows.keep(conversation, form.name, form.step, dict(form.answers), int(self._clock()))

    async def close(self, conversation: str) -> None:
        """Forgets what is open."""
        await self._rows.drop(conversation)

    async def forget_old(self) -> None:
        """Forgets what nobody went on with for a day."""
        await self._rows.purge(int(self._clock()) - LIFETIME)

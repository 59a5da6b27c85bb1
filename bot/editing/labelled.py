"""Questions with their right answers: those that ship, and those that editors added."""

import re
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.regions import Regions
from bot.reply import Outcome, Reply
from data.catalogue.labelled import AddedQuestion


class WrongLabelledLine(ValueError):
    """A shipped labelled line has another shape; the text names file and line."""


class LabelledLine(BaseModel):
    """A question and what it is answered with.

    `intents` are the subjects that are right (none: it is no question of ours), `entry` the one entry that is right
    (None: any of the subject), `answer_any` figures of which the reply's text holds one. `region` is the asker's full
    path, None for the home region.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    intents: tuple[str, ...] = ()
    entry: str | None = None
    answer_any: tuple[str, ...] = ()
    region: str | None = None

    def is_answered_by(self, reply: Reply) -> bool:
        """Whether this is a right reply."""
        if not self.intents:
            return reply.outcome is not Outcome.ANSWER
        if reply.outcome is not Outcome.ANSWER or reply.intent not in self.intents:
            return False
        if self.entry is not None and (not reply.services or reply.services[0].id != self.entry):
            return False
        return not self.answer_any or any(_holds(reply.text, figure) for figure in self.answer_any)


def _holds(text: str, figure: str) -> bool:
    """Whether the figure stands in the text by itself: 12 is not in 12351."""
    return re.search(rf"(?<!\d){re.escape(figure)}(?!\d)", text) is not None


def shipped_lines(regions: Regions, folder: Traversable | Path | None = None) -> tuple[LabelledLine, ...]:
    """The lines of `seeds/labelled/*.jsonl`; a region written as a tail becomes its full path.

    Raises:
        WrongLabelledLine: a line has another shape or an unknown region.
    """
    folder = folder or files("seeds") / "labelled"
    found: list[LabelledLine] = []
    for file in sorted((one for one in folder.iterdir() if one.name.endswith(".jsonl")), key=lambda one: one.name):
        for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                line = LabelledLine.model_validate_json(text)
                region = regions.parse(line.region) if line.region else None
            except (ValidationError, ValueError) as error:
                raise WrongLabelledLine(f"{file.name}:{number}: {str(error).splitlines()[0]}") from None
            found.append(line.model_copy(update={"region": region}))
    return tuple(found)


def added_lines(questions: Iterable[AddedQuestion]) -> tuple[LabelledLine, ...]:
    """The questions that editors added, as lines."""
    return tuple(
        LabelledLine(text=q.text, intents=(q.intent,) if q.intent else (), entry=q.entry, region=q.region)
        for q in questions
    )

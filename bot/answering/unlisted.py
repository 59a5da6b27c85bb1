"""A subject of which no page tells anything: it is named, nothing is promised, and whom to call is said."""

from collections.abc import Sequence

from bot.answering import words
from bot.answering.scene import Scene
from bot.catalogue.choosing import Candidate
from bot.dialogue import DialogueState, Response
from bot.reply import Block, Buttons, Choice, Outcome, Reply, Text


def nothing_told(name: str, here: str, before: int = 0) -> str:
    """That nothing is known of the subject called `name` at `here`, told `before` times already; never twice alike."""
    patterns = words.NOTHING_THERE
    place = min(before, len(patterns) - 1) if before < len(patterns) else len(patterns) - 1 - before % 2
    return patterns[place].format(name=name, here=here)


def unlisted(
    intent: str,
    state: DialogueState,
    scene: Scene,
    *,
    named: str | None = None,
    near: Sequence[Candidate] = (),
    confidence: float = 1.0,
) -> Response:
    """The reply on a subject without entries and guides.

    `named` is the region (a full path) that was asked about; `near` is the service of another subject that serves.
    """
    subject = scene.snapshot.subjects.get(intent)
    name = subject.name if subject is not None else words.THIS_SUBJECT
    before = state.unknown if state.intent == intent and not state.shown else 0
    text = nothing_told(name, scene.regions.short(named or scene.here), before)
    choices = tuple(Choice(f"e:{one.entry.id}", one.entry.title) for one in near) if before == 0 else ()
    blocks: tuple[Block, ...] = (Text(text),)
    if choices:
        blocks = (Text(text), Text(words.PERHAPS_NEAR), Buttons(choices))
    after = DialogueState(
        intent=intent, region=named, offered=tuple(choice.id for choice in choices), unknown=before + 1
    )
    return Response(Reply(Outcome.ANSWER, blocks, intent, confidence), after)

"""A turn of Telegram as watchers see it: what was called within it, and nothing of the person."""

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from data.storage.engine import Database
from tests.handlers.telegram.conftest import Dialogue
from tests.kept_spans import kept_spans

RIDER = 1001


@pytest.fixture
def kept(database: Database) -> Iterator[InMemorySpanExporter]:
    with kept_spans(database) as kept:
        yield kept


async def test_the_answer_is_a_part_of_its_turn_which_tells_nothing_of_the_rider(
    kept: InMemorySpanExporter, dialogue: Dialogue
) -> None:
    await dialogue.say(RIDER, "驿站在哪")
    spans = kept.get_finished_spans()
    (turn,) = [span for span in spans if span.name == "turn"]
    (sent,) = [span for span in spans if span.name == "telegram sendMessage"]
    assert sent.parent == turn.get_span_context() is not None
    facts = dict(turn.attributes or {})
    assert (facts["channel"], facts["kind"], turn.parent) == ("tg", "message", None)
    told = {str(value) for span in spans for value in (span.name, *(span.attributes or {}).values())}
    assert not [value for value in told if "驿站" in value or str(RIDER) in value]

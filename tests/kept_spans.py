"""The spans that are made of what is done with a database and for those who use it, read by a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot.logs.tracing import traced_by
from data.storage.engine import Database


@contextmanager
def kept_spans(database: Database) -> Iterator[InMemorySpanExporter]:
    """Where they stand, in the order in which they ended; what is built meanwhile makes them too."""
    kept, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(kept))
    before, database.traced = database.traced, traced_by(provider.get_tracer("test"))
    try:
        yield kept
    finally:
        database.traced = before
        provider.shutdown()

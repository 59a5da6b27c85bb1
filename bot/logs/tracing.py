"""Traces for OpenTelemetry, where its own variables say to whom they go; without them nothing of it is imported."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bot.logs import words
from data.storage.spans import Facts, Traced, untraced

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

_RECEIVERS: Final = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_NAME: Final = "unionbot"


def receiver_set(environment: Mapping[str, str]) -> bool:
    """Whether the variables name a receiver of traces, and do not switch them off."""
    off = (
        environment.get("OTEL_SDK_DISABLED", "").lower() == "true" or environment.get("OTEL_TRACES_EXPORTER") == "none"
    )
    return not off and any(environment.get(name) for name in _RECEIVERS)


@contextmanager
def tracing(environment: Mapping[str, str], say: Callable[[str], None]) -> Iterator[Traced]:
    """What makes spans until the block ends; they are brought away by a thread of their own, and the last at the end.

    Where they are wanted and the extra `otel` is not installed, that is said, and there are none.
    """
    if not receiver_set(environment):
        yield untraced
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import SERVICE_NAME, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        say(words.TRACES_NOT_INSTALLED)
        yield untraced
        return
    resource = Resource.create({SERVICE_NAME: environment.get("OTEL_SERVICE_NAME") or _NAME})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    try:
        yield traced_by(provider.get_tracer(_NAME))
    finally:
        provider.shutdown()


def traced_by(tracer: "Tracer") -> Traced:
    """Makes spans of this tracer; of an error they tell the class alone, as its words may be a person's."""
    from opentelemetry.context import Context
    from opentelemetry.trace import Status, StatusCode

    @contextmanager
    def traced(name: str, facts: Facts, *, whole: bool = False) -> Iterator[None]:
        with tracer.start_as_current_span(
            name, Context() if whole else None, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            except BaseException as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise
            finally:
                span.set_attributes(facts)

    return traced

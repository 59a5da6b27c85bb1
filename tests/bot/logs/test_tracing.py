"""What watchers see of a turn: how long each part took, and nothing of the person."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.trace import StatusCode

from bot.logs import words
from bot.logs.tracing import receiver_set, tracing
from data.storage.engine import Database
from data.storage.spans import untraced
from tests.kept_spans import kept_spans

ROOT = Path(__file__).parents[3]


async def test_a_write_is_a_part_of_its_turn_and_an_error_is_told_by_its_class(database: Database) -> None:
    async def breaks() -> None:
        with database.traced("turn", {"channel": "tg"}, whole=True):
            async with database.write_rows():
                pass
            raise ValueError("a rider's secret")

    with kept_spans(database) as kept:
        with pytest.raises(ValueError, match="secret"):
            await breaks()
        write, turn = kept.get_finished_spans()
    assert (write.name, turn.name) == ("database write", "turn")
    assert write.parent == turn.get_span_context() is not None
    assert dict(write.attributes or {}) == {"db.system.name": database.url.get_backend_name(), "durable": False}
    assert (turn.status.status_code, turn.status.description) == (StatusCode.ERROR, "ValueError")
    assert "secret" not in turn.to_json()


async def test_spans_are_brought_to_where_the_variables_say(monkeypatch: pytest.MonkeyPatch) -> None:
    brought: list[ExportTraceServiceRequest] = []

    async def take(request: web.Request) -> web.Response:
        brought.append(ExportTraceServiceRequest.FromString(await request.read()))
        return web.Response()

    application = web.Application()
    application.router.add_post("/v1/traces", take)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{runner.addresses[0][1]}")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
    said: list[str] = []

    def work() -> None:
        with tracing(os.environ, said.append) as traced, traced("turn", {"channel": "web"}, whole=True):
            pass

    await asyncio.to_thread(work)
    await runner.cleanup()
    (resource,) = brought[0].resource_spans
    assert {one.key: one.value.string_value for one in resource.resource.attributes}["service.name"] == "unionbot"
    assert [span.name for scope in resource.scope_spans for span in scope.spans] == ["turn"]
    assert said == []


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://x"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_SDK_DISABLED": "true"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_TRACES_EXPORTER": "none"}, False),
        ({"OTEL_SERVICE_NAME": "x"}, False),
    ],
)
def test_there_are_traces_where_the_variables_want_them(environment: dict[str, str], wanted: bool) -> None:
    assert receiver_set(environment) is wanted


def test_what_is_wanted_and_not_installed_is_said_with_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    said: list[str] = []
    with tracing({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x"}, said.append) as traced:
        assert traced is untraced
    assert said == [words.TRACES_NOT_INSTALLED]


@pytest.mark.slow
def test_without_the_variables_nothing_of_it_is_imported() -> None:
    program = (
        "import sys; from bot.logs.tracing import tracing\n"
        "import bot.cli.serving\n"
        "with tracing({}, print) as traced, traced('turn', {}): pass\n"
        "print([name for name in sys.modules if name.startswith('opentelemetry')])"
    )
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"

"""The JSON API: the object of a batch line, limits, and what watchers read."""

import asyncio
import logging
import re
import socket
from collections.abc import AsyncIterator, MutableMapping
from dataclasses import replace
from typing import Any

import httpx
import orjson
import pytest

from bot.answering.assistant import Assistant
from bot.answering.memory import ProcessMemory
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.reply import Message, Reply
from bot.upkeep.doctor import Doctor
from bot.upkeep.jobs import Job
from bot.upkeep.totals import Watched
from data.storage.engine import Database
from handlers.terminal.batch import answers
from handlers.web.application import build_application
from handlers.web.bodies import MOST_BYTES
from handlers.web.desk import Desk
from handlers.web.gate import MOST_AT_ONCE
from handlers.web.watching import Watching
from tests.handlers.web.conftest import HOME, TODAY, Clock
from tests.kept_spans import kept_spans
from tests.written_log import written_log

QUESTIONS = [
    {"id": 1, "text": "工会驿站有多少个"},
    {"id": "二", "text": "青海的暖心早餐是什么", "session": "abc"},
    {"id": None, "text": "多少钱", "session": "abc"},
    {"id": {"any": [1]}, "text": "暖心早餐", "region": "西宁"},
    {"text": "今天股票会涨吗"},
    {"id": 6, "text": "你好"},
    {"id": 7, "text": "", "session": 5},
]


async def test_an_answer_is_exactly_that_of_a_batch_line(
    web: httpx.AsyncClient,
    shipped_snapshot: Snapshot,
    regions: Regions,
    database: Database,
    clock: Clock,
    unbroken: None,
) -> None:
    batch = Assistant(shipped_snapshot, regions, HOME, ProcessMemory(), database, clock, lambda: TODAY)
    expected = [line async for line in answers(map(orjson.dumps, QUESTIONS), batch, regions, HOME)]
    got = [(await web.post("/api/ask", json=question)).content for question in QUESTIONS]
    assert got == expected


@pytest.mark.parametrize(
    ("body", "answer_id"),
    [
        (b"", None),
        (b"{", None),
        (b"[1]", None),
        (b'{"text": 5, "id": 9}', 9),
        (b'{"text": "x", "region": "Atlantis", "id": 9}', 9),
        (b'{"text": "x", "session": true}', None),
        (b"\xff\xfe", None),
    ],
)
async def test_what_cannot_be_read_is_said_with_its_id(
    web: httpx.AsyncClient, body: bytes, answer_id: int | None
) -> None:
    answer = await web.post("/api/ask", content=body)
    assert answer.status_code == 400
    said = answer.json()
    assert (said["id"], said["outcome"]) == (answer_id, "error")
    assert said["error"]


async def test_a_session_of_the_api_is_none_of_the_page(web: httpx.AsyncClient) -> None:
    await web.post("/", data={"text": "青海的暖心早餐是什么"})
    answer = await web.post("/api/ask", json={"text": "多少钱", "session": web.cookies["session"]})
    assert "暖心早餐" not in answer.json()["reply"]


async def test_too_large_a_body_is_refused_announced_or_not(web: httpx.AsyncClient) -> None:
    async def in_parts() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 1024 + 1):
            yield b" " * 1024

    for path in ("/", "/api/ask"):
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        for content in (b" " * (MOST_BYTES + 1), in_parts()):
            assert (await web.post(path, content=content, headers=kind)).status_code == 413


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"text": "x"}', "application/json"),
        (b"text=%FF%FE", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"&".join(b"a=1" for _ in range(100)), "application/x-www-form-urlencoded"),
        (b"--x--", "multipart/form-data; boundary=x"),
    ],
)
async def test_a_form_that_is_none_is_refused_calmly(web: httpx.AsyncClient, content: bytes, kind: str) -> None:
    page = await web.post("/", content=content, headers={"Content-Type": kind})
    assert page.status_code in (200, 400)
    assert "工会服务助手" in page.text


async def test_other_methods_are_refused(web: httpx.AsyncClient) -> None:
    assert (await web.get("/api/ask")).status_code == 405
    assert (await web.delete("/")).status_code == 405


async def test_watchers_learn_that_all_is_well_and_how_much_is_done(web: httpx.AsyncClient) -> None:
    await web.post("/api/ask", json={"text": "工会驿站有多少个"})
    await web.get("/services/station", params={"region": "赛罕区"})
    health = await web.get("/healthz")
    assert health.status_code == 200
    parts = health.json().pop("parts")
    assert {**health.json(), "parts": None} == {"status": "ok", "revision": 1, "jobs": {}, "parts": None}
    assert (parts["database"], parts["model"], parts["backup"]) == (
        {"ok": True},
        {"ok": True, "revision": 1},
        {"age": None},
    )
    assert parts["disk"]["free"] > 0
    totals = (await web.get("/metrics")).text
    assert 'unionbot_web_requests_total{route="api.ask",status="200"} 1.0' in totals
    assert 'unionbot_web_requests_total{route="services.subject",status="200"} 1.0' in totals
    assert 'unionbot_web_replies_total{outcome="answer"} 1.0' in totals
    for person in ("127.0.0.1", "驿站", "赛罕"):
        assert person not in totals


async def test_watchers_learn_how_each_job_stands(
    web: httpx.AsyncClient, desk: Desk, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    started, failed = asyncio.Event(), asyncio.Event()

    async def fine() -> None:
        started.set()

    async def broken() -> None:
        failed.set()
        raise OSError

    now = clock()
    async with desk.keeper.keeping(Job("talks", "", 3600, fine), Job("forms", "", 3600, broken, again_after=60)):
        await started.wait()
        await failed.wait()
        clock.now += 17
        health = await web.get("/healthz")
        totals = (await web.get("/metrics")).text
    assert (health.status_code, health.json()["jobs"]) == (
        200,
        {
            "talks": {"last_success": now, "age": 17, "failures": 0},
            "forms": {"last_success": None, "age": 17, "failures": 1},
        },
    )
    assert now == 1.8e9
    assert 'unionbot_job_last_success_timestamp_seconds{job="talks"} 1.8e+09' in totals
    assert 'last_success_timestamp_seconds{job="forms"}' not in totals
    assert 'unionbot_job_age_seconds{job="forms"} 17.0' in totals
    assert 'unionbot_job_failures{job="forms"} 1.0' in totals
    caplog.clear()


async def test_watchers_learn_what_a_channel_did_and_when_it_last_heard_of_its_server(
    web: httpx.AsyncClient, watched: Watched, clock: Clock
) -> None:
    telegram = watched.totals("tg")
    assert (await web.get("/healthz")).json()["parts"]["tg"] == {
        "ok": False,
        "last_success": None,
        "last_update": None,
        "waiting": 0,
    }
    for seconds in (0.02, 0.02, 3.0, 100.0):
        telegram.arrived("message")
        telegram.done(seconds)
    telegram.arrived("callback_query")
    telegram.answers["answer"] += 2
    telegram.refused += 1
    clock.now += 10
    telegram.heard()
    clock.now += 7
    parts = (await web.get("/healthz")).json()["parts"]
    assert parts["tg"] == {"ok": True, "last_success": 7, "last_update": 17, "waiting": 1}
    clock.now += 300
    assert not (await web.get("/healthz")).json()["parts"]["tg"]["ok"]
    totals = (await web.get("/metrics")).text.splitlines()
    for line in (
        'unionbot_updates_total{channel="tg",kind="message"} 4.0',
        'unionbot_answers_total{channel="tg",outcome="answer"} 2.0',
        'unionbot_refused_calls_total{channel="tg"} 1.0',
        'unionbot_update_seconds_bucket{channel="tg",le="0.01"} 0.0',
        'unionbot_update_seconds_bucket{channel="tg",le="0.025"} 2.0',
        'unionbot_update_seconds_bucket{channel="tg",le="5.0"} 3.0',
        'unionbot_update_seconds_bucket{channel="tg",le="+Inf"} 4.0',
        'unionbot_update_seconds_count{channel="tg"} 4.0',
        'unionbot_updates_waiting{channel="tg"} 1.0',
        'unionbot_last_success_timestamp_seconds{channel="tg"} 1.80000001e+09',
    ):
        assert line in totals


async def test_watchers_learn_how_announcements_and_cases_stand(
    web: httpx.AsyncClient, database: Database, doctor: Doctor
) -> None:
    made = await doctor.backups.make() if database.is_sqlite else None
    totals = (await web.get("/metrics")).text
    assert "unionbot_disk_free_bytes" in totals
    assert ("unionbot_backup_age_seconds 0.0" in totals) == (made is not None)
    assert "# TYPE unionbot_deliveries gauge" in totals
    assert "# TYPE unionbot_cases gauge" in totals


async def test_a_process_that_answers_lives_whatever_its_database_does(
    desk: Desk, doctor: Doctor, watched: Watched, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as once:
        gone = Database(f"postgresql://me@127.0.0.1:{once.getsockname()[1]}/gone")
    application = build_application(replace(desk, watching=Watching(gone, doctor, watched)), clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://x") as web:
        assert (await web.get("/healthz?live")).status_code == 200
        assert (await web.get("/healthz?ready")).status_code == 503
        assert "unionbot_cases" not in (await web.get("/metrics")).text
    await gone.close()
    caplog.clear()


async def test_a_database_that_is_gone_is_told_to_watchers(
    desk: Desk, doctor: Doctor, watched: Watched, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as once:
        gone = Database(f"postgresql://me@127.0.0.1:{once.getsockname()[1]}/gone")
    application = build_application(replace(desk, watching=Watching(gone, doctor, watched)), clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://x") as web:
        assert (await web.get("/healthz")).status_code == 503
    await gone.close()
    assert "the database is out of reach" in caplog.text


class _Breaks:
    """An assistant that fails, or that answers when it is let."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.error: Exception | None = None
        self.let = asyncio.Event()
        self.all_here = asyncio.Barrier(MOST_AT_ONCE + 1)

    def in_danger(self, text: str) -> Reply | None:
        """Hears none."""
        return None

    async def reply(self, message: Message) -> Reply:
        if self.error is not None:
            raise self.error
        await self.all_here.wait()
        await self.let.wait()
        raise RuntimeError("let go")


async def test_a_broken_reply_is_an_apology_and_a_line_without_the_question(
    desk: Desk, clock: Clock, shipped_snapshot: Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    broken = _Breaks(shipped_snapshot)
    broken.error = RuntimeError("broken by 我的秘密")
    application = build_application(replace(desk, assistant=broken), clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://x") as web:
        page = await web.post("/", data={"text": "我的秘密"})
        answer = await web.post("/api/ask", json={"text": "我的秘密"})
    assert (page.status_code, answer.status_code) == (500, 500)
    assert "抱歉" in page.text
    assert "抱歉" in answer.json()["error"]
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(said) == 2
    assert all(line.startswith("RuntimeError in ask #") for line in said)
    assert "秘密" not in caplog.text


async def test_a_request_has_an_id_in_the_log_and_in_its_answer(
    desk: Desk, clock: Clock, shipped_snapshot: Snapshot
) -> None:
    broken = _Breaks(shipped_snapshot)
    broken.error = RuntimeError("broken")
    application = build_application(replace(desk, assistant=broken), clock)
    theirs = "4bf92f3577b34da6a3ce929d0e0e4736"
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as web:
        with written_log(as_json=True) as stream:
            broken_answer = await web.post("/api/ask", json={"text": "x"})
        taken_over = await web.get("/robots.txt", headers={"X-Request-Id": theirs})
        not_taken = await web.get("/nothing", headers={"X-Request-Id": "13812345678"})
    (line,) = map(orjson.loads, stream.getvalue().splitlines())
    assert line["turn"] == broken_answer.headers["x-request-id"]
    assert taken_over.headers["x-request-id"] == theirs
    assert len({line["turn"], not_taken.headers["x-request-id"]}) == 2
    assert re.fullmatch("[0-9a-f]{8}", not_taken.headers["x-request-id"])


async def test_a_request_is_a_span_by_its_route_and_tells_no_question(desk: Desk, clock: Clock) -> None:
    with kept_spans(desk.database) as kept:
        transport = httpx.ASGITransport(build_application(desk, clock))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as web:
            answer = await web.get("/", params={"q": "驿站在哪"})
        (turn,) = [span for span in kept.get_finished_spans() if span.name == "turn"]
    assert dict(turn.attributes or {}) == {
        "channel": "web",
        "turn": answer.headers["x-request-id"],
        "route": "chat.chat",
        "http.response.status_code": 200,
    }


async def test_only_so_many_questions_are_worked_on_at_once_and_watchers_still_get_in(
    desk: Desk, clock: Clock, shipped_snapshot: Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    waiting = _Breaks(shipped_snapshot)
    application = build_application(replace(desk, assistant=waiting), clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://x") as web:
        asked = [asyncio.create_task(web.post("/api/ask", json={"text": "x"})) for _ in range(MOST_AT_ONCE)]
        await waiting.all_here.wait()
        refused = await web.get("/", params={"q": "x"})
        health = await web.get("/healthz")
        waiting.let.set()
        await asyncio.gather(*asked)
    assert (refused.status_code, refused.headers["retry-after"], health.status_code) == (503, "3", 200)
    assert "人多" in refused.text
    caplog.clear()


def named(*hosts: str) -> list[tuple[str, str]]:
    return [("Host", host) for host in hosts]


@pytest.mark.parametrize(
    ("headers", "public", "status"),
    [
        (named("127.0.0.1:8080"), "", 200),
        (named("[::1]:8080"), "", 200),
        (named("localhost"), "", 200),
        (named("gonghui.local"), "", 200),
        (named("evil.example"), "", 400),
        (named("gonghui.example"), "https://gonghui.example", 200),
        (named("GongHui.example:443"), "https://gonghui.example", 200),
        (named("10.2.3.4:8080"), "https://gonghui.example", 200),
        (named("evil.example"), "https://gonghui.example", 400),
        (named("gonghui.example.evil.example"), "https://gonghui.example", 400),
        (named("gonghui.example", "evil.example"), "https://gonghui.example", 400),
        (named("gonghui.example", "gonghui.example"), "https://gonghui.example", 400),
        (named(), "", 400),
        (named(""), "", 400),
        (named("[::1"), "", 400),
    ],
)
async def test_a_request_names_one_host_and_it_is_ours(
    desk: Desk, clock: Clock, headers: list[tuple[str, str]], public: str, status: int
) -> None:
    application = build_application(replace(desk, public_url=public), clock)
    told: list[int] = []
    scope: dict[str, object] = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/about",
        "raw_path": b"/about",
        "root_path": "",
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 5),
    }

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            told.append(message["status"])

    await application(scope, receive, send)
    assert told == [status]


async def test_over_https_the_cookie_is_bound_to_our_host(desk: Desk, clock: Clock) -> None:
    application = build_application(replace(desk, public_url="https://gonghui.example"), clock)
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url="https://gonghui.example") as web:
        first = await web.post("/", data={"text": "工会驿站有多少个"})
        again = await web.post("/", data={"text": "多少钱"})
    (kept,) = first.headers.get_list("set-cookie")
    assert kept.startswith("__Host-session=")
    assert "; Path=/;" in kept
    assert "Secure" in kept
    assert "domain" not in kept.lower()
    assert again.headers["set-cookie"].split(";")[0] == kept.split(";")[0]

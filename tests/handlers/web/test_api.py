"""The JSON API: the object of a batch line, limits, and what watchers read."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import orjson
import pytest

from bot.assistant import Assistant
from bot.batch import answers
from bot.catalogue import Snapshot
from bot.conversation import ProcessMemory
from bot.regions import Regions
from bot.reply import Message, Reply
from data.engine import Database
from handlers.web.application import build_application
from handlers.web.bodies import MOST_BYTES
from handlers.web.desk import Desk
from handlers.web.gate import MOST_AT_ONCE
from tests.handlers.web.conftest import HOME, TODAY, Clock

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
    assert (health.status_code, health.json()) == (200, {"status": "ok", "revision": 1})
    totals = (await web.get("/metrics")).text
    assert 'unionbot_web_requests_total{route="api.ask",status="200"} 1.0' in totals
    assert 'unionbot_web_requests_total{route="services.subject",status="200"} 1.0' in totals
    assert 'unionbot_web_replies_total{outcome="answer"} 1.0' in totals
    for person in ("127.0.0.1", "驿站", "赛罕"):
        assert person not in totals


async def test_a_database_that_is_gone_is_told_to_watchers(
    desk: Desk, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as once:
        gone = Database(f"postgresql://me@127.0.0.1:{once.getsockname()[1]}/gone")
    application = build_application(replace(desk, database=gone), clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://x") as web:
        assert (await web.get("/healthz")).status_code == 503
    await gone.close()
    assert [record.getMessage() for record in caplog.records if "healthz" in record.getMessage()]


class _Breaks:
    """An assistant that fails, or that answers when it is let."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.error: Exception | None = None
        self.let = asyncio.Event()
        self.all_here = asyncio.Barrier(MOST_AT_ONCE + 1)

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
    assert "秘密" not in caplog.text + page.text


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

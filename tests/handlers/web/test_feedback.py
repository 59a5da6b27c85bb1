"""Thumbs below an answer of the page, and questions that the union is to see: once each, for one session, of nobody."""

import re
from html import unescape

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.learning import words as wording
from bot.learning.noting import MOST_TOLD_A_DAY, VOTED_FOR, Learning, Told
from data.learning.day_counts import HELPFUL, UNHELPFUL
from data.learning.misses import KEPT_TOLD
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.tables import DayAsker, DayCount, Miss, PageVote, table_of
from handlers.web import words as web_wording
from handlers.web.feedback import _seal
from handlers.web.limits import Allowance
from tests.handlers.web.conftest import Clock
from tests.handlers.web.test_chat import STATIONS, choices, words

pytestmark = pytest.mark.usefixtures("unbroken")
OWN = "x" * 22
NOT_OURS = "汽车怎么年检"
PRIVATE = "我电话13812345678汽车怎么年检"


def fields(response: httpx.Response) -> dict[str, str]:
    """What the browser sends along with a press; empty where nothing can be pressed."""
    form = re.search(r'<form class="feedback.*?</form>', response.text, re.DOTALL)
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]) if form else []
    return {name: unescape(value) for name, value in found}


def presses(response: httpx.Response) -> list[str]:
    return re.findall(r'name="press" value="(.)"', response.text)


async def press(web: httpx.AsyncClient, answer: dict[str, str], value: str) -> httpx.Response:
    response = await web.post("/feedback", data={**answer, "press": value})
    assert response.status_code == 200
    return response


async def counts(database: Database) -> dict[tuple[str, str], int]:
    table = table_of(DayCount)
    query = select(table.c.intent, table.c.kind, table.c["count"]).where(table.c.kind.in_((HELPFUL, UNHELPFUL)))
    async with database.engine.connect() as connection:
        return {(intent, kind): count for intent, kind, count in await connection.execute(query) if count}


async def rows(database: Database, model: type[PageVote | Miss | DayAsker]) -> list[tuple[object, ...]]:
    async with database.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(select(table_of(model)))]


async def test_a_thumb_counts_once_changes_and_is_taken_back(web: httpx.AsyncClient, database: Database) -> None:
    answer = fields(await web.post("/", data={"text": STATIONS}))
    said = [words(await press(web, answer, value)) for value in "+--+"]
    for text, page in zip(
        (wording.VOTED, wording.OFFER_TELL, wording.VOTE_WITHDRAWN, wording.VOTED), said, strict=True
    ):
        assert text in page
    assert await counts(database) == {("station", HELPFUL): 1}


async def test_two_answers_are_two_votes_and_so_are_two_people(web: httpx.AsyncClient, database: Database) -> None:
    for _ in range(2):
        for _ in range(2):
            await press(web, fields(await web.post("/", data={"text": STATIONS})), "-")
        web.cookies.clear()
    assert await counts(database) == {("station", UNHELPFUL): 4}
    assert len({row[0] for row in await rows(database, PageVote)}) == 4


async def test_a_script_gets_a_part_of_a_page(web: httpx.AsyncClient) -> None:
    answer = fields(await web.post("/", data={"text": STATIONS}))
    part = await web.post("/feedback", data={**answer, "press": "+"}, headers={"X-Fragment": "1"})
    assert f"<p>{wording.VOTED}</p>" in part.text
    assert part.headers["cache-control"] == "no-store"


async def test_a_pressed_choice_can_be_voted_on_and_brings_no_question(web: httpx.AsyncClient) -> None:
    await web.post("/", data={"text": STATIONS})
    listed = choices(await web.post("/", data={"choice": "i:legal_aid"}))
    shown = await web.post("/", data={"choice": next(iter(listed.values()))})
    assert presses(shown) == ["+", "-"]
    assert fields(shown)["question"] == ""
    assert presses(await press(web, fields(shown), "-")) == []


@pytest.mark.parametrize("field", ["answer", "question", "seal"])
async def test_what_is_not_ours_counts_for_nothing(web: httpx.AsyncClient, database: Database, field: str) -> None:
    answer = fields(await web.post("/", data={"text": STATIONS}))
    for wrong in ("", "0" + answer[field], answer[field][:-1], "\x00", "é"):
        assert web_wording.VOTE_TOO_LATE in words(await press(web, {**answer, field: wrong}, "+"))
    await web.post("/", data={"text": STATIONS})
    assert await counts(database) == {}


async def test_nobody_votes_for_another(web: httpx.AsyncClient, database: Database) -> None:
    answer = fields(await web.post("/", data={"text": STATIONS}))
    for session in ("", "x" * 22):
        web.cookies.clear()
        if session:
            web.cookies.set("session", session)
        assert web_wording.VOTE_TOO_LATE in words(await press(web, answer, "-"))
    assert await counts(database) == {}


async def test_after_half_an_hour_it_is_too_late_and_nothing_is_left_but_the_count(
    web: httpx.AsyncClient, database: Database, learning: Learning, clock: Clock
) -> None:
    first = fields(await web.post("/", data={"text": STATIONS}))
    await press(web, first, "+")
    clock.now += VOTED_FOR
    await web.post("/", data={"text": STATIONS})  # the session goes on
    await press(web, first, "-")
    clock.now += 1
    assert web_wording.VOTE_TOO_LATE in words(await press(web, first, "+"))
    await learning.tidy()
    assert await rows(database, PageVote) == []
    assert await counts(database) == {("station", UNHELPFUL): 1}


async def test_an_unanswered_question_is_kept_only_when_its_asker_wants_it(
    web: httpx.AsyncClient, database: Database, commits: GroupCommit
) -> None:
    page = await web.post("/", data={"text": NOT_OURS})
    await commits.drain()
    assert presses(page) == ["t"]
    assert await rows(database, Miss) == []
    assert await rows(database, DayAsker) == []
    assert wording.TOLD in words(await press(web, fields(page), "t"))
    ((_, question, *_),) = await rows(database, Miss)
    assert question == NOT_OURS
    assert await rows(database, PageVote) == []


async def test_who_found_no_help_may_tell_the_union(web: httpx.AsyncClient, database: Database) -> None:
    offer = await press(web, fields(await web.post("/", data={"text": STATIONS})), "-")
    assert presses(offer) == ["t"]
    assert wording.TOLD in words(await press(web, fields(offer), "t"))
    assert [row[1] for row in await rows(database, Miss)] == [STATIONS]


async def test_what_leads_to_somebody_is_not_even_offered(web: httpx.AsyncClient) -> None:
    assert presses(await web.post("/", data={"text": PRIVATE})) == []


@pytest.mark.parametrize(
    "question", ["\x00", "", " ", "问" + " " * 200 + "问", "车检" * 21, "问 -" * 1000, "问@某人", "ﷺ" * 40]
)
async def test_what_comes_under_our_seal_is_judged_as_what_is_asked(
    web: httpx.AsyncClient, learning: Learning, database: Database, question: str
) -> None:
    assert wording.TOLD_TOO_LATE in words(await press(web, await sealed(web, learning, question), "t"))
    assert await rows(database, Miss) == []


async def sealed(web: httpx.AsyncClient, learning: Learning, question: str) -> dict[str, str]:
    """What only the server can make: a seal for a question of a session."""
    web.cookies.set("session", OWN)
    key = await learning.key_of_today("seals")
    assert key is not None
    return {"answer": "1.x.", "question": question, "seal": _seal(key, OWN, "1.x.", question)}


async def test_what_comes_under_our_seal_is_kept_normalised(
    web: httpx.AsyncClient, learning: Learning, database: Database
) -> None:
    await press(web, await sealed(web, learning, "汽車\x00怎么年检？"), "t")
    assert [row[1] for row in await rows(database, Miss)] == ["汽车 怎么年检"]


@pytest.mark.parametrize("key", [OWN.encode(), b"", b"\x00" * 32])
async def test_a_question_that_was_not_asked_here_cannot_be_brought(
    web: httpx.AsyncClient, database: Database, key: bytes
) -> None:
    web.cookies.set("session", OWN)
    invented = {"answer": "1.x.", "question": NOT_OURS, "seal": _seal(key, OWN, "1.x.", NOT_OURS)}
    assert wording.TOLD_TOO_LATE in words(await press(web, invented, "t"))
    assert await rows(database, Miss) == []


async def test_a_seal_ends_with_its_day(web: httpx.AsyncClient, learning: Learning, clock: Clock) -> None:
    page = await web.post("/", data={"text": NOT_OURS})
    clock.now += 24 * 3600
    await learning.tidy()
    assert wording.TOLD_TOO_LATE in words(await press(web, fields(page), "t"))


async def test_one_address_brings_no_flood_before_the_staff(
    web: httpx.AsyncClient, learning: Learning, database: Database, clock: Clock
) -> None:
    said = []
    for letter in "一二三四五六七八九十百千万甲乙丙丁戊己庚辛":
        clock.now += 10
        said.append(words(await press(web, await sealed(web, learning, f"汽车怎么年检第{letter}种"), "t")))
    assert [web_wording.TOLD_ENOUGH in page for page in said] == [False] * 20 + [True]
    assert len(await rows(database, Miss)) == 20


async def test_all_together_bring_no_flood_and_what_nobody_else_asks_is_deleted(
    learning: Learning, database: Database, clock: Clock
) -> None:
    letters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    brought = [await learning.tell_words(f"{one}{two}怎么年检") for one in letters for two in letters]
    assert brought.count(Told.DONE) == len(await rows(database, Miss)) == MOST_TOLD_A_DAY
    clock.now += KEPT_TOLD + 1
    await learning.tidy()
    assert await rows(database, Miss) == []


@pytest.mark.parametrize("value", ["", "x", "++", "\x00"])
async def test_a_press_that_there_is_not_gets_words(web: httpx.AsyncClient, value: str) -> None:
    answer = fields(await web.post("/", data={"text": STATIONS}))
    response = await web.post("/feedback", data={**answer, "press": value})
    assert response.status_code == 400
    assert web_wording.WRONG in words(response)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({name: st.text(max_size=40) for name in ("press", "answer", "question", "seal")}))
async def test_no_form_breaks_it(web: httpx.AsyncClient, form: dict[str, str]) -> None:
    assert (await web.post("/feedback", data=form)).status_code in (200, 400)


class TestLimited:
    @pytest.fixture
    def allowance(self) -> Allowance:
        return Allowance(session_a_minute=2)

    async def test_presses_are_limited_as_questions_are(self, web: httpx.AsyncClient) -> None:
        answer = fields(await web.post("/", data={"text": STATIONS}))
        await press(web, answer, "+")
        assert (await web.post("/feedback", data={**answer, "press": "+"})).status_code == 429

"""Asking without a script: a form that posts, a page that answers."""

import re
from html import unescape

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bot.answering.memory import LIFETIME
from bot.reply import Buttons, Card, Choice, Outcome, Reply, Text
from data.storage.engine import Database
from data.tables import Conversation
from handlers.web import words as wording
from handlers.web.limits import Allowance
from handlers.web.show import dialled, shown
from tests.handlers.web.conftest import Clock

pytestmark = pytest.mark.usefixtures("unbroken")
STATIONS = "工会驿站有多少个"


def words(response: httpx.Response) -> str:
    """What a person reads on a page, without the tags."""
    return unescape(re.sub(r"<[^>]+>", "", response.text))


def choices(response: httpx.Response) -> dict[str, str]:
    """The buttons under an answer: label and id."""
    found = re.findall(r'name="choice" value="([^"]*)"[^>]*>([^<]*)<', response.text)
    return {unescape(label): value for value, label in found}


async def test_an_answer_stands_on_the_page_with_its_source(web: httpx.AsyncClient) -> None:
    page = await web.post("/", data={"text": STATIONS})
    assert page.status_code == 200
    assert STATIONS in words(page)
    assert "工会驿站：3012个（2025年）" in words(page)
    assert "来源：《凝聚职工力量" in words(page)
    assert 'href="/service/neimenggu-stations"' in page.text


async def test_a_follow_up_is_understood_until_the_conversation_is_over(web: httpx.AsyncClient, clock: Clock) -> None:
    await web.post("/", data={"text": "青海的暖心早餐是什么"})
    follow_up = await web.post("/", data={"text": "多少钱"})
    assert "暖心早餐" in words(follow_up)
    clock.now += LIFETIME + 1
    later = await web.post("/", data={"text": "多少钱"})
    assert "暖心早餐" not in words(later)


async def test_two_sessions_have_two_conversations(web: httpx.AsyncClient) -> None:
    await web.post("/", data={"text": "青海的暖心早餐是什么"})
    web.cookies.clear()
    assert "暖心早餐" not in words(await web.post("/", data={"text": "多少钱"}))


async def test_a_button_does_what_it_says(web: httpx.AsyncClient) -> None:
    first = choices(await web.get("/"))
    offered = choices(await web.post("/", data={"choice": first["全部服务"]}))
    assert offered["职工医疗互助"] == "i:medical_mutual_aid"
    page = await web.post("/", data={"choice": offered["职工医疗互助"]})
    assert "e:neimenggu-medical-mutual-aid" in choices(page).values()


@pytest.mark.parametrize("question", wording.COMMON_TROUBLES)
async def test_what_is_often_asked_is_answered_at_one_touch(web: httpx.AsyncClient, question: str) -> None:
    page = await web.post("/", data={"say": question, "text": ""})
    assert "来源：" in words(page)


async def test_a_button_that_is_no_longer_there_says_so(web: httpx.AsyncClient) -> None:
    page = await web.post("/", data={"choice": "e:gone-long-ago" + "x" * 100})
    assert "已经没有了" in words(page)


async def test_the_region_chosen_decides(web: httpx.AsyncClient) -> None:
    there = await web.post("/", data={"text": "暖心早餐", "region": "青海省西宁市"})
    assert "没有查到" not in words(there)
    here = await web.post("/", data={"text": "暖心早餐", "region": "no region at all"})
    assert "呼和浩特市没有查到" in words(here)


async def test_a_question_in_the_address_is_answered_and_passed_on_to_nobody(web: httpx.AsyncClient) -> None:
    page = await web.get("/", params={"q": STATIONS})
    assert "3012个" in words(page)
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert "3012" not in words(await web.get("/"))


async def test_a_script_gets_the_answer_alone(web: httpx.AsyncClient) -> None:
    part = await web.post("/", data={"text": STATIONS}, headers={"X-Fragment": "1"})
    assert part.text.startswith('<article class="turn">')
    assert "<html" not in part.text
    assert "3012个" in words(part)


async def test_the_one_cookie_is_random_short_lived_and_closed_to_scripts(web: httpx.AsyncClient) -> None:
    assert "set-cookie" not in (await web.get("/")).headers
    page = await web.post("/", data={"text": STATIONS})
    name_and_value, *attributes = page.headers["set-cookie"].split("; ")
    assert name_and_value == f"session={2:022}"
    assert set(attributes) == {"HttpOnly", "Max-Age=1800", "Path=/", "SameSite=lax"}
    again = await web.post("/", data={"text": STATIONS})
    assert again.headers["set-cookie"].startswith(f"session={2:022};")


async def test_over_https_the_cookie_is_kept_to_it(web: httpx.AsyncClient) -> None:
    page = await web.post("https://127.0.0.1/", data={"text": STATIONS})
    assert "Secure" in page.headers["set-cookie"].split("; ")


async def test_a_session_that_is_none_of_ours_is_not_taken_up(web: httpx.AsyncClient) -> None:
    for given_id in ("short", "x" * 5000, "a b c d e f g h i j k "):
        page = await web.post("/", data={"text": STATIONS}, headers={"Cookie": f"session={given_id}"})
        assert given_id not in page.headers["set-cookie"]


async def test_the_table_holds_no_session_that_could_be_taken_over(web: httpx.AsyncClient, database: Database) -> None:
    await web.post("/", data={"text": STATIONS})
    async with database.read() as session:
        rows = (await session.exec(select(Conversation))).all()
    assert len(rows) == 1
    assert f"{1:022}" not in rows[0].key
    assert STATIONS not in rows[0].state


@pytest.mark.parametrize("text", ["", "   ", "？！", "\x00", "驿" * 500, "🙂" * 200, "<b>", "a" * 499 + "\n"])
async def test_whatever_is_typed_gets_a_page(web: httpx.AsyncClient, text: str) -> None:
    assert (await web.post("/", data={"text": text})).status_code == 200


ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'`{{7*7}}"


async def test_a_question_is_never_markup(web: httpx.AsyncClient) -> None:
    for page in (await web.post("/", data={"text": ATTACK}), await web.get("/", params={"q": ATTACK})):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert ATTACK in unescape(page.text)


@pytest.mark.parametrize("allowance", [Allowance(session_a_minute=2, address_a_minute=4)])
class TestTooMany:
    async def test_a_session_waits(self, web: httpx.AsyncClient, clock: Clock) -> None:
        for _ in range(2):
            assert (await web.post("/", data={"text": STATIONS})).status_code == 200
        page = await web.post("/", data={"text": STATIONS})
        assert page.status_code == 429
        assert page.headers["retry-after"] == "30"
        assert "请等 30 秒再发" in words(page)
        assert STATIONS in words(page)
        assert f'name="text" value="{STATIONS}"' in page.text
        clock.now += 30
        assert (await web.post("/", data={"text": STATIONS})).status_code == 200

    async def test_an_address_waits_however_many_sessions_it_has(self, web: httpx.AsyncClient) -> None:
        for _ in range(4):
            web.cookies.clear()
            assert (await web.get("/", params={"q": STATIONS})).status_code == 200
        web.cookies.clear()
        assert (await web.get("/", params={"q": STATIONS})).status_code == 429
        assert (await web.post("/api/ask", json={"text": STATIONS})).status_code == 429

    async def test_whoever_is_in_danger_is_answered_all_the_same(self, web: httpx.AsyncClient) -> None:
        for _ in range(3):
            page = await web.post("/", data={"text": STATIONS})
        assert page.status_code == 429
        assert 'href="tel:110"' in page.text
        assert 'href="tel:120"' in page.text
        for _ in range(6):
            answer = await web.post("/", data={"text": "我被车撞了，腿断了"})
            assert answer.status_code == 200
            assert 'href="tel:120"' in answer.text
        asked = await web.post("/api/ask", json={"text": "我被车撞了，腿断了", "session": "x"})
        assert asked.status_code == 200
        assert "120" in asked.json()["reply"]
        assert (await web.post("/", data={"text": STATIONS})).status_code == 429

    async def test_reading_pages_is_not_counted(self, web: httpx.AsyncClient) -> None:
        for _ in range(20):
            assert (await web.get("/services")).status_code == 200

    async def test_a_script_is_told_in_its_own_form(self, web: httpx.AsyncClient) -> None:
        for _ in range(3):
            part = await web.post("/", data={"text": STATIONS}, headers={"X-Fragment": "1"})
        assert part.status_code == 429
        assert 'class="answer"' in part.text
        assert "<html" not in part.text


@given(st.text(alphabet="0123456789 打件热线", max_size=30))
def test_taking_numbers_out_of_a_line_loses_nothing(text: str) -> None:
    for in_danger in (False, True):
        pieces = dialled(text, in_danger=in_danger)
        assert "".join(piece.text for piece in pieces) == text
        assert all(piece.call in (None, piece.text) for piece in pieces)


def test_a_number_of_cases_is_not_dialled_but_the_police_are() -> None:
    reply = Reply(
        Outcome.ANSWER,
        (
            Text("马上打 110。", urgent=True),
            Card("援助110件，可打 12351 问", ("编号 912351",), "来源：甲\n另见：乙"),
            Buttons((Choice("m", "全部服务"),)),
        ),
    )
    drawn = shown(reply)
    calls = [[piece.call for piece in part.lead if piece.call] for part in drawn.parts]
    assert calls == [["110"], ["12351"]]
    assert drawn.parts[1].sources == ("来源：甲", "另见：乙")
    assert drawn.calls == ("110", "12351")
    assert [choice.label for choice in drawn.choices] == ["全部服务"]

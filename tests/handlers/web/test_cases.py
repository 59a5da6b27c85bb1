"""Handing over on the page, and coming back with four words: without scripts, and in a real browser with axe."""

import logging
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.announcing.asks import Asks
from bot.cases.limits import LARGEST
from bot.cases.office import CaseOffice
from bot.cases.pictures import without_traces
from bot.cases.states import FILES, Kind
from bot.cases.telling import Teller
from bot.people.roles import Right
from bot.people.staff import Staff
from bot.regions import Regions
from bot.timing import Time
from data.people.audit import Actor
from data.storage.engine import Database
from handlers.web import words as wording
from handlers.web.application import build_application
from handlers.web.bodies import BadBody
from handlers.web.case_desk import CaseDesk
from handlers.web.cases import new_secret, secret_in
from handlers.web.desk import Desk
from handlers.web.multipart import parsed
from tests.bot.cases.test_accounts import keep
from tests.bot.cases.test_pictures import a_jpeg as taken_by_a_phone
from tests.bot.cases.test_pictures import a_png
from tests.handlers.web.conftest import Clock
from tests.handlers.web.test_news import put
from tests.small_offices import cases_in

ANNA = "tg:9101"
BY_ANNA = Actor(ANNA, "telegram")


async def _never(_: float) -> None: ...


@pytest.fixture
def office(database: Database, clock: Clock, tmp_path: Path) -> CaseOffice:
    staff = Staff(database, frozenset(), clock)
    return cases_in(database, staff, Time(clock, clock, _never, UTC), tmp_path / "case.key")


@pytest.fixture
async def page(
    desk: Desk, office: CaseOffice, database: Database, clock: Clock, regions: Regions
) -> AsyncIterator[httpx.AsyncClient]:
    staff = Staff(database, frozenset(), clock)
    teller = Teller(lambda: {"wages": "工资"}, regions, office.promises, clock, UTC)
    desk = replace(desk, cases=CaseDesk(office, teller, staff))
    transport = httpx.ASGITransport(build_application(desk, clock))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


async def hire(database: Database, office: CaseOffice) -> None:
    owner = Staff(database, frozenset({"tg:1"}), lambda: 0.0)
    await owner.grant(Actor("tg:1", "telegram"), ANNA, Right.CASES)
    await office.roster.keep(ANNA, on_duty=True, regions=(), subjects=())


async def hand_over(page: httpx.AsyncClient, words: str = "站长扣了工钱") -> tuple[str, str, dict[str, str]]:
    """Gives the receipt, the secret, and the form that was sent."""
    form = (await page.get("/case")).text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', form))
    sent = {**hidden, "words": words, "region": "内蒙古自治区呼和浩特市玉泉区", "urgency": "days"}
    receipt = (await page.post("/case", data=sent)).text
    return receipt, hidden["secret"], sent


async def test_what_is_wrong_with_an_announcement_begins_with_which_one(
    page: httpx.AsyncClient, database: Database, office: CaseOffice
) -> None:
    await hire(database, office)
    number = await put(database, "免费体检<b>本周</b>", asks=Asks(question=True).to_json())
    (link,) = re.findall(r'href="(/case\?about=\d+)"', (await page.get(f"/news/{number}")).text)
    form = (await page.get(link)).text
    assert f"公告 {number} 号「免费体检本周」：</textarea>" in form
    for unknown in ("0", "99", "x", "9" * 20):
        assert (
            "「" not in (await page.get(f"/case?about={unknown}")).text.partition("</textarea>")[0].rpartition(">")[2]
        )


async def test_where_nobody_works_on_cases_the_hotline_is_named(page: httpx.AsyncClient) -> None:
    text = (await page.get("/case")).text
    assert wording.CASE_NOBODY in text
    assert "<textarea" not in text


async def test_a_case_is_handed_over_read_answered_and_settled_with_four_words(
    page: httpx.AsyncClient, database: Database, office: CaseOffice
) -> None:
    await hire(database, office)
    receipt, secret, sent = await hand_over(page)
    assert "编号 1" in receipt
    assert secret in receipt
    assert "<svg" in receipt
    again = (await page.post("/case", data=sent)).text
    assert "编号 1" in again  # sent twice as no answer came: the same case and the same words
    found = await page.post("/case/back", data={"secret": secret.replace("-", " ")})
    assert found.status_code == 303
    where = found.headers["location"]
    assert "站长扣了工钱" in (await page.get(where)).text

    await office.work.take(BY_ANNA, 1)
    await office.work.ask(BY_ANNA, 1, "扣了多少", "q")
    shown = await page.get(where)
    assert "扣了多少" in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert ANNA not in shown.text
    added = await page.post(where, data={"do": "add", "words": "三百", "token": "t"})
    assert wording.CASE_ADDED in added.text
    await office.work.solve(BY_ANNA, 1, "退了", "s")
    assert wording.CASE_SOLVED in (await page.post(where, data={"do": "solved"})).text
    assert wording.CASE_THANKED in (await page.post(where, data={"do": "thanks"})).text
    assert [word.text for word in (await office.work.open(BY_ANNA, 1)).words] == [
        "站长扣了工钱", "扣了多少", "三百", "退了", "谢谢",
    ]  # fmt: skip
    assert wording.CASE_GONE in (await page.post(where, data={"do": "back", "sure": "1"})).text
    assert (await page.get(where)).status_code == 404


async def test_no_metric_log_or_health_tells_of_a_case(
    page: httpx.AsyncClient, database: Database, office: CaseOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await hire(database, office)
    _, secret, _ = await hand_over(page, "站长扣了工钱三百")
    where = f"/case/{quote(secret)}"
    await page.post(where, data={"do": "add", "words": "证人姓王", "token": "t"})
    await page.get(where)
    await page.get(f"/case/{quote(new_secret())}")
    told = "".join([(await page.get("/metrics")).text, (await page.get("/healthz")).text])
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "httpx")
    assert "unionbot_web_requests" in told
    for words in ("工钱", "姓王", secret, quote(secret), *secret.split("-")):
        assert words not in told
        assert words not in logged


async def test_danger_is_answered_above_the_receipt(
    page: httpx.AsyncClient, database: Database, office: CaseOffice
) -> None:
    await hire(database, office)
    receipt, _, _ = await hand_over(page, "站长打我，我被打了")
    assert "110" in receipt
    assert receipt.index("110") < receipt.index("编号 1")


async def test_guessing_leads_nowhere(page: httpx.AsyncClient, database: Database, office: CaseOffice) -> None:
    await hire(database, office)
    await hand_over(page)
    for tried in (new_secret(), "红马", "x", "红马-红马-红马-红马"):
        assert (await page.get(f"/case/{tried}")).status_code == 404
        assert wording.CASE_UNKNOWN in (await page.post("/case/back", data={"secret": tried})).text


def test_a_secret_is_known_however_it_is_written() -> None:
    secret = new_secret()
    assert (
        secret_in(secret)
        == secret_in(secret.replace("-", "，"))
        == secret_in(f" {secret.replace('-', '')}。")
        == secret
    )
    assert len({new_secret() for _ in range(200)}) == 200


async def test_the_account_of_a_month_is_a_page_with_a_chart_a_table_and_a_spreadsheet(
    page: httpx.AsyncClient, database: Database, office: CaseOffice, clock: Clock
) -> None:
    await hire(database, office)
    assert (await page.get("/account")).status_code == 404
    assert wording.CASE_ACCOUNT not in (await page.get("/case")).text
    await keep(database, "wages", 12, int(clock()) - 32 * 86_400, solved_after=86_400, in_time=True)
    month = office.accounts.last
    owner = Staff(database, frozenset({"tg:1"}), lambda: 0.0)
    await owner.grant(Actor("tg:1", "telegram"), ANNA, Right.LEAD)
    await office.accounts.publish(BY_ANNA, month, "站点<都>贴了规矩")
    assert 'href="/account"' in (await page.get("/case")).text
    moved = await page.get("/account")
    assert moved.headers["location"] == f"/account/{month}"
    shown = (await page.get(f"/account/{month}")).text
    for told in ("收到 12 件", "站点&lt;都&gt;贴了规矩", "100%", wording.ACCOUNT_CHART_SAID, "<rect", "1 天"):
        assert told in shown
    sheet = await page.get(f"/account/{month}.csv")
    assert sheet.headers["content-type"].startswith("text/csv")
    assert sheet.content.decode("utf-8-sig").splitlines()[-1] == f"{month},合计,12,12,100,24.0"
    for wrong in ("2020-01", "x", "2020-01.csv"):
        assert (await page.get(f"/account/{wrong}")).status_code == 404


PNG = without_traces(a_png())
PDF = b"%PDF-1.7\r\n--boundary\r\n\r\n\x00\xff and what not"


async def test_a_photo_and_a_pdf_come_with_a_case_and_later(
    page: httpx.AsyncClient, database: Database, office: CaseOffice
) -> None:
    await hire(database, office)
    form = (await page.get("/case")).text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', form))
    sent = {**hidden, "words": "站长扣了工钱", "region": "内蒙古自治区呼和浩特市玉泉区", "urgency": "days"}
    photo = {"file": ("王师傅 2026-11-27.jpg", taken_by_a_phone(), "image/jpeg")}
    for _ in range(2):  # sent twice as no answer came
        assert "编号 1" in (await page.post("/case", data=sent, files=photo)).text
    where = f"/case/{quote(hidden['secret'])}"
    more = {"do": "add", "words": "工资条", "token": "t"}
    for _ in range(2):
        assert (
            wording.CASE_ADDED
            in (await page.post(where, data=more, files={"file": ("工资条.PDF", PDF, "text/html")})).text
        )
    alone = {"do": "add", "words": "", "token": "u"}
    assert wording.CASE_ADDED in (await page.post(where, data=alone, files={"file": ("x.png", PNG, "")})).text
    words = (await office.work.open(BY_ANNA, 1)).words
    assert [word.kind for word in words] == [Kind.SAID, Kind.PHOTO, Kind.SAID, Kind.DOCUMENT, Kind.PHOTO]
    kept = [await office.work.file(BY_ANNA, 1, word.id) for word in words if word.kind in FILES]
    assert [piece.name for piece in kept] == ["", "工资条.pdf", ""]
    assert kept[0].content == without_traces(taken_by_a_phone()) != taken_by_a_phone()
    assert [piece.content for piece in kept[1:]] == [PDF, PNG]
    assert "王师傅" not in str(words)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"MZ a program", wording.CASE_WRONG_FILE), (b"\xff\xd8\xff broken", wording.CASE_WRONG_FILE)],
)
async def test_a_file_is_judged_by_what_it_is(
    page: httpx.AsyncClient, database: Database, office: CaseOffice, content: bytes, said: str
) -> None:
    await hire(database, office)
    _, secret, sent = await hand_over(page)
    file = {"file": ("a.jpg", content, "image/jpeg")}
    refused = await page.post("/case", data={**sent, "token": "another"}, files=file)
    assert said in refused.text
    assert "站长扣了工钱" in refused.text  # what was written is still in the form
    where = f"/case/{quote(secret)}"
    assert said in (await page.post(where, data={"do": "add", "words": "", "token": "t"}, files=file)).text
    assert [word.kind for word in (await office.work.open(BY_ANNA, 1)).words] == [Kind.SAID]


async def test_more_than_a_file_may_have_is_not_read(
    page: httpx.AsyncClient, database: Database, office: CaseOffice
) -> None:
    await hire(database, office)
    _, _, sent = await hand_over(page)
    large = {"file": ("a.pdf", b"%PDF-" + bytes(LARGEST + 2**15), "application/pdf")}
    assert (await page.post("/case", data=sent, files=large)).status_code == 413
    assert len((await office.work.open(BY_ANNA, 1)).words) == 1


@given(
    st.dictionaries(st.text("abc", min_size=1), st.text(), max_size=5),
    st.binary(),
    st.sampled_from(["x", "----WebKitFormBoundary7MA4YWxkTrZu0gW"]),
)
def test_a_form_with_a_file_is_read_as_it_was_written(fields: dict[str, str], content: bytes, boundary: str) -> None:
    marker = b"\r\n--" + boundary.encode()
    assume(marker not in content and not any(marker in value.encode() for value in fields.values()))
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    head = 'Content-Disposition: form-data; name="file"; filename="照片 1.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    body = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in (*parts, head.encode() + content))
    found = parsed(body + b"--" + boundary.encode() + b"--\r\n", boundary.encode())
    assert dict(found.fields) == fields
    assert dict(found.files) == ({"file": ("照片 1.jpg", content)} if content else {})


@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\nno head--x--", b"--x\r\n\r\n\r\nv\r\n--x--", b"--x\r\n" * 40])
def test_what_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(BadBody):
        parsed(body, b"x")

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import (
    WrongDate,
    first_day,
    is_partial_date,
    last_day,
    later,
    show,
    status,
    years_between,
    years_named,
)
from bot.reply import Status

TODAY = date(2026, 11, 21)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> str:
    return draw(DAYS).isoformat()[: draw(st.sampled_from((4, 7, 10)))]


@given(partial_dates())
def test_a_partial_date_covers_its_first_and_last_day(text: str) -> None:
    first, last = first_day(text), last_day(text)

    assert is_partial_date(text)
    assert first.isoformat().startswith(text)
    assert last.isoformat().startswith(text)
    assert not (first - timedelta(days=1)).isoformat().startswith(text)
    assert not (last + timedelta(days=1)).isoformat().startswith(text)


@pytest.mark.parametrize(
    "text", ["", "25", "2025-2", "2025-13", "2025-02-30", "2025-02-04 ", "2025年", "0000", "２０２５"]
)
def test_other_texts_are_no_partial_dates(text: str) -> None:
    assert not is_partial_date(text)
    with pytest.raises(WrongDate):
        show(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2025", "2025年"), ("2025-02", "2025年2月"), ("2025-02-04", "2025年2月4日"), ("2024-12", "2024年12月")],
)
def test_a_partial_date_is_shown_as_people_write_it(text: str, shown: str) -> None:
    assert show(text) == shown


@given(partial_dates(), partial_dates(), partial_dates())
def test_the_later_of_two_does_not_depend_on_their_order(a: str, b: str, c: str) -> None:
    assert later(a, b) == later(b, a)
    assert later(later(a, b), c) == later(a, later(b, c))
    assert first_day(later(a, b)) == max(first_day(a), first_day(b))


def test_the_more_exact_of_two_equal_dates_is_the_later() -> None:
    assert later("2025", "2025-01") == "2025-01"
    assert later("2025-01-01", "2025-01") == "2025-01-01"
    assert later("2024-12-31", "2025") == "2025"


@given(partial_dates(), partial_dates())
def test_years_between_are_every_year_touched(a: str, b: str) -> None:
    years = years_between(a, b)

    assert set(years) == {year for year in range(1900, 2100) if int(a[:4]) <= year <= int(b[:4])}
    assert list(years) == sorted(years)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2017年的技能竞赛都有啥", (2017,)),
        ("17年职工书屋建了几个", (2017,)),
        ("08年那会儿有驿站没", (2008,)),
        ("98年的劳模", (1998,)),
        ("二零一八年和二〇二五年差多少", (2018, 2025)),
        ("一七年的比赛", (2017,)),
        ("24年跟25年哪年多", (2024, 2025)),
        ("25年底有多少站点", (2025,)),
        ("2015年到2017年培训了多少人", (2015, 2016, 2017)),
        ("2015-2017年", (2015, 2016, 2017)),
        ("15至17年", (2015, 2016, 2017)),
        ("站点数 2025", (2025,)),
        ("2025-02-04那篇报道", (2025,)),
        ("今年送温暖发多少", (2026,)),
        ("去年体检的人数", (2025,)),
        ("前年呢", (2024,)),
        ("大前年呢", (2023,)),
        ("上一年的标准", (2025,)),
        ("明年还办吗", (2027,)),
        ("去年和前年比", (2025, 2024)),
        ("今年冬天有啥", (2026,)),
        ("去年冬天发的棉衣", (2025,)),
        ("去年的冬天", (2025,)),
        ("今冬送温暖", (2026,)),
        ("2017年，2017年的那个", (2017,)),
    ],
)
def test_years_that_a_question_names(question: str, years: tuple[int, ...]) -> None:
    assert years_named(question, TODAY) == years


@pytest.mark.parametrize(
    "question",
    [
        "这两年有啥变化",
        "近几年",
        "每年发多少",
        "往年咋办的",
        "我干了17年了",
        "交了15年社保",
        "近10年",
        "17年多的老会员",
        "20年工龄能疗休养吗",
        "干了二十三年",
        "七八年没体检了",
        "等了一二年",
        "补助2017元",
        "一共2017个站点",
        "补贴2000，怎么领",
        "电话0471-2017",
        "12351",
        "目前年底了",
        "说明年限",
        "今后年年有吗",
        "如今年轻人",
        "过去年份",
        "马上一年了",
        "晚上一年级的孩子",
        "2月4日",
        "",
    ],
)
def test_lengths_of_time_sums_and_look_alikes_name_no_year(question: str) -> None:
    assert years_named(question, TODAY) == ()


def test_a_winter_counts_as_the_year_in_which_it_began() -> None:
    january = date(2027, 1, 15)

    assert years_named("今年冬天", january) == (2026,)
    assert years_named("去年冬天", january) == (2025,)
    assert years_named("去年冬天", date(2027, 3, 1)) == (2026,)
    assert years_named("今年春节", january) == (2027,)


@given(st.text(alphabet=st.sampled_from("一二三〇零十年今去前大后冬天到-0123456789１７上的了元 .")), DAYS)
def test_any_text_names_distinct_years(question: str, today: date) -> None:
    years = years_named(question, today)

    assert len(set(years)) == len(years)
    assert all(1800 <= year <= 2199 for year in years)


@given(st.integers(min_value=1900, max_value=2099), DAYS)
def test_a_year_in_full_is_always_named(year: int, today: date) -> None:
    chinese = str(year).translate(str.maketrans("0123456789", "零一二三四五六七八九"))

    assert years_named(f"工会{year}年的活动", today) == (year,)
    assert years_named(f"工会{chinese}年的活动", today) == (year,)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "as_of", "expected"),
    [
        (None, "2017", "2018", Status.FINISHED),
        (None, "2026-11-20", "2026-11", Status.FINISHED),
        (None, "2026-11-21", "2026-11", Status.RUNNING),
        (None, "2026", "2018", Status.RUNNING),
        ("2026-12", None, "2026-11", Status.PLANNED),
        ("2026-11-21", None, "2026-11", Status.RUNNING),
        (None, None, "2025-02", Status.RUNNING),
        (None, None, "2024-11-21", Status.RUNNING),
        (None, None, "2024-11-20", Status.UNKNOWN),
        (None, None, "2024", Status.RUNNING),
        (None, None, "2018", Status.UNKNOWN),
        (None, None, None, Status.UNKNOWN),
        ("2017", None, "2018", Status.UNKNOWN),
    ],
)
def test_whether_a_service_is_on(
    valid_from: str | None, valid_until: str | None, as_of: str | None, expected: Status
) -> None:
    assert status(valid_from, valid_until, as_of, TODAY) is expected


@given(st.none() | partial_dates(), st.none() | partial_dates(), st.none() | partial_dates(), DAYS, DAYS)
def test_a_service_only_moves_on_from_planned_to_finished(
    start: str | None, end: str | None, as_of: str | None, day: date, other: date
) -> None:
    order = [Status.PLANNED, Status.RUNNING, Status.UNKNOWN, Status.FINISHED]
    if start is not None and end is not None and first_day(start) > last_day(end):
        start, end = end, start
    before, after = min(day, other), max(day, other)

    assert order.index(status(start, end, as_of, before)) <= order.index(status(start, end, as_of, after))


@given(st.none() | partial_dates(), partial_dates(), st.none() | partial_dates())
def test_a_service_is_finished_from_the_day_after_its_last(start: str | None, end: str, as_of: str | None) -> None:
    assert status(start, end, as_of, last_day(end)) is not Status.FINISHED
    assert status(start, end, as_of, last_day(end) + timedelta(days=1)) is Status.FINISHED

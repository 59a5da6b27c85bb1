"""Cases that say the same: joined to a matter, spoken of at a meeting, and what was agreed told to each person once."""

import asyncio
import io

import docx
import pytest

from bot.announcing.messenger import OutcomeUnknown
from bot.cases.agenda import Agenda
from bot.cases.likeness import likeness, pairs_in
from bot.cases.limits import TooMuch
from bot.cases.matters import LONGEST_TITLE, WAITED_FOR, BadTitle, Matter, UnknownMatter
from bot.cases.records import NotNow, UnknownCase
from bot.cases.relay import LEASE
from bot.cases.states import Kind
from bot.cases.words import AGENDA, AGENDA_HEAD
from bot.people.roles import Right
from bot.people.staff import NotAllowed
from data.people import audit
from tests.bot.cases.union import ANNA, BOB, LEAD, REGION, RIDER, Union, by

AGREED = "从下月起不再扣押金"
WORDS = ("站长扣了我三百块押金不退", "押金三百块站长一直不退给我", "电动车充电的地方太少了")


async def three_asked(union: Union) -> list[int]:
    """Cases of three persons, of which Anna has none."""
    await union.hire(ANNA, BOB)
    await union.hire(LEAD, right=Right.LEAD)
    return [
        (await union.hand_over(words, person=f"tg:{1001 + number}")).case.number for number, words in enumerate(WORDS)
    ]


async def begun(union: Union) -> tuple[int, list[int]]:
    numbers = await three_asked(union)
    return await union.office.matters.begin(by(ANNA), numbers[0], "押金不退", "m"), numbers


def agreed_to(union: Union, person: str) -> list[str]:
    return [
        told.word.text
        for to, told in union.channel.delivered
        if to == person and told.word and told.word.kind == "agreed"
    ]


async def test_what_was_agreed_goes_once_to_each_who_asked(union: Union) -> None:
    matter, (first, second, third) = await begun(union)
    await union.office.matters.join(by(BOB), second, matter)
    for _ in range(2):  # pressed twice
        await union.office.matters.agree(by(LEAD), matter, AGREED, "press")
        await union.office.matters.spread()
    await union.office.relay.idle()
    assert [agreed_to(union, f"tg:{person}") for person in (1001, 1002, 1003)] == [[AGREED], [AGREED], []]
    assert [word.kind for word in (await union.office.riders.read(RIDER, first)).words] == [Kind.SAID, Kind.AGREED]
    seen = await union.office.matters.read(ANNA, matter)
    assert (seen.cases, seen.open, seen.numbers, dict(seen.told)) == (2, 2, (first, second), {"sent": 2})

    await union.office.matters.join(by(ANNA), third, matter)  # asked later: told too, the others not again
    await union.office.relay.idle()
    assert [agreed_to(union, f"tg:{person}") for person in (1001, 1002, 1003)] == [[AGREED]] * 3
    await union.office.matters.agree(by(LEAD), matter, "押金十天内退", "another")
    await union.office.relay.idle()
    assert agreed_to(union, RIDER) == [AGREED, "押金十天内退"]


async def test_who_asked_twice_is_told_once_and_who_went_or_was_none_is_not(union: Union) -> None:
    matter, (first, second, third) = await begun(union)
    again = (await union.hand_over("还有上个月的押金", person=RIDER)).case.number
    for number in (again, second, third):
        await union.office.matters.join(by(ANNA), number, matter)
    await union.office.riders.take_back("tg:1002", second)
    await union.office.work.take(by(ANNA), third)
    await union.office.work.abuse(by(ANNA), third)
    await union.office.matters.agree(by(LEAD), matter, AGREED, "press")
    await union.office.relay.idle()
    assert [agreed_to(union, f"tg:{person}") for person in (1001, 1002, 1003)] == [[AGREED], [], []]
    assert (await union.office.matters.read(LEAD, matter)).numbers == (first, again)
    await union.office.matters.part(by(ANNA), first)
    await union.office.matters.join(by(ANNA), first, matter)  # out and in again: not told again
    await union.office.relay.idle()
    assert agreed_to(union, RIDER) == [AGREED]


async def test_processes_that_tell_at_once_tell_each_once(union: Union) -> None:
    matter, numbers = await begun(union)
    for number in numbers[1:]:
        await union.office.matters.join(by(ANNA), number, matter)
    other = union.another(union.channel)
    await asyncio.gather(
        union.office.matters.agree(by(LEAD), matter, AGREED, "press"),
        other.matters.agree(by(LEAD), matter, AGREED, "press"),
        other.matters.spread(),
    )
    await asyncio.gather(union.office.relay.idle(), other.relay.idle())
    assert [agreed_to(union, f"tg:{person}") for person in (1001, 1002, 1003)] == [[AGREED]] * 3
    await other.relay.close()


async def test_whom_the_press_left_is_told_by_the_job(union: Union) -> None:
    matter, _ = await begun(union)
    people = [f"tg:{5000 + number}" for number in range(WAITED_FOR + 1)]
    for person in people:
        await union.office.matters.join(by(ANNA), (await union.hand_over(person=person)).case.number, matter)
    await union.office.matters.agree(by(LEAD), matter, AGREED, "press")
    await union.office.relay.idle()
    assert sum(len(agreed_to(union, person)) for person in (RIDER, *people)) == WAITED_FOR
    (job,) = [job for job in union.office.jobs() if job.name == "case_matters"]
    await job.work()
    await union.office.relay.idle()
    assert {len(agreed_to(union, person)) for person in (RIDER, *people)} == {1}


async def test_what_may_have_arrived_is_shown_as_unknown(union: Union) -> None:
    matter, _ = await begun(union)
    union.channel.outcomes.append(OutcomeUnknown())
    await union.office.matters.agree(by(LEAD), matter, AGREED, "press")
    await union.office.relay.idle()
    union.now += LEASE
    await union.settle()
    assert dict((await union.office.matters.read(LEAD, matter)).told) == {"unknown": 1}
    assert agreed_to(union, RIDER) == []


async def test_who_may_do_what_with_a_matter(union: Union) -> None:
    matter, (first, second, _) = await begun(union)
    office = union.office.matters
    for person, refused in ((RIDER, True), (ANNA, False), (LEAD, False)):
        for read in (office.listed(person), office.read(person, matter)):
            if refused:
                with pytest.raises(NotAllowed):
                    await read
            else:
                await read
    for person in (RIDER, LEAD):  # leading alone is not working on cases
        for done in (
            office.near(person, first),
            office.alike(person, matter),
            office.begin(by(person), second, "x", "t"),
            office.join(by(person), second, matter),
            office.part(by(person), first),
            office.rename(by(person), matter, "x"),
        ):
            with pytest.raises(NotAllowed):
                await done
    for person in (RIDER, ANNA):
        for decided in (office.agree(by(person), matter, AGREED, "t"), office.close(by(person), matter)):
            with pytest.raises(NotAllowed):
                await decided
    assert (await office.read(ANNA, matter)).agreement == ""


async def test_a_matter_that_is_none_or_closed_takes_nothing(union: Union) -> None:
    matter, (_, second, _) = await begun(union)
    await union.office.matters.close(by(LEAD), matter)
    assert await union.office.matters.listed(LEAD) == []
    for number in (matter, 999):
        for done in (
            union.office.matters.read(ANNA, number),
            union.office.matters.join(by(ANNA), second, number),
            union.office.matters.rename(by(ANNA), number, "x"),
            union.office.matters.agree(by(LEAD), number, AGREED, "t"),
            union.office.matters.close(by(LEAD), number),
        ):
            with pytest.raises(UnknownMatter):
                await done
    with pytest.raises(UnknownCase):
        await union.office.matters.begin(by(ANNA), 999, "x", "t")
    await union.office.work.take(by(ANNA), second)
    await union.office.work.not_ours(by(ANNA), second, "找12345", "n")
    with pytest.raises(NotNow):
        await union.office.matters.begin(by(ANNA), second, "x", "t")


@pytest.mark.parametrize("title", ["", " ", "字" * (LONGEST_TITLE + 1), "两\n行"])
async def test_a_title_is_one_short_line(union: Union, title: str) -> None:
    matter, numbers = await begun(union)
    with pytest.raises(BadTitle):
        await union.office.matters.begin(by(ANNA), numbers[1], title, "t")
    with pytest.raises(BadTitle):
        await union.office.matters.rename(by(ANNA), matter, title)
    for wrong in ("", "字" * 2001):
        with pytest.raises(TooMuch):
            await union.office.matters.agree(by(LEAD), matter, wrong, "t")


async def test_cases_and_matters_that_say_the_same_are_offered_first(union: Union) -> None:
    deposit, (first, second, third) = await begun(union)
    charging = await union.office.matters.begin(by(ANNA), third, "充电的地方少", "c")
    assert [one.number for one in await union.office.matters.near(ANNA, second)] == [deposit, charging]
    assert [case.number for case in await union.office.matters.alike(ANNA, deposit)] == [second]
    assert await union.office.matters.alike(ANNA, charging) == []
    await union.office.matters.join(by(ANNA), second, deposit)
    assert await union.office.matters.alike(ANNA, deposit) == []
    assert first in (await union.office.matters.read(ANNA, deposit)).numbers


def test_likeness_is_of_what_is_in_common_whatever_the_length() -> None:
    one, other, third = (pairs_in([text]) for text in WORDS)
    assert likeness(one, one) == 1.0
    assert likeness(one, other) > 3 * likeness(one, third)
    assert likeness(one, pairs_in(())) == 0.0
    assert likeness(one, pairs_in([*WORDS, "很长很长的一段话，说了别的许多事"])) == 1.0


async def test_the_agenda_has_counts_and_titles_and_no_word_of_a_rider(union: Union) -> None:
    matter, numbers = await begun(union)
    await union.office.matters.join(by(ANNA), numbers[1], matter)
    (listed,) = await union.office.matters.listed(LEAD)
    assert listed == Matter(matter, "押金不退", None, int(union.now), 2, 2, ((REGION, 2),))
    rows = (("1", listed.title, "别的事", "2", "2", "玉泉区 2", "", ""),)
    document = docx.Document(io.BytesIO(Agenda("2026-11-27", "两件", rows).document()))
    (table,) = document.tables
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [AGENDA_HEAD, *rows]
    assert [paragraph.text for paragraph in document.paragraphs] == [AGENDA, "两件"]
    assert document.core_properties.author == ""


async def test_acts_on_matters_are_on_record_without_a_word(union: Union) -> None:
    matter, _ = await begun(union)
    await union.office.matters.rename(by(ANNA), matter, "押金")
    await union.office.matters.agree(by(LEAD), matter, AGREED, "t")
    await union.office.matters.close(by(LEAD), matter)
    rows = await audit.newest(union.database, 5)
    assert [row.action for row in rows[:4]] == ["matter.close", "matter.agree", "matter.rename", "matter.begin"]
    assert {(row.before, row.after) for row in rows} == {(None, None)}

"""What riders and staff do: the whole table of rights, states and steps, two at once, the same press twice."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.cases.limits import MOST_OPEN, NobodyThere, Paused, TooManyOpen, TooMuch, WrongFile
from bot.cases.records import Case, NotNow, Piece, UnknownCase
from bot.cases.riders import Receipt
from bot.cases.states import ANYBODYS, STEPS, Kind, State, Step, Urgency
from bot.cases.work import NotYours, Taken
from bot.people.roles import Right
from bot.people.staff import NotAllowed
from data.cases.cases import Which
from data.people import audit
from tests.bot.cases.union import ANNA, BOB, LEAD, OWNER, RIDER, Union, by

Do = Callable[[Union, str, int, str], Awaitable[object]]

DOES: dict[Step, Do] = {
    Step.TAKE: lambda u, who, n, t: u.office.work.take(by(who), n),
    Step.RELEASE: lambda u, who, n, t: u.office.work.release(by(who), n),
    Step.ANSWER: lambda u, who, n, t: u.office.work.answer(by(who), n, "好", f"answer{who}{t}"),
    Step.ASK: lambda u, who, n, t: u.office.work.ask(by(who), n, "多少", f"ask{who}{t}"),
    Step.NOTE: lambda u, who, n, t: u.office.work.note(by(who), n, "记", f"note{who}{t}"),
    Step.HAND: lambda u, who, n, t: u.office.work.hand(by(who), n, "区总工会", None, f"hand{who}{t}"),
    Step.SOLVE: lambda u, who, n, t: u.office.work.solve(by(who), n, "退了", f"solve{who}{t}"),
    Step.NOT_OURS: lambda u, who, n, t: u.office.work.not_ours(by(who), n, "找12345", f"not{who}{t}"),
    Step.ABUSE: lambda u, who, n, t: u.office.work.abuse(by(who), n),
    Step.JOIN: lambda u, who, n, t: u.office.matters.begin(by(who), n, "扣钱", f"join{who}{t}"),
}
LEADS_TO: dict[State, tuple[Step, ...]] = {
    State.OPEN: (),
    State.ASKED: (Step.ASK,),
    State.HANDED: (Step.HAND,),
    State.SOLVED: (Step.SOLVE,),
    State.NOT_OURS: (Step.NOT_OURS,),
    State.ABUSE: (Step.ABUSE,),
}


async def begun(union: Union, state: State = State.OPEN) -> int:
    """A case that Anna has, in this state."""
    await union.hire(ANNA, BOB)
    await union.hire(LEAD, right=Right.LEAD)
    await union.office.roster.add_unit(LEAD, "区总工会")
    number = (await union.hand_over()).case.number
    await union.office.work.take(by(ANNA), number)
    for step in LEADS_TO[state]:
        await DOES[step](union, ANNA, number, "first")
    return number


async def refusal(done: Awaitable[object]) -> type[Exception] | None:
    try:
        await done
    except (NotAllowed, NotNow, NotYours, Taken, UnknownCase) as error:
        return type(error)
    return None


@pytest.mark.parametrize("state", LEADS_TO)
@pytest.mark.parametrize("step", Step)
async def test_who_may_take_which_step_in_which_state(union: Union, step: Step, state: State) -> None:
    number = await begun(union, state)
    possible = step in STEPS.get(state, frozenset())
    assert await refusal(DOES[step](union, RIDER, number, "")) is NotAllowed
    assert await refusal(DOES[step](union, LEAD, number, "")) is NotAllowed  # leading alone is not working on cases
    expected = None if possible and step in ANYBODYS - {Step.TAKE} else Taken if possible else NotNow
    assert await refusal(DOES[step](union, BOB, number, "")) is expected
    assert await refusal(DOES[step](union, ANNA, number, "")) is (None if possible else NotNow)
    assert await refusal(DOES[step](union, ANNA, 999, "")) is UnknownCase


DOORS: dict[str, tuple[Right, Callable[[Union, str, int], Awaitable[object]]]] = {
    "counted": (Right.CASES, lambda u, who, n: u.office.work.counted(who)),
    "listed": (Right.CASES, lambda u, who, n: u.office.work.listed(who, Which.MINE)),
    "open": (Right.CASES, lambda u, who, n: u.office.work.open(by(who), n)),
    "file": (Right.CASES, lambda u, who, n: u.office.work.file(by(who), n, 999)),
    "repeat": (Right.CASES, lambda u, who, n: u.office.work.repeat(by(who), n, 999)),
    "duty": (Right.CASES, lambda u, who, n: u.office.roster.keep(who, on_duty=True, regions=(), subjects=())),
    "a unit listed": (Right.LEAD, lambda u, who, n: u.office.roster.add_unit(who, "市总工会")),
    "a unit taken off": (Right.LEAD, lambda u, who, n: u.office.roster.remove_unit(who, "市总工会")),
}


@pytest.mark.parametrize("door", DOORS)
async def test_what_is_no_step_takes_its_right_too(union: Union, door: str) -> None:
    number = await begun(union)
    right, through = DOORS[door]
    for person, has in ((RIDER, None), (ANNA, Right.CASES), (LEAD, Right.LEAD)):
        refused = await refusal(through(union, person, number)) is NotAllowed
        assert refused is (has is not right), person


async def test_what_nobody_has_must_be_taken_first(union: Union) -> None:
    number = await begun(union)
    await union.office.work.release(by(ANNA), number)
    for step in set(Step) - ANYBODYS:
        assert await refusal(DOES[step](union, BOB, number, "")) is NotYours


async def test_of_two_who_take_a_case_at_once_one_has_it_and_the_other_sees_who(union: Union) -> None:
    await union.hire(ANNA, BOB)
    number = (await union.hand_over()).case.number
    other = union.another(union.channel)
    tries = (union.office.work.take(by(ANNA), number), other.work.take(by(BOB), number))
    results = await asyncio.gather(*tries, return_exceptions=True)
    (has,) = [result.holder for result in results if isinstance(result, Case)]
    (taken,) = [result for result in results if isinstance(result, Taken)]
    assert taken.holder == has
    await other.relay.close()


async def test_more_at_once_than_there_are_connections_wait_for_each_other_and_all_end(union: Union) -> None:
    number = await begun(union)
    people = [f"tg:{9200 + number}" for number in range(30)]
    await union.hire(*people)
    tries = (union.office.work.take(by(person), number) for person in people)
    assert {type(result) for result in await asyncio.gather(*tries, return_exceptions=True)} == {Taken}


async def test_who_leads_and_works_takes_a_case_out_of_a_colleagues_hand(union: Union) -> None:
    number = await begun(union)
    await union.hire(LEAD)
    assert (await union.office.work.take(by(LEAD), number)).holder == LEAD
    await union.office.relay.idle()
    assert union.channel.to(ANNA)[-1] == "taken"


async def test_the_same_press_makes_one_case_and_one_word(union: Union) -> None:
    await union.hire(ANNA)
    receipts: list[Receipt] = [await union.hand_over(token="press") for _ in range(2)]
    assert receipts[0].case.number == receipts[1].case.number
    number = receipts[0].case.number
    await union.office.work.take(by(ANNA), number)
    for _ in range(2):
        await union.office.work.ask(by(ANNA), number, "多少", "press ask")
        await union.office.riders.add(RIDER, number, Piece(Kind.SAID, "三百"), "press add")
        await union.office.work.solve(by(ANNA), number, "退了", "press solve")
    await union.office.relay.idle()
    assert union.channel.to(ANNA) == ["new", "more"]
    assert union.channel.words_to(RIDER) == ["多少", "退了"]


async def test_nobody_else_reads_or_changes_a_persons_case(union: Union) -> None:
    number = await begun(union)
    riders, stranger = union.office.riders, "tg:1002"
    for done in (
        riders.read(stranger, number),
        riders.add(stranger, number, Piece(Kind.SAID, "x"), "t"),
        riders.take_back(stranger, number),
        riders.settle(stranger, number, solved=True),
        riders.thank(stranger, number, "谢谢"),
        riders.file(stranger, number, 1),
    ):
        with pytest.raises(UnknownCase):
            await done
    assert await riders.mine(stranger) == []


async def test_notes_and_names_of_the_staff_are_not_for_the_rider(union: Union) -> None:
    number = await begun(union)
    await union.office.work.note(by(ANNA), number, "这人来过三次", "n")
    await union.office.work.answer(by(ANNA), number, "在谈", "a")
    seen = await union.office.riders.read(RIDER, number)
    assert [word.text for word in seen.words] == ["站长扣钱", "在谈"]
    assert [word.person for word in seen.words] == [None, None]
    read = await union.office.work.open(by(BOB), number)
    assert [word.text for word in read.words] == ["站长扣钱", "这人来过三次", "在谈"]


async def test_each_opening_is_on_record_without_a_word(union: Union) -> None:
    number = await begun(union)
    await union.office.work.open(by(BOB), number)
    newest = (await audit.newest(union.database, 1))[0]
    assert (newest.actor, newest.action, newest.subject) == (BOB, "case.open", str(number))
    assert (newest.before, newest.after) == (None, None)


async def test_no_promise_is_made_while_nobody_is_on_duty(union: Union) -> None:
    await union.hire(ANNA, on_duty=False)
    receipt = await union.hand_over()
    assert not receipt.on_duty
    assert receipt.case.due_at is None
    assert union.channel.to(OWNER) == ["new"]  # so that it is not lost


async def test_where_nobody_works_on_cases_none_is_taken(union: Union) -> None:
    union.staff.owners = frozenset()
    with pytest.raises(NobodyThere):
        await union.office.riders.check(RIDER)
    with pytest.raises(NobodyThere):
        await union.hand_over()


async def test_a_person_has_three_open_cases_at_most(union: Union) -> None:
    await union.hire(ANNA)
    for _ in range(MOST_OPEN):
        await union.hand_over()
    with pytest.raises(TooManyOpen):
        await union.hand_over()
    await union.hand_over(person="tg:1002")
    await union.office.riders.take_back(RIDER, 1)
    await union.hand_over()


async def test_what_is_no_case_pauses_its_sender_for_a_week_unnamed(union: Union) -> None:
    number = await begun(union)
    await union.office.work.abuse(by(ANNA), number)
    with pytest.raises(Paused):
        await union.office.riders.check(RIDER)
    with pytest.raises(Paused):
        await union.hand_over()
    union.now += 7 * 86_400 + 1
    await union.hand_over()


@pytest.mark.parametrize(
    ("piece", "wrong"),
    [
        (Piece(Kind.SAID, "字" * 2001), TooMuch),
        (Piece(Kind.PHOTO, content=b"x" * (5 * 2**20 + 1)), TooMuch),
        (Piece(Kind.DOCUMENT, name="a.exe", content=b"x"), WrongFile),
        (Piece(Kind.DOCUMENT, name="pdf", content=b"x"), WrongFile),
    ],
)
async def test_what_is_too_large_or_runs_is_not_taken(union: Union, piece: Piece, wrong: type[Exception]) -> None:
    number = await begun(union)
    with pytest.raises(wrong):
        await union.office.riders.add(RIDER, number, piece, "t")


async def test_a_file_comes_back_as_it_was_sent(union: Union) -> None:
    number = await begun(union)
    content = bytes(range(256)) * 20
    await union.office.riders.add(RIDER, number, Piece(Kind.DOCUMENT, name="工资条.pdf", content=content), "t")
    word = (await union.office.work.open(by(ANNA), number)).words[-1]
    found = await union.office.work.file(by(ANNA), number, word.id)
    assert (found.name, found.content) == ("工资条.pdf", content)
    with pytest.raises(UnknownCase):
        await union.office.work.file(by(ANNA), number + 1, word.id)


async def test_unsolved_goes_once_to_somebody_else(union: Union) -> None:
    number = await begun(union, State.SOLVED)
    await union.office.riders.settle(RIDER, number, solved=False)
    await union.office.relay.idle()
    assert union.channel.to(BOB) == ["new", "unsolved"]
    assert "unsolved" not in union.channel.to(ANNA)
    await union.office.work.take(by(BOB), number)
    await union.office.work.solve(by(BOB), number, "这回好了", "again")
    with pytest.raises(NotNow):
        await union.office.riders.settle(RIDER, number, solved=False)
    assert (await union.office.riders.settle(RIDER, number, solved=True)).state is State.CLOSED


async def test_lists_are_by_the_clock(union: Union) -> None:
    await union.hire(ANNA)
    await union.hand_over("难", person="tg:1")
    await union.hand_over("急", person="tg:2", urgency=Urgency.NOW)
    await union.hand_over("今天", person="tg:3", urgency=Urgency.DAY)
    listed = await union.office.work.listed(ANNA, Which.UNCLAIMED)
    assert [case.urgency for case in listed] == [Urgency.NOW, Urgency.DAY, Urgency.DAYS]
    union.now += 2 * 3600
    assert [case.urgency for case in await union.office.work.listed(ANNA, Which.OVERDUE)] == [Urgency.NOW]
    counts = await union.office.work.counted(ANNA)
    assert (counts[Which.MINE], counts[Which.UNCLAIMED], counts[Which.OVERDUE]) == (0, 3, 1)
    with pytest.raises(NotAllowed):
        await union.office.work.listed(RIDER, Which.UNCLAIMED)

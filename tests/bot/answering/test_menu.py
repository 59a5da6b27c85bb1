"""The menu: subjects, and the services of one subject, page by page."""

from collections.abc import Sequence

import pytest

from bot.answering import words
from bot.answering.assistant import Assistant
from bot.answering.guiding import Part
from bot.answering.menu import PAGE, menu, subject_page
from bot.reply import Buttons, Choice, Outcome
from data.catalogue.entries import ServiceEntry, Subject
from data.seeding.seed_files import Seeds
from tests.bot.answering.talking import Talk
from tests.small_catalogue import ENTRIES, HOHHOT, QINGHAI, SUBJECTS, entry

MOST_BYTES = 64
MANY = [entry(f"stop-{n}", f"第{n}站", "rest_stop", HOHHOT, "站", "2026") for n in range(2 * PAGE + 1)]


def _travels(choice: str) -> bool:
    return choice.isascii() and 0 < len(choice.encode()) <= MOST_BYTES


def items(entries: Sequence[ServiceEntry]) -> list[Choice]:
    return [Choice(f"e:{e.id}", e.title) for e in entries]


def test_one_choice_a_subject_in_the_order_of_the_list() -> None:
    assert [(choice.id, choice.label) for choice in menu(SUBJECTS)] == [(f"i:{s.id}", s.name) for s in SUBJECTS]


def test_every_choice_of_what_ships_travels_with_a_button(seeds: Seeds) -> None:
    choices = [choice.id for choice in menu(seeds.subjects)]
    for subject in seeds.subjects:
        entries = [e for e in seeds.entries if e.intent == subject.id]
        for page in range(1, -(-len(entries) // PAGE) + 1):
            choices += [choice.id for choice in subject_page(subject, items(entries), page)[1]]
    choices += [f"{kind}:{e.id}" for kind in "edp" for e in seeds.entries]
    choices += [f"g:{guide.id}:{part.value}" for guide in seeds.guides for part in Part]
    assert [choice for choice in choices if not _travels(choice)] == []
    assert {f"e:{e.id}" for e in seeds.entries} <= set(choices)


@pytest.mark.parametrize(
    ("page", "shown", "following"),
    [
        (1, MANY[:PAGE], 2),
        (2, MANY[PAGE : 2 * PAGE], 3),
        (3, MANY[2 * PAGE :], None),
        (0, MANY[:PAGE], 2),
        (99, MANY[-1:], None),
    ],
)
def test_pages_hold_each_service_once(page: int, shown: list[object], following: int | None) -> None:
    blocks, choices = subject_page(SUBJECTS[0], items(MANY), page)
    wanted = [f"e:{e.id}" for e in MANY if e in shown]
    assert [choice.id for choice in choices] == wanted + ([f"i:rest_stop:{following}"] if following else [])
    assert Buttons(choices) in blocks


@pytest.mark.parametrize("number", [0, 1, PAGE, PAGE + 1])
def test_a_page_that_is_full_has_no_empty_one_behind_it(number: int) -> None:
    choices = subject_page(SUBJECTS[0], items(MANY[:number]), 1)[1]
    assert [choice.label for choice in choices[PAGE:]] == ([words.NEXT_PAGE] if number > PAGE else [])


async def test_a_subject_lists_what_holds_here_first(assistant: Assistant) -> None:
    for asker, best in ((HOHHOT, "e:city-stops"), (QINGHAI, "e:qinghai-stops")):
        reply = await Talk(assistant, asker).press("i:rest_stop")
        assert reply.outcome is Outcome.CHOOSE
        assert reply.choices[0].id == best
        assert {choice.id for choice in reply.choices} == {f"e:{e.id}" for e in ENTRIES if e.intent == "rest_stop"}


async def test_every_choice_of_every_shipped_reply_travels(shipped: Assistant) -> None:
    for entry_id in shipped.snapshot.entries:
        for kind in ("e", "d"):
            reply = await Talk(shipped).press(f"{kind}:{entry_id}")
            assert all(_travels(choice.id) for choice in reply.choices)
    for subject in shipped.snapshot.filled_subjects:
        reply = await Talk(shipped).press(f"i:{subject.id}")
        assert reply.choices
        assert all(_travels(choice.id) for choice in reply.choices)


async def test_from_the_menu_every_service_is_reached(shipped: Assistant) -> None:
    reached, waiting = set[str](), [choice.id for choice in shipped.menu().choices]
    while waiting:
        reply = await Talk(shipped).press(waiting.pop())
        reached |= {choice.id for choice in reply.choices if choice.id.startswith("e:")}
        waiting += [choice.id for choice in reply.choices if choice.id.startswith("i:")]
    assert reached == {f"e:{entry_id}" for entry_id in shipped.snapshot.entries}


async def test_the_menu_is_there_by_button_and_by_call(assistant: Assistant) -> None:
    assert (await Talk(assistant).press("m:")) == assistant.menu()
    assert [choice.label for choice in assistant.menu().choices] == [subject.name for subject in SUBJECTS]


async def test_a_subject_without_services_says_so() -> None:
    subject = Subject("empty", "空", "空")
    blocks, choices = subject_page(subject, (), 1)
    assert choices == ()
    assert blocks

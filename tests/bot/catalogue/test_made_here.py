"""An entry that was just made is found by its name, before any model knows it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answerer import Answerer
from bot.answering.meanings import Meanings
from bot.bootstrap.parts import shipped_regions
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState
from bot.editing.safety_net import Given
from bot.reply import Message, Outcome
from data.catalogue.changes import EntryChange
from tests.small_catalogue import ENTRIES, HOHHOT

REGIONS = shipped_regions()
HAIRCUT = replace(ENTRIES[0], id="haircut-1", title="新就业群体免费理发", intent="hot_meal", region=HOHHOT)


def reply(snapshot: Snapshot, text: str) -> Given:
    answerer = Answerer(snapshot, REGIONS, HOHHOT, Meanings(snapshot, REGIONS))
    return Given.of(answerer.respond(Message(text), DialogueState(), date(2026, 11, 21)).reply)


@pytest.fixture
def with_haircut(small: Snapshot) -> Snapshot:
    return small.with_changes((EntryChange(None, HAIRCUT),))


@pytest.mark.parametrize("text", ["新就业群体免费理发", "新就业群体免费理发在哪里", "有没有新就业群体免费理发啊"])
def test_it_answers_with_the_model_of_before(small: Snapshot, with_haircut: Snapshot, text: str) -> None:
    assert with_haircut.model is small.model
    answered = reply(with_haircut, text)
    assert (answered.outcome, answered.entry) == (Outcome.ANSWER, "haircut-1")
    assert reply(small, text).entry != "haircut-1"


def test_what_is_changed_or_taken_away_is_found_so_too(with_haircut: Snapshot) -> None:
    renamed = with_haircut.with_changes((EntryChange(HAIRCUT, replace(HAIRCUT, title="司机免费理发店")),))
    assert reply(renamed, "司机免费理发店").entry == "haircut-1"
    gone = renamed.with_changes((EntryChange(replace(HAIRCUT, title="司机免费理发店"), None),))
    assert gone.by_name.named_in("司机免费理发店") is None


def test_what_ships_is_found_as_before(small: Snapshot) -> None:
    edited = replace(ENTRIES[0], summary="另一句话。")
    assert small.with_changes((EntryChange(ENTRIES[0], edited),)).made_here == frozenset()


def test_a_short_name_or_a_long_story_decides_nothing(with_haircut: Snapshot) -> None:
    short = with_haircut.with_changes((EntryChange(HAIRCUT, replace(HAIRCUT, title="理发")),))
    assert short.by_name.named_in("理发") is None
    story = "老板三个月没发工资了我去找他他说等等" * 2
    assert with_haircut.by_name.named_in(f"{story}新就业群体免费理发") is None

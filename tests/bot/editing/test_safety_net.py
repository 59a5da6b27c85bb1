"""Which labelled answers a change of the catalogue would change."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.meanings import Meanings
from bot.catalogue.snapshot import Snapshot
from bot.dialogue import DialogueState
from bot.editing.labelled import LabelledLine, WrongLabelledLine, shipped_lines
from bot.editing.safety_net import ChangedAnswer, SafetyNet
from bot.regions import Regions
from bot.reply import Message
from bot.understanding.features import Featurizer
from data.catalogue.changes import EntryChange
from data.catalogue.entries import ServiceEntry, Subject
from data.catalogue.whole import CatalogueRows
from tests.conftest import LABELLED_DAY
from tests.small_catalogue import ENTRIES, HOHHOT, entry

LINES = (
    LabelledLine(text="哪能歇脚", intents=("rest_stop",)),
    LabelledLine(text="歇脚站有多少个", intents=("rest_stop",), entry="city-stops", answer_any=("12",)),
    LabelledLine(text="老板欠薪找谁", intents=("lawyers",)),
    LabelledLine(text="今天天气怎么样"),
    LabelledLine(text="夏令营怎么报名", intents=("camp",)),
    LabelledLine(text="哪里查视力", intents=("eye_check",)),
)
BY_ID = {one.id: one for one in ENTRIES}


@pytest.fixture
def net(regions: Regions) -> SafetyNet:
    return SafetyNet(regions, HOHHOT, lambda: date(2026, 11, 21))


def tried(net: SafetyNet, small: Snapshot, *changes: EntryChange) -> tuple[ChangedAnswer, ...]:
    return net.changed_answers(small, small.with_changes(changes), LINES)


def edit(entry_id: str, **values: object) -> EntryChange:
    before = BY_ID[entry_id]
    return EntryChange(before, replace(before, **values))  # type: ignore[arg-type]


def test_an_edit_of_what_an_entry_says_changes_no_answer(net: SafetyNet, small: Snapshot) -> None:
    assert tried(net, small, edit("city-stops", how="推门进", contact="12351")) == ()
    assert tried(net, small, edit("eye-check", summary="骑手可以查一次视力，免费。")) == ()


def test_a_figure_that_a_line_asks_for_may_not_vanish_unseen(net: SafetyNet, small: Snapshot) -> None:
    (changed,) = tried(net, small, edit("city-stops", facts=(replace(BY_ID["city-stops"].facts[0], value="15"),)))
    assert changed.line.text == "歇脚站有多少个"
    assert changed.right_before
    assert not changed.right_after
    assert changed.before.entry == changed.after.entry == "city-stops"
    assert "15" in changed.after.lead


def test_a_removed_entry_takes_its_answers_away(net: SafetyNet, small: Snapshot) -> None:
    (changed,) = tried(net, small, EntryChange(BY_ID["eye-check"], None))
    assert (changed.line.text, changed.before.entry, changed.after.entry) == ("哪里查视力", "eye-check", None)
    removed = tried(net, small, EntryChange(BY_ID["city-stops"], None))
    assert "歇脚站有多少个" in [one.line.text for one in removed]


def test_an_added_entry_that_comes_first_shows(net: SafetyNet, small: Snapshot) -> None:
    better = entry("camp-here", "呼市职工子女夏令营报名", "camp", HOHHOT, "夏天去草原", "2026-06")
    changed = tried(net, small, EntryChange(None, better))
    assert [(one.line.text, one.after.entry) for one in changed] == [("夏令营怎么报名", "camp-here")]


CHANGES = (
    edit("city-stops", how="改了"),
    edit("city-stops", title="呼市喝水歇脚点"),
    edit("eye-check", intent="camp"),
    edit("lawyers-2025", region="青海省"),
    EntryChange(BY_ID["wages-here"], None),
    EntryChange(None, entry("new-meal", "热饭到车头", "hot_meal", HOHHOT, "热饭", "2026")),
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change.id}")
def test_a_catalogue_with_changes_is_the_one_built_anew(
    net: SafetyNet, small: Snapshot, featurizer: Featurizer, change: EntryChange
) -> None:
    """Sharing what a change does not touch, and skipping the lines that it cannot reach, is no other answer."""
    changed = small.with_changes([change])
    anew = _anew(small, featurizer, change)
    assert dict(changed.entries) == dict(anew.entries)
    assert dict(changed.intent_of) == dict(anew.intent_of)
    assert changed.indexes.keys() == anew.indexes.keys()
    assert net.changed_answers(small, changed, LINES) == net.changed_answers(small, anew, LINES)
    assert net.changed_answers(changed, anew, LINES) == ()


def test_what_is_kept_from_the_last_change_is_what_would_be_asked_anew(
    net: SafetyNet, small: Snapshot, regions: Regions
) -> None:
    """One net over a row of changes says the same as a new net for each."""
    now = small
    for change in CHANGES:
        following = now.with_changes([change])
        new = SafetyNet(regions, HOHHOT, lambda: date(2026, 11, 21))
        assert net.changed_answers(now, following, LINES) == new.changed_answers(now, following, LINES)
        now = following


def _anew(small: Snapshot, featurizer: Featurizer, change: EntryChange) -> Snapshot:
    entries: dict[str, ServiceEntry] = {**small.entries}
    entries.pop(change.id, None)
    if change.after is not None:
        entries[change.id] = change.after
    subjects: tuple[Subject, ...] = tuple(small.subjects.values())
    rows = CatalogueRows(2, subjects, tuple(entries[key] for key in sorted(entries)), (), frozenset())
    return Snapshot.build(rows, featurizer, small.model, small.synonyms)


@pytest.mark.slow
async def test_the_shipped_lines_are_answered_as_labelled(shipped_snapshot: Snapshot, regions: Regions) -> None:
    lines = shipped_lines(regions)
    answerer = Answerer(shipped_snapshot, regions, HOHHOT, Meanings(shipped_snapshot, regions))
    wrong = [
        line.text
        for line in lines
        if not line.is_answered_by(answerer.respond(Message(line.text), DialogueState(), LABELLED_DAY.date()).reply)
    ]
    assert len(wrong) <= 0.03 * len(lines), wrong
    intents = {intent for line in lines for intent in line.intents}
    assert intents == {subject.id for subject in shipped_snapshot.filled_subjects}
    assert {line.entry for line in lines if line.entry} <= set(shipped_snapshot.entries)
    assert len({line.text for line in lines}) == len(lines)


@pytest.mark.parametrize("text", ["{", '{"intents": []}', '{"text": "a", "region": "月球"}', '{"text": "a", "b": 1}'])
def test_a_wrong_line_is_named(tmp_path: Path, regions: Regions, text: str) -> None:
    (tmp_path / "lines.jsonl").write_text('{"text": "好"}\n' + text, encoding="utf-8")
    with pytest.raises(WrongLabelledLine, match=r"^lines\.jsonl:2: "):
        shipped_lines(regions, tmp_path)

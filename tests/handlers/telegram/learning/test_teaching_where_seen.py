"""A question is taught where it is seen: under /why, under an answer that an editor finds wrong, on an entry's card."""

from bot.learning import words as wording
from bot.people.roles import Right
from bot.people.staff import Staff
from data.people.audit import Actor, newest
from data.storage.engine import Database
from handlers.telegram.editing import words as entry_wording
from tests.handlers.telegram.conftest import OWNER, Dialogue
from tests.handlers.telegram.learning.conftest import EDITOR, LOOKER, buttons

RIDER = 1001
QUESTION = "验光要不要排号"


async def test_under_why_a_question_is_taught_to_the_entry_that_is_pressed(
    dialogue: Dialogue, database: Database
) -> None:
    (why,) = await dialogue.say(EDITOR, f"/why {QUESTION}")
    (which,) = await dialogue.press(EDITOR, why, buttons(why)[wording.TEACH_IT])
    assert which["text"] == wording.WHICH_ENTRY.format(question=QUESTION)
    (found,) = await dialogue.say(EDITOR, "视力")
    (done,) = await dialogue.press(EDITOR, found, buttons(found)["骑手查视力"])
    assert done["text"] == wording.TAUGHT_TO_ENTRY.format(question=QUESTION, title="骑手查视力")
    (answer,) = await dialogue.say(RIDER, QUESTION)
    assert "骑手查视力" in answer["text"]
    (row,) = await newest(database, 1)
    assert (row.action, row.after) == ("phrase.teach", QUESTION)
    await dialogue.press(EDITOR, done, buttons(done)[wording.UNDO])
    (again,) = await dialogue.say(RIDER, QUESTION)
    assert again["text"] != answer["text"]


async def test_who_may_only_look_is_offered_no_teaching(dialogue: Dialogue) -> None:
    (why,) = await dialogue.say(LOOKER, f"/why {QUESTION}")
    assert why["reply_markup"] is None


async def test_what_changes_a_labelled_answer_is_shown_and_confirmed(dialogue: Dialogue, staff: Staff) -> None:
    (why,) = await dialogue.say(EDITOR, "/why 哪里查视力")
    (which,) = await dialogue.press(EDITOR, why, buttons(why)[wording.TEACH_IT])
    (shown,) = await dialogue.press(EDITOR, which, buttons(which)[wording.NOT_OURS])
    assert shown["text"].startswith(wording.WOULD_CHANGE.format(count=1))
    (done,) = await dialogue.press(EDITOR, shown, buttons(shown)[wording.CONFIRM])
    assert done["text"] == wording.TAUGHT_NOT_OURS.format(question="哪里查视力")
    await staff.grant(Actor(f"tg:{OWNER}", "telegram"), "tg:2003", Right.EDIT)
    await staff.grant(Actor(f"tg:{OWNER}", "telegram"), "tg:2003", Right.QUESTIONS)
    (why,) = await dialogue.say(2003, "/why 夏令营怎么报名")
    (which,) = await dialogue.press(2003, why, buttons(why)[wording.TEACH_IT])
    (shown,) = await dialogue.press(2003, which, buttons(which)[wording.NOT_OURS])
    assert shown["text"].endswith(wording.MAY_NOT_CONFIRM)
    assert wording.CONFIRM not in buttons(shown)


async def test_an_editor_who_finds_an_answer_wrong_teaches_it_at_once(dialogue: Dialogue) -> None:
    (answer,) = await dialogue.say(EDITOR, "歇脚站有多少个")
    (offered,) = await dialogue.press(EDITOR, answer, buttons(answer)[wording.UNHELPFUL])
    assert offered["text"] == wording.OFFER_TEACH
    (which,) = await dialogue.press(EDITOR, offered, buttons(offered)[wording.TEACH_IT])
    assert "歇脚站有多少个" in which["text"]
    (gone,) = await dialogue.press(EDITOR, which, buttons(which)["取消"])
    assert gone["text"] == wording.NOT_TAUGHT


async def test_a_rider_who_finds_an_answer_wrong_is_asked_to_tell_the_union(dialogue: Dialogue) -> None:
    (answer,) = await dialogue.say(RIDER, "歇脚站有多少个")
    (offered,) = await dialogue.press(RIDER, answer, buttons(answer)[wording.UNHELPFUL])
    assert offered["text"] == wording.OFFER_TELL


async def test_on_its_card_an_entry_is_taught_ways_to_ask_for_it(dialogue: Dialogue) -> None:
    (card,) = await dialogue.say(EDITOR, "/service show eye-check")
    (ways,) = await dialogue.press(EDITOR, card, buttons(card)[entry_wording.SEE_WAYS])
    assert ways["text"].startswith(entry_wording.ASKED_LIKE_THIS)
    assert len(ways["text"].splitlines()) == 6
    (ask,) = await dialogue.press(EDITOR, ways, buttons(ways)[entry_wording.TEACH_MORE])
    assert ask["text"] == entry_wording.ASK_PHRASES.format(title="骑手查视力")
    (wrong,) = await dialogue.say(EDITOR, "甲")
    assert wrong["text"].startswith("一句 2 到 80 个字")
    (done,) = await dialogue.say(EDITOR, f"{QUESTION}\n眼睛花了哪里验光")
    assert done["text"] == entry_wording.TAUGHT.format(count=2)
    for question in (QUESTION, "眼睛花了哪里验光"):
        (answer,) = await dialogue.say(RIDER, question)
        assert "骑手查视力" in answer["text"]


async def test_a_way_that_another_labelled_question_goes_by_waits_for_confirmation(dialogue: Dialogue) -> None:
    (card,) = await dialogue.say(EDITOR, "/service show camp-2025")
    (ways,) = await dialogue.press(EDITOR, card, buttons(card)[entry_wording.SEE_WAYS])
    await dialogue.press(EDITOR, ways, buttons(ways)[entry_wording.TEACH_MORE])
    (shown,) = await dialogue.say(EDITOR, "哪里查视力")
    assert shown["text"].startswith(wording.WOULD_CHANGE.format(count=1))
    (done,) = await dialogue.press(EDITOR, shown, buttons(shown)[entry_wording.TEACH_ANYWAY])
    assert done["text"] == entry_wording.TAUGHT.format(count=1)

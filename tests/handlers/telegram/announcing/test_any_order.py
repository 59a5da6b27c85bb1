"""Author, approver and rider write, press, edit and send files in any order: nobody is left without an answer.

Each example is a walk of steps by people of its own over one database. What was pressed may be any button that the
person ever saw, also one that another page has long replaced.
"""

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from bot.announcing.states import State
from bot.people.roles import Role
from bot.people.staff import Staff
from data.announcing import announcements
from data.people.forms import FormRows
from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.tables import Announcement
from handlers.telegram.announcing.cards import EVERY
from handlers.telegram.announcing.words import CORRECTION
from handlers.telegram.desk.limits import NO_LIMITS, Allowance
from handlers.telegram.dispatch import words as wording
from tests.announcing_runner import Told
from tests.fake_bot_api import Json
from tests.handlers.telegram.announcing.ledger import stands
from tests.handlers.telegram.announcing.pressing import BY_OWNER
from tests.handlers.telegram.conftest import Dialogue

QUESTION, ANSWER = "欠薪咋办", "工会可以帮您讨薪。"
NUMBER: Final = "{number}"
"""Stands for the newest announcement of the walk."""

SAID = (
    QUESTION,
    "/announce 明天发冬衣",
    "/announce",
    "1月22日法律讲座，请大家来",
    "换了电话",
    "明天凌晨0点",
    "30",
    "周五\n周六",
    "看这里 https://example.org/a",
    "赛罕区",
    "/announcements",
    f"/announcements {NUMBER}",
    f"/fix {NUMBER} 改到后天",
    f"/fix {NUMBER}",
    f"/recall {NUMBER}",
    "/stopall",
    "/role",
    "/name",
    "王姐",
    "/channel",
    "/subscribe",
    "/subscribe all",
    "/signups",
    "/help",
    "/mydata",
    "/cancel",
    "取消",
    "返回",
    "公告几点开始？",
)
SENT = ("photo", "document", "video", "voice", "sticker", "album")
AUTHOR, APPROVER, RIDER = range(3)
FREE: Final = frozenset(
    (("announce", "content"), ("announce", "station"), ("fix", "content"), ("decline", "reason"), ("case", "words"))
)
"""Steps that take any words at all: there a question is what was asked for."""

WHO = st.sampled_from((AUTHOR, AUTHOR, AUTHOR, APPROVER, RIDER))
WORDS = st.sampled_from((1,) * 6 + tuple(range(len(SAID))))
PRESS = st.tuples(st.just("press"), WHO, st.sampled_from((0, 0, 0, 1, 2, 3, 5)), st.integers(0, 9))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), WHO, WORDS, st.just(0)),
        PRESS,
        PRESS,
        PRESS,
        st.tuples(st.just("edit"), WHO, st.integers(0, 4), st.integers(0, len(SAID) - 1)),
        st.tuples(st.just("send"), WHO, st.integers(0, len(SENT) - 1), st.integers(0, 1)),
        st.tuples(st.just("engine"), st.just(AUTHOR), st.just(0), st.just(0)),
    ),
    min_size=20,
    max_size=40,
)
_HEAD = re.compile(r"公告 (\d+) 号")
_FIRST = itertools.count(30_000, 10)


@pytest.fixture
def allowance() -> Allowance:
    return NO_LIMITS


@dataclass
class Walk:
    """The people of one example and everything that they saw."""

    dialogue: Dialogue
    database: Database
    forms: FormRows
    people: tuple[int, int, int]
    first: int
    wrote: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    buttons: dict[int, dict[int, dict[str, Json]]] = field(default_factory=lambda: defaultdict(dict))
    heads: dict[tuple[int, int], str] = field(default_factory=dict)

    async def step(self, kind: str, who: int, one: int, two: int) -> None:
        person = self.people[who]
        self.dialogue.clock.now += 1
        if kind == "engine":
            await self._engine()
            self._look(None)
        elif kind == "say":
            await self._say(person, await self._words(one))
        elif kind == "press":
            await self._press(person, one, two)
        elif kind == "edit" and self.wrote[person]:
            written = self.wrote[person]
            message, _ = written[-1 - one % len(written)]
            text = await self._words(two)
            written.append((message, text))
            await self._answered(self.dialogue.api.edit(person, message, text), person)
        elif kind == "send":
            await self._send(person, SENT[one], "明天发冬衣" if two else "")

    async def _words(self, place: int) -> str:
        return SAID[place].replace(NUMBER, str(await self._newest()))

    async def _newest(self) -> int:
        found = await self.dialogue.office.listed(1)
        return found[0].id or 0 if found else 1

    async def _say(self, person: int, text: str) -> None:
        open_form = await self.forms.of(f"tg:{person}:{person}")
        update = self.dialogue.api.text(person, text)
        self.wrote[person].append((update["message"]["message_id"], text))
        said = await self._answered(update, person)
        if text == QUESTION and (open_form is None or open_form[:2] not in FREE):
            assert any(ANSWER in message["text"] for message in said), ("swallowed", open_form, said)

    async def _press(self, person: int, one: int, two: int) -> None:
        seen = list(self.buttons[person].values())
        if seen:
            offered = list(seen[-1 - one % len(seen)].items())
            data, message = offered[two % len(offered)]
            await self._answered(self.dialogue.api.press(person, message, data), person, message["message_id"])

    async def _send(self, person: int, kind: str, caption: str) -> None:
        api = self.dialogue.api
        if kind == "photo":
            update = api.photo(person, caption=caption)
        elif kind == "document":
            update = api.document(person, "通知.pdf", b"%PDF", caption=caption)
        elif kind == "sticker":
            sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
            update = api.message(person, sticker={**sticker, "is_animated": False, "is_video": False})
        elif kind == "album":
            first, update = api.album(person, "photo", "video", caption=caption)
            self.wrote[person].append((first["message"]["message_id"], caption))
            await self._answered(first, person)
            caption = ""
        else:
            update = api.recording(person, kind, caption=caption)
        self.wrote[person].append((update["message"]["message_id"], caption))
        await self._answered(update, person)

    async def _engine(self) -> None:
        """What was to go out has gone out, and the cards follow."""
        for found in await self.dialogue.office.listed(20, states=(State.SCHEDULED,)):
            await stands(self.database, found.id or 0, state=State.FINISHED, started_at=int(self.dialogue.clock.now))
        self.dialogue.clock.now += EVERY
        await self.dialogue.channel.cards.renew_all()

    async def _answered(self, update: Json, person: int, pressed: int | None = None) -> list[Json]:
        told = next(value for key, value in update.items() if key != "update_id")
        named = {key: value for key, value in told.items() if key in ("text", "data", "caption", "edit_date")}
        note(f"{person % 10}: {named or sorted(told)}")
        calls = len(self.dialogue.api.calls)
        said = await self.dialogue.told(update)
        made = self.dialogue.api.calls[calls:]
        here = [
            method
            for method, given_ in made
            if (method != "answerCallbackQuery" and int(given_.get("chat_id", 0)) == person) or given_.get("text")
        ]
        assert here, ("no answer", update)
        assert [message for message in said if wording.APOLOGY in message.get("text", "")] == []
        for method, given_ in made:
            if method.startswith("editMessage") and int(given_["chat_id"]) != person:
                assert _HEAD.match(given_["text"]), ("another's message overwritten", given_)
        self._look((person, pressed) if pressed is not None else None)
        return said

    def _look(self, pressed: tuple[int, int] | None) -> None:
        """Every card and draft still tells of its own announcement, but for the one whose button was pressed."""
        for chat in self.people:
            for number, message in self.dialogue.api.chats[chat].items():
                text = str(message.get("text") or "")
                if message["from"]["id"] == chat:
                    continue
                before, found = self.heads.get((chat, number)), _HEAD.match(text)
                if before is not None and (chat, number) != pressed:
                    assert found is not None, ("a card was overwritten", before, text)
                    assert found[0] == before, ("a card was overwritten", before, text)
                if found is not None:
                    self.heads[chat, number] = found[0]
                else:
                    self.heads.pop((chat, number), None)
                rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
                ids = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
                if ids:
                    self.buttons[chat].setdefault(number, {}).update(dict.fromkeys(ids, message))

    async def end(self, runner: Told) -> None:
        """What stands in each announcement was written by its author; nothing was begun twice."""
        assert len(runner.begun) == len(set(runner.begun))
        async with self.database.read() as session:
            for kept in await self.dialogue.office.listed(99):
                found = await session.get(Announcement, kept.id)
                if found is None or (found.id or 0) <= self.first:
                    continue
                wrote = {text.removeprefix("/announce").strip() for _, text in self.wrote[int(found.author[3:])]}
                assert found.html.removeprefix(CORRECTION) in wrote, ("of another's words", found.html)


@pytest.mark.slow
@settings(
    max_examples=15,
    phases=(Phase.explicit, Phase.generate),  # a walk stands in the notes; making it shorter takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
async def test_every_message_is_answered_and_no_dialogue_takes_anothers(
    dialogue: Dialogue,
    database: Database,
    commits: GroupCommit,
    staff: Staff,
    runner: Told,
    steps: list[tuple[str, int, int, int]],
) -> None:
    first = next(_FIRST)
    people = (first, first + 1, first + 2)
    newest = await announcements.newest(database, 1)
    await staff.grant(BY_OWNER, f"tg:{people[AUTHOR]}", Role.STAFF)
    await staff.grant(BY_OWNER, f"tg:{people[APPROVER]}", Role.ADMIN)
    walk = Walk(dialogue, database, FormRows(database, commits), people, (newest[0].id or 0) if newest else 0)
    try:
        await walk.step("say", AUTHOR, 1, 0)
        for step in steps:
            await walk.step(*step)
        await walk.end(runner)
        assert dialogue.api.misuse == []
    finally:  # nobody of the next walk hears of this one
        await staff.revoke(BY_OWNER, f"tg:{people[AUTHOR]}", Role.STAFF)
        await staff.revoke(BY_OWNER, f"tg:{people[APPROVER]}", Role.ADMIN)

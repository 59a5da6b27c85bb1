"""The chats that docs/staff.md shows: `python -m tests.guards.chats` holds them again and draws them anew.

Each is held with the program as a user starts it, over the shipped seeds, through the fake Bot API on loopback.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from tests.fake_bot_api import FakeBotApi, Json
from tests.fake_bot_server import serving
from tests.guards.chat_drawing import Said, drawn
from tests.guards.checkout import ROOT
from tests.guards.papers import DOCS
from tests.handlers.telegram.test_program import ended, program, until

IMAGES: Final = DOCS / "images"
OWNER, COLLEAGUE = 9001, 1000
RIDERS = (1001, 1002, 1003)


@dataclass(frozen=True, slots=True)
class Say:
    """Somebody writes; `shows` is how each message of the bot begins that must come of it."""

    text: str
    shows: tuple[str, ...]
    who: int = OWNER


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody presses the button whose label begins so, under the last message that has one; `shows` as above."""

    label: str
    shows: tuple[str, ...]
    who: int = OWNER


Step = Say | Press

PAGE: Final = (
    "滨河工会简报\n2026年3月5日\n\n# 银杏律师团进车间\n\n本报讯（记者 江一）赤峰市总工会组建“银杏律师团”，"
    "为职工免费提供法律援助，今年办理案件57件。咨询电话：12351。\n"
)
"""An invented page."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What is done, in order, and what the picture of the owner's chat shows; `before` happened and is not shown."""

    title: str
    steps: tuple[Step, ...]
    before: tuple[Step, ...] = field(default=())


TALKS: Final[Mapping[str, Talk]] = {
    "chat-role": Talk(
        "给同事权限，看操作记录",
        (
            Say(f"/role grant {COLLEAGUE} editor", (f"已给 {COLLEAGUE}", "同事在列表和记录里")),
            Say("/role list", (f"{OWNER}",)),
        ),
    ),
    "chat-announce": Talk(
        "发公告：预览、点发送、看进度",
        (
            # No day stands in it: the picture must be the same whatever day it is drawn on.
            Say("/announce 新城驿站的冬衣到了，每人一件", ("公告 1 号，草稿",)),
            Press("发送", ("公告 1 号：已发完", "公告 1 号发完了")),
        ),
        tuple(Say("/subscribe all", ("订好了",), rider) for rider in RIDERS),
    ),
    "chat-edit": Talk(
        "改条目：找到、选一项、写新内容、可以撤销",
        (
            Say("/service find 高原氧吧", ("「高原氧吧」找到",)),
            Press("青海高原氧吧", ("青海高原氧吧（",)),
            Press("修改", ("改「",)),
            Press("找谁", ("「青海高原氧吧」的",)),
            Say("打 12351 问当地工会", ("已保存",)),
        ),
    ),
    "chat-teach": Talk(
        "没答上的问题：点一下就学会",
        (
            Say("/unanswered", ("没答上的问题",)),
            Press("不归我们管", ("现在没有要处理的", "学会了")),
        ),
        (
            Say("手机屏幕碎了去哪修", ("这个不归工会管",), RIDERS[0]),
            Press("告诉工会", ("好，已转给工会",), RIDERS[0]),
        ),
    ),
    "chat-drafts": Talk(
        "从版面收条目：贴文字、看一眼、采纳",
        (
            Say(f"/drafts {PAGE}", ("「贴来的文字」里找到 1 条", "草稿（还有 1 条）")),
            Press("采纳", ("已采纳",)),
        ),
    ),
}


class _Chat:
    """One person's chat as it comes to stand there, message by message."""

    def __init__(self, api: FakeBotApi, who: int) -> None:
        self.api = api
        self.who = who
        self.talk: list[Said] = []
        self._seen: dict[int, Said] = {}
        self._calls = 0

    def standing(self) -> dict[int, Said]:
        """Every message of the bot as it stands now."""
        messages = self.api.chats[self.who].values()
        return {one["message_id"]: _said(one) for one in messages if one["from"]["is_bot"]}

    def has(self, beginnings: Sequence[str]) -> bool:
        """Whether messages are new or changed that begin so, or short notices shown over the chat."""
        notices = [call for method, call in self.api.calls[self._calls :] if method == "answerCallbackQuery"]
        new = [one.text for one in self._new().values()] + [call.get("text") or "" for call in notices]
        return all(any(text.startswith(beginning) for text in new) for beginning in beginnings)

    def _new(self) -> dict[int, Said]:
        return {number: one for number, one in self.standing().items() if self._seen.get(number) != one}

    def take(self) -> None:
        """Adds what is new to the talk."""
        new = self._new()
        self._seen.update(new)
        self.talk += new.values()
        self._calls = len(self.api.calls)

    def does(self, step: Step) -> Json:
        """The update that a step comes to; what is said or pressed stands in the talk."""
        if isinstance(step, Press):
            return self._pressed(step.label)
        self.talk.append(Said(step.text, ours=True))
        return self.api.text(self.who, step.text)

    def _pressed(self, label: str) -> Json:
        for message in reversed([one for one in self.api.chats[self.who].values() if one["from"]["is_bot"]]):
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"].startswith(label):
                        said = _said(message)
                        at = len(self.talk) - 1 - self.talk[::-1].index(said)
                        self.talk[at] = replace(said, pressed=button["text"])
                        return self.api.press(self.who, message, button["callback_data"])
        raise LookupError(f"no button {label} in {self.talk}")


def _said(message: Json) -> Said:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return Said(message["text"], rows=tuple(tuple(button["text"] for button in row) for row in rows))


async def held(database_url: str, cache: Path) -> Mapping[str, Sequence[Said]]:
    """What came to stand in the owner's chat in each talk, held one after the other with one program."""
    api = FakeBotApi()
    settings = {"ADMINS": str(OWNER), "ANNOUNCE_CANARY": "0", "ANNOUNCE_APPROVAL": "never"}
    chats = {who: _Chat(api, who) for who in (OWNER, COLLEAGUE, *RIDERS)}
    found: dict[str, Sequence[Said]] = {}
    async with serving(api) as (_, address), program(database_url, cache, address, **settings) as process:
        for name, talk in TALKS.items():
            begun = len(chats[OWNER].talk)
            for step in (*talk.before, *talk.steps):
                chat = chats[step.who]
                api.wait_in_line([chat.does(step)])
                await until(process, partial(chat.has, step.shows))
                chat.take()
            found[name] = chats[OWNER].talk[begun:]
        await ended(process)
    return found


async def pictures(database_url: str, cache: Path) -> Mapping[str, str]:
    """The SVG of each talk as it is held now, by its name; the database may be an empty one."""
    talks = await held(database_url, cache)
    return {name: drawn(talk, TALKS[name].title) for name, talk in talks.items()}


def main() -> None:
    """Draws every chat anew; the model is fitted first, unless UNIONBOT_CACHE names a folder that has it."""
    with tempfile.TemporaryDirectory() as folder:
        cache, url = os.environ.pop("UNIONBOT_CACHE", folder), f"sqlite:///{folder}/chats.db"
        environment = {**os.environ, "UNIONBOT_DATABASE_URL": url, "UNIONBOT_CACHE": cache}
        subprocess.run([sys.executable, "-m", "bot", "ask", "驿站"], env=environment, cwd=ROOT, check=True)
        for name, picture in asyncio.run(pictures(url, Path(cache))).items():
            (IMAGES / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()

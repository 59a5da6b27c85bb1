"""What went out lately, how it is got, what is on: asked for in words that no entry answers."""

import re
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Final

from bot.announcing.archive import Archive, Published
from bot.answering import news_words as words
from bot.answering.browsing import listed_now
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.reply import AboutNews, Block, Buttons, Choice, Outcome, Reply, Text
from data.storage.engine import Database

MOST: Final = 5
"""Announcements named in one reply."""

_LONGEST: Final = 20
_WHEN: Final = "(?:今天|今日|今儿|昨天|最近|这几天|这两天|近期|现在|眼下|目前|当前|这周|本周|周末|这个月|本月|最新|新)?"
_WHO: Final = "(?:咱们?|你们|您们|咱)?(?:工会|这里|这儿|市里)?"
_END: Final = "(?:的|呀|啊|呢|吗|嘛|么|没有|没|不| )*"
_HAS: Final = "(?:都|又|还)?(?:有没有|有|发了|出了|发布了|看看|看一下|看|查)?"
_WHAT: Final = "(?:什么|啥|哪些|些什么|点啥|点什么)?(?:新|最新|重要)?的?"


class NewsAsked(Enum):
    """What is asked for."""

    LATEST = re.compile(f"{_WHEN}{_WHO}{_WHEN}{_HAS}{_WHAT}(?:公告|通告|工会通知)(?:有哪些|在哪看?|去哪看)?{_END}")
    SUBSCRIBE = re.compile(
        f"{_WHO}(?:我?(?:想|要|怎么|咋|如何|在哪里?|哪里|能不能|可不可以|可以|咋样|怎样)*)"
        f"(?:才?能)?(?:订阅|订|接收|收到|收)一?下?{_WHO}的?(?:公告|通告|通知|消息|活动通知){_END}|(?:公告|通知)(?:怎么|咋|如何|在哪里?)(?:订阅|订|收){_END}"
    )
    ACTIVITIES = re.compile(
        f"{_WHEN}{_WHO}{_WHEN}(?:都|又|还)?(?:在)?(?:有没有|有|办|搞|组织|开展)?(?:什么|啥|哪些|些什么|点啥)(?:新|好|免费)?的?活动(?:可以参加|能参加)?{_END}"
    )


def news_asked(normalized: str) -> NewsAsked | None:
    """What the whole utterance asks for; None where it asks, or also asks, something else."""
    if len(normalized) > _LONGEST:
        return None
    return next((one for one in NewsAsked if one.value.fullmatch(normalized)), None)


async def told_of_news(
    asked: NewsAsked, snapshot: Snapshot, regions: Regions, here: str, today: date, database: Database, zone: tzinfo
) -> Reply:
    """The reply: from the archive and the catalogue; how announcements come by themselves is the channel's to say."""
    if asked is NewsAsked.SUBSCRIBE:
        return Reply(Outcome.SMALLTALK, (Text(words.SUBSCRIBE), AboutNews()))
    nothing: tuple[Sequence[Published], int | None] = ((), None)
    found, _ = await database.patience.result(Archive(database).page(), nothing)
    lines = [_line(one.at, one.title, zone) for one in found[:MOST]]
    said = "\n".join((words.LATEST, *lines)) if lines else words.NONE
    blocks: tuple[Block, ...] = (Text(said),)
    if asked is NewsAsked.ACTIVITIES:
        blocks = (*blocks, *_activities(snapshot, regions, here, today))
    return Reply(Outcome.SMALLTALK, (*blocks, AboutNews()))


def _activities(snapshot: Snapshot, regions: Regions, here: str, today: date) -> Sequence[Block]:
    choices = tuple(
        Choice(f"e:{one.id}", one.title) for one in listed_now(snapshot, regions, here, today, words.ACTIVITY)
    )
    return (Text(words.ACTIVITIES), Buttons(choices)) if choices else (Text(words.NO_ACTIVITIES),)


def _line(at: int, title: str, zone: tzinfo) -> str:
    day = datetime.fromtimestamp(at, zone)
    return words.LINE.format(month=day.month, day=day.day, title=title)

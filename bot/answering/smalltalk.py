"""Greetings, thanks, goodbyes and "what can you do"; any other chit-chat is out of scope."""

import re
from enum import StrEnum
from typing import Final

from bot.answering import words


class Smalltalk(StrEnum):
    """What was said; the value is our answer."""

    GREETING = words.GREETING
    WHAT_I_DO = words.WHAT_I_DO
    THANKS = words.THANKS
    GOODBYE = words.GOODBYE
    ACKNOWLEDGED = words.ACKNOWLEDGED


def _any(*spellings: str) -> str:
    """One of the spellings: `|` and spaces separate them, `_` stands for a space."""
    found = [word.replace("_", " ?") for spelling in spellings for word in spelling.split()]
    return "(?:" + "|".join(sorted(found, key=len, reverse=True)) + ")"


# Flat runs only: a repeated group that itself repeats would take exponential time on what somebody types to annoy.
_TAIL = (
    _any(
        "啊 呀 哈 呢 吧 啦 喽 了 哦 噢 昂 嘞 咧 您 你 亲 师傅 老师 同志 们 大家 各位 朋友",
        "大姐 大哥 大妹子 闺女 兄弟 老哥 姐 哥 小助手 助手 机器人 工会 _",
    )
    + "*"
)
_FINE = _any(
    "好 行 嗯 哦 噢 中 成 得 ok okay 可以 明白 知道 懂 收到 清楚 了解 妥 的 嘞 咧 了 啦 吧 呀 啊 勒 _",
    "我 俺 这 这就 先 马上 现在 回头 明天 一会 一会儿 等会 等会儿",
    "去 打 试 看 问 办 就 给 电话 看看 试试 问问 一下 那 着 记住",
)
_FINE_AT_FIRST = _any("好 行 嗯 哦 噢 中 成 得 ok okay 可以 明白 知道 懂 收到 清楚 了解 妥 记住了")
_THANKS = _any(
    "谢谢 谢谢谢 多谢 谢了 谢啦 感谢 谢过 谢 太谢谢 太感谢 非常感谢 十分感谢 真是谢谢 3q thanks thank_you thx",
    "麻烦你了 麻烦您了 辛苦 辛苦了 辛苦你了 辛苦您了 有心了",
)
_GOODBYE = _any("再见 拜拜 拜 白白 回见 下次聊 回头聊 回头再聊 88 byebye bye 先这样 就这样 没事了 没别的了 不问了")
_HELLO = _any(
    "你好 您好 妳好 哈喽 哈啰 哈罗 嗨 hi hello 嘿 喂 喂喂 在吗 在不在 在么 在不 有人吗 有人么 有人没 有人在吗 有人不",
    "早上好 上午好 中午好 下午好 晚上好 早安 晚安 早 早早 大家好 师傅好 老师好 nihao ni_hao",
    "打扰 打扰了 打扰一下 请问 请问一下 吃了吗",
)
_WHAT = _any("什么 啥 哪些 嘛 甚 嘎哈")
_WHO = _any("你 您 这 这个 机器人 助手 小助手 这里 都 到底 你好 您好 _") + "*"
_CAN = (
    _any("能 会 可以")
    + "(?: ?|都)?"
    + _any("干 做 帮 办 答 回答 问 查 解决 帮我 帮我做 帮我干 帮我查 帮我办 帮我问 帮我解决")
)
_END = _any("呢 呀 啊 的 吗 了") + "*"

_PATTERNS: Final = (
    (
        Smalltalk.WHAT_I_DO,
        rf"{_WHO}(?:是(?:干|做|弄){_WHAT}(?:的|用的)?|{_CAN}(?:点|些)?{_WHAT}(?:事|问题|服务|忙)?){_END}",
    ),
    (
        Smalltalk.WHAT_I_DO,
        rf"{_WHO}(?:有{_WHAT}(?:用|功能|服务|本事)|{_WHAT}功能|怎么用|咋用|是谁|是什么|叫什么|叫啥){_END}",
    ),
    (Smalltalk.WHAT_I_DO, _any("帮助 功能 使用说明 怎么用 help 菜单 能问什么 能问啥 能问些什么 能问点啥")),
    (Smalltalk.GREETING, rf"(?:师傅|老师|同志|小助手)?{_HELLO}{_TAIL}(?:{_HELLO}{_TAIL})?"),
    (Smalltalk.THANKS, rf"{_FINE}*{_THANKS}{_TAIL}(?:{_THANKS}{_TAIL})?(?:{_GOODBYE}|{_FINE})*"),
    (Smalltalk.GOODBYE, rf"{_FINE}*(?:走了)?{_GOODBYE}{_TAIL}(?:{_GOODBYE}{_TAIL})?"),
    (Smalltalk.ACKNOWLEDGED, rf"{_FINE_AT_FIRST}{_FINE}*"),
)
_COMPILED: Final = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)

_LONGEST: Final = 24
_GREETING_BEFORE = re.compile(
    rf"^{_any('你好 您好 哈喽 嗨 在吗 有人吗 打扰一下 请问一下 请问 师傅 老师')}"
    rf"{_any('你好 您好 在吗 请问 打扰一下 啊 呀 _')}*(?=.)"
)
# A bare 拜, 白白 or 88 inside a statement (礼拜三, 三个月白白干了) is no courtesy.
_COURTEOUS = rf"(?:{_THANKS}|麻烦(?:你|您)了|{_any('再见 拜拜 回见 下次聊 回头聊 回头再聊 不问了')})"
_THANKED_FIRST = re.compile(rf"^(?:太|真是?|实在)?{_COURTEOUS}")
_THANKED_LAST = re.compile(rf"{_COURTEOUS}{_TAIL}$")
_LEAVING = re.compile(_any("再见 拜拜 回见 聊 不问了"))
_COMPLAINS = re.compile(r"[没欠扣罚坏伤病死]|不[给发让批退管认交赔]|工资|工钱|住.?院|白干|开除|辞|封号|倒闭")
_ASKS = re.compile(_any("吗 么 呢 怎 咋 啥 什么 哪 谁 几 多少 多久 能不能 有没有 是不是 可不可以 想问 请问"))
_LONGEST_REMARK: Final = 12


def smalltalk(normalized: str) -> Smalltalk | None:
    """What kind of small talk the whole utterance is; None when it is, or also holds, something else."""
    if not normalized or len(normalized) > _LONGEST:
        return None
    return next((kind for kind, pattern in _COMPILED if pattern.fullmatch(normalized)), None)


def courteous(normalized: str) -> Smalltalk | None:
    """Thanks or goodbye before or after a remark that asks and complains of nothing."""
    match = _THANKED_FIRST.match(normalized) or _THANKED_LAST.search(normalized)
    if match is None or _ASKS.search(normalized) or _COMPLAINS.search(normalized):
        return None
    remark = (normalized[: match.start()] + normalized[match.end() :]).replace(" ", "")
    if len(remark) > _LONGEST_REMARK:
        return None
    return Smalltalk.GOODBYE if _LEAVING.search(match[0]) else Smalltalk.THANKS


def without_greeting(normalized: str) -> str:
    """The utterance without the greeting in front of it."""
    return _GREETING_BEFORE.sub("", normalized)

"""Greetings, thanks, goodbyes and "what can you do"; any other chit-chat is out of scope."""

import re
from enum import StrEnum

from bot.wording import answering as words


class Smalltalk(StrEnum):
    """What was said; the value is our answer."""

    GREETING = words.GREETING
    WHAT_I_DO = words.WHAT_I_DO
    THANKS = words.THANKS
    GOODBYE = words.GOODBYE
    ACKNOWLEDGED = words.ACKNOWLEDGED


_TAIL = (
    r"(?:啊|呀|哈|呢|吧|啦|喽|了|哦|噢|昂|嘞|咧|您|你|亲|师傅|老师|同志|们|大家|各位|朋友|小助手|助手|机器人|工会| )*"
)
_THANKS = rf"(?:太|多|非常|十分|真的|真是)*(?:谢谢+|多谢|谢了|谢啦|感谢|谢过|谢|3q|thanks?(?: you)?|thx|麻烦(?:你|您)了|辛苦(?:你|您)?了?|有心了){_TAIL}"
_FINE = (
    r"(?:好|行|嗯|哦|噢|中|成|得|ok|okay|可以|明白|知道|懂|收到|清楚|了解|妥)(?:的|嘞|咧|了|啦|吧|呀|啊|勒|好|行|嗯)*"
)
_DOING = r"(?:我|俺|这|这就|先|马上|现在|回头|明天|一会儿?|等会儿?|去|打|试|看|问|办|就|给|电话|看看|试试|问问|一下|那|着|了| )*"
_HELLO = rf"(?:你好|您好|妳好|哈[喽啰罗]|嗨|hi|hello|嘿|喂+|在吗|在不在|在么|在不|有人吗|有人么|有人没|有人在吗|有人不|早上好|上午好|中午好|下午好|晚上好|早安|晚安|早+|大家好|师傅好|老师好|nihao|ni hao|打扰(?:一下|了)?|请问|请问一下|吃了吗){_TAIL}"

_PATTERNS = (
    (Smalltalk.WHAT_I_DO, re.compile(
        r"(?:你好|您好| )*(?:你|您|这|这个|机器人|助手|小助手|这里)?(?:都|到底)?(?:是(?:干|做|弄)(?:什么|啥|嘛|嘎哈)(?:的|用的)?|(?:能|会|可以)(?:都)?(?:干|做|帮我?(?:干|做)?|办|答|回答|问|查|解决)(?:点|些)?(?:什么|啥|哪些|嘛|甚)(?:事|问题|服务|忙)?|有(?:什么|啥|哪些)(?:用|功能|服务|本事)|怎么用|咋用|什么功能|啥功能|是谁|是什么|叫什么|叫啥)(?:呢|呀|啊|的|吗|了)*"
        r"|(?:帮助|功能|使用说明|怎么用|help|菜单|能问(?:什么|啥|些什么|点啥))")),
    (Smalltalk.GREETING, re.compile(rf"(?:{_HELLO} ?)+")),
    (Smalltalk.THANKS, re.compile(rf"(?:{_FINE} ?)*{_DOING}(?:{_THANKS} ?)+(?:{_DOING}|{_FINE}|再见|拜拜)*")),
    (Smalltalk.GOODBYE, re.compile(rf"(?:{_FINE} ?|那 ?|先 ?|走了 ?)*(?:再见|拜拜|拜|白白|回见|下次聊|回头聊|88|byebye|bye bye|bye|先这样|就这样|没事了|没别的了|不问了){_TAIL}")),
    (Smalltalk.ACKNOWLEDGED, re.compile(rf"(?:{_FINE} ?)+{_DOING}")),
)  # fmt: skip

_LONGEST = 24
_GREETING_BEFORE = re.compile(
    r"^(?:(?:你好|您好|哈喽|嗨|在吗|有人吗|打扰一下|请问一下|请问|师傅|老师)(?:啊|呀)? ?)+(?=.)"
)


def smalltalk(normalized: str) -> Smalltalk | None:
    """What kind of small talk the whole utterance is; null when it is, or also holds, something else."""
    if not normalized or len(normalized) > _LONGEST:
        return None
    for kind, pattern in _PATTERNS:
        if pattern.fullmatch(normalized):
            return kind
    return None


_THANKED = re.compile(rf"{_THANKS}|麻烦(?:你|您)|辛苦|拜拜|再见|回头(?:再)?聊|不问了")
_ASKS = re.compile(r"吗|么|呢|怎|咋|啥|什么|哪|谁|几|多少|多久|能不能|有没有|是不是|可不可以|想问|请问")
_LONGEST_REMARK = 12


def courteous(normalized: str) -> Smalltalk | None:
    """Thanks or goodbye with a remark around it that asks nothing; only for what names no subject of ours."""
    match = _THANKED.search(normalized)
    if match is None or _ASKS.search(normalized):
        return None
    remark = (normalized[: match.start()] + normalized[match.end() :]).replace(" ", "")
    if len(remark) > _LONGEST_REMARK:
        return None
    return Smalltalk.GOODBYE if re.search(r"拜拜|再见|聊|不问了", match[0]) else Smalltalk.THANKS


def without_greeting(normalized: str) -> str:
    """The utterance without the greeting in front of it."""
    return _GREETING_BEFORE.sub("", normalized)

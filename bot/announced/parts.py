"""What a question wants to know of an announcement, and which of its sentences tell that."""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Final


class Part(Enum):
    """One thing that an announcement may tell."""

    TIME = "time"
    UNTIL = "until"
    PLACE = "place"
    BRING = "bring"
    SIGN_UP = "sign up"
    COST = "cost"
    COUNT = "count"
    WHO = "who"
    CONTACT = "contact"
    PRIZE = "prize"


_NUMBER: Final = r"[0-9零一二两三四五六七八九十百千]+"

_ASKED: Final[Mapping[Part, re.Pattern[str]]] = {
    Part.TIME: re.compile(
        r"几点|(?:什么|啥|甚)时|何时|哪[一]?[天日]|几[号月日]|周几|星期几|礼拜几|多会儿|时间"
        r"|(?:晚上|半夜|周末)[^ ]{0,4}(?:吗|没|不)"
    ),
    Part.UNTIL: re.compile(r"截止|到(?:几|哪[天日]|什么时|啥时)|最晚|来得及|(?:几|哪).{0,2}(?:恢复|结束)|还能"),
    Part.PLACE: re.compile(
        r"几[楼层]|哪(?:儿|里|块|领|听|看|办|报|交|集合|个(?:医院|地方|楼)|家|$| )"
        r"|在哪(?!天)|去哪|到哪(?!天)|上哪|地[点址]|位置|什么地方"
    ),
    Part.BRING: re.compile(r"带|材料|证件|准备|[啥什]么?证|凭啥|手续"),
    Part.SIGN_UP: re.compile(r"报名|[怎咋][么样]?(?:才能)?(?:报|参加|去|领|进)|怎么报|预约|参加方式"),
    Part.COST: re.compile(r"钱|收费|免费|花费|费用|贵"),
    Part.COUNT: re.compile(r"[多几]少?(?:个?人|件|张|名|天|次|份|队|本|场)|多少|名额|限[制定]?多?|几[件张个天份]"),
    Part.WHO: re.compile(r"谁(?:能|可以)|能(?:不能)?(?:去|来|参加|打|上|报)|可以.{0,4}[吗不]|几岁|多大|条件|要求"),
    Part.CONTACT: re.compile(r"电话|找谁|联系|问谁|号码"),
    Part.PRIZE: re.compile(r"奖|赢|送[啥什]|发[啥什]|纪念品"),
}

_TOLD: Final[Mapping[Part, re.Pattern[str]]] = {
    Part.TIME: re.compile(
        rf"{_NUMBER}[点月号日时]|\d:\d\d|周[一二三四五六日天]|星期|[今明后]天|今明|上午|下午|早上|晚上|每天|小时"
    ),
    Part.UNTIL: re.compile(
        rf"截止|[日号点]前|恢复|结束|{_NUMBER}[月日号点](?:[到至]|.{{0,3}}[止])|[到至]{_NUMBER}|之前|为止"
    ),
    Part.PLACE: re.compile(r"[在到去](?!时|点|\d)|地[点址]|[楼室厅馆店站场院校路街口]|中心|窗口|线上|广场|小程序|群里"),
    Part.BRING: re.compile(r"带|凭|材料|复印件|身份证|证件|自备"),
    Part.SIGN_UP: re.compile(r"报名|接龙|扫码|预约|填[表写]?|登记|排队"),
    Part.COST: re.compile(r"费|钱|元|免"),
    Part.COUNT: re.compile(rf"{_NUMBER}[人件张名天次份队本场个]|名额|[每限]"),
    Part.WHO: re.compile(r"岁|[都可]能|可以|面向|对象|凭"),
    Part.CONTACT: re.compile(r"电话|联系|\d{7,}|\d{3,4}-\d{7,}"),
    Part.PRIZE: re.compile(r"奖|冠军|[发送抽]|纪念品"),
}


_DEADLINE: Final = re.compile(r"截止|[日号点]前|恢复|为止|之前")
"""Says until when more surely than a span of hours does."""


def asked(text: str) -> tuple[Part, ...]:
    """What a question wants to know, none when it asks for the whole; who asks until when asks for no other time."""
    found = tuple(part for part, pattern in _ASKED.items() if pattern.search(text))
    return tuple(part for part in found if part is not Part.TIME) if Part.UNTIL in found else found


def tells_best(sentence: str, part: Part) -> bool:
    """Whether a sentence tells this in so many words, where there are some."""
    return part is not Part.UNTIL or _DEADLINE.search(sentence) is not None


def tells(sentence: str, part: Part) -> bool:
    """Whether a sentence of an announcement tells this."""
    return _TOLD[part].search(sentence) is not None

"""What about a service is asked for: a figure, a date, how to get it, where, whom to call, what it costs."""

import re
from enum import StrEnum


class Aspect(StrEnum):
    """The part of an entry that the first line of an answer must be about."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    HOURS = "hours"
    DURATION = "duration"
    PROVIDER = "provider"
    CONTACT = "contact"
    WHERE = "where"
    PAPERS = "papers"
    COST = "cost"
    ELIGIBLE = "eligible"
    HOW = "how"
    MORE = "more"
    SOURCE = "source"


_HOW_MANY = r"(?:多少|几|好几|多大)"
_MEASURED = "家个人名户件场次座所处项本份条部例套只台张位种类批趟辆支间起次"

# In order: the first that fits wins, so the narrow ones stand before the wide ones.
_PATTERNS: tuple[tuple[Aspect, re.Pattern[str]], ...] = tuple(
    (aspect, re.compile(pattern))
    for aspect, pattern in (
        (Aspect.SOURCE, r"原文|原话|哪(?:儿|里)?(?:看到|写)的|出处|来源|谁说的|哪篇|哪个报|报纸|有依据|真的假的|靠谱"),
        (
            Aspect.MORE,
            r"还有(?:别的|其他|其它|什么|啥|没有别的|哪些|没)|别的呢|其他(?:的)?呢|另外(?:的)?呢|换一个|下一个|再来一个",
        ),
        (
            Aspect.SHARE,
            rf"百分之|百分比|比例|占比|几成|多少成|(?<![效频税汇利功])率(?:是|有|到|达|多|怎|咋)?(?:多少|多高|几|啥|$)|满意度|{_HOW_MANY}个?百分点",
        ),
        (
            Aspect.COST,
            r"(?:要|收|得|用|需|需要|花|掏|交)(?:不要|不收|不用)?(?:多少)?(?:钱|费)(?:吗|么|不|没|呢|嘛|吧|$)|收费|免费(?:吗|么|的吗|不|的不|还是|的么)|花钱|掏钱|自费|要不要钱|贵不贵|白给|白送|多少钱一(?:次|份|个)|交(?:多少)?会费",
        ),
        (
            Aspect.MONEY,
            r"多少钱|几块|多少元|几千|几万|几百|多少块|多少万|金额|多少资金|多少经费|补(?:贴|助)?多少|补几|给多少|发多少钱|能拿多少|能领多少|能报多少|报销多少|津贴多少|值多少|省(?:了|下)?多少|挽回(?:了)?多少|投(?:入)?(?:了)?多少|花了多少|一(?:年|月|个月|次)(?:能)?多少(?!人|家|个|场)|多少工资|奖(?:金)?多少|有奖金",
        ),
        (
            Aspect.DURATION,
            r"多久|多长时间|几天(?:能|内|办|可以|才|回|给|出)|多少天|几个月|多少年|几年(?!级)|要等|期限|有效期",
        ),
        (
            Aspect.HOURS,
            r"几点|营业时间|开门|关门|开放时间|24小时|二十四小时|半夜|夜里|晚上(?:还)?(?:开|有人|能|也)|全天|周末|星期天|礼拜天|节假日|放假(?:也|还|开)|上班时间|下班时间",
        ),
        (
            Aspect.DATE,
            r"哪(?:一)?年|什么时候|啥时候|啥时|何时|几月|几号|哪天|哪(?:一)?日|什么时间|啥时间|多会儿|甚时候|日期|每周几|周几|星期几|礼拜几|从(?:哪|什么|啥|几)|到(?:哪|什么|啥|几)(?:时|月|号|天|年)|截止|结束(?:了)?(?:吗|没|么)|还(?:在)?(?:搞|办|有|开|招|做|发)(?:着)?(?:吗|么|没|不)|开始(?:了)?(?:吗|没)|成立(?:时间|于)",
        ),
        (
            Aspect.COUNT,
            rf"{_HOW_MANY}[^,，。?？]{{0,3}}?[{_MEASURED}]|多少|有几|一共|总共|合计|数量|数字|规模|人数|数目|多不多",
        ),
        (
            Aspect.CONTACT,
            r"电话|号码|热线|联系(?!实际)|找谁|问谁|跟谁|找哪|问哪|打给|咋找|怎么找|微信|客服|哪个部门|找什么部门|向谁|和谁说|给谁",
        ),
        (
            Aspect.PROVIDER,
            r"谁(?:管|办|搞|负责|组织|主办|弄|出|给|发|牵头|评|来)|哪个(?:单位|机构|部门)|哪家(?:单位|机构)|主办|负责(?:人|的)|归谁|谁家",
        ),
        (
            Aspect.PAPERS,
            r"材料|证件|证明|手续|带(?:啥|什么|哪些)|身份证|准备(?:啥|什么|哪些)|资料|表格|填(?:啥|什么|表)",
        ),
        (
            Aspect.WHERE,
            r"在哪|哪儿|哪里|哪有|哪能|哪块|搁哪|地址|位置|地点|什么地方|啥地方|去哪|到哪|上哪|附近|跟前|就近|最近的|怎么走|咋走|路线|导航|哪个医院|哪家医院",
        ),
        (
            Aspect.ELIGIBLE,
            r"能(?:不能)?(?:参加|享受|申请|领|去|办|报|入|进|用|要|拿|吃|加)(?:吗|么|不|上|到|$)|可以(?:吗|么|不)|行(?:吗|不|么)|够(?:不够)?(?:格|条件)|条件|资格|要求|对象|谁能|啥人|什么人|哪些人|哪类人|有份|算(?:不算|吗|不)|给(?:不给|上|吗)|限(?:制|定)|范围|也(?:能|行|可以|算|有)|岁数|年龄|几岁|多大(?:岁|年|能)",
        ),
        (
            Aspect.HOW,
            r"怎么|咋|如何|怎样|流程|步骤|申请|报名|办理|咋办|咋整|领取|参加方式|渠道|哪申请|去办|预约|登记|入口",
        ),
    )
)


def aspect_of(question: str) -> Aspect | None:
    """The aspect that a normalised question asks for; null when it asks for the service as a whole."""
    for aspect, pattern in _PATTERNS:
        if pattern.search(question):
            return aspect
    return None


FIGURES = frozenset({Aspect.COUNT, Aspect.MONEY, Aspect.SHARE, Aspect.DATE, Aspect.DURATION, Aspect.HOURS})
"""Aspects that a fact answers, with its name and value, before any other field does."""

_MONEY_UNIT = re.compile(r"元|块|资金|款")
_TIME_VALUE = re.compile(r"[年月日号天周点时]|^\d{4}(?:-\d\d)*$")
_LENGTH_VALUE = re.compile(r"天|小时|日内|分钟|个月|当天|当场|三日|年$|余天")
_HOURS_VALUE = re.compile(r"24小时|全天|点|时|备勤")


def fits(aspect: Aspect | None, value: str, unit: str | None) -> float:
    """How well a fact's kind of value answers the aspect: 1 well, 0 nothing known, -1 not at all."""
    printed = value + (unit or "")
    money = bool(_MONEY_UNIT.search(printed))
    time = bool(_TIME_VALUE.search(printed)) and not money
    share = "%" in printed or "百分" in printed
    number = any(c.isdigit() for c in value)
    match aspect:
        case Aspect.MONEY | Aspect.COST:
            return 1.0 if money else -1.0
        case Aspect.SHARE:
            return 1.0 if share else -1.0
        case Aspect.DATE:
            return 1.0 if time else -1.0
        case Aspect.DURATION:
            return 1.0 if _LENGTH_VALUE.search(printed) else -1.0
        case Aspect.HOURS:
            return 1.0 if _HOURS_VALUE.search(printed) else -1.0
        case Aspect.COUNT:
            return -0.5 if not number or (time and unit is None) else (0.0 if share else 0.5)
        case _:
            return 0.0

"""What about a service is asked for: a figure, a date, how to get it, where, whom to call, what it costs."""

import re
from collections.abc import Iterable
from enum import StrEnum


class Aspect(StrEnum):
    """The part of an entry that the first line of an answer must be about."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    HOURS = "hours"
    DURATION = "duration"
    NAME = "name"
    WHAT = "what"
    REGION = "region"
    PROVIDER = "provider"
    CONTACT = "contact"
    WHERE = "where"
    PAPERS = "papers"
    COST = "cost"
    ELIGIBLE = "eligible"
    HOW = "how"
    MORE = "more"
    SOURCE = "source"


_HOW_MANY = r"(?:多少|几|好几)"
_PEOPLE = "人名位"
_COUNTED = "家户件场次座所处项本份条部例套只台张种类批趟辆支间起宗回册"
_NOT_MONEY = rf"(?! ?[{_PEOPLE}{_COUNTED}个])"

# In order: the first that fits wins, so the narrow ones stand before the wide ones.
_PATTERNS: tuple[tuple[Aspect, re.Pattern[str]], ...] = tuple(
    (aspect, re.compile("|".join(patterns)))
    for aspect, patterns in (
        (
            Aspect.SOURCE,
            (r"原文|原话|出处|来源|谁说的|哪篇|哪个报|报纸|有依据|真的假的|靠谱", r"哪(?:儿|里)?(?:看到|写)的"),
        ),
        (
            Aspect.CONTACT,
            (r"(?:电话|号码|热线|微信)号?(?:码)?(?:是|有)?(?:多少|几|啥|什么|哪个)|(?:多少|几)号(?:电话|热线)",),
        ),
        (
            Aspect.MORE,
            (
                r"还有(?:别的|其他|其它|什么|啥|没有别的|哪些|没)|别的呢|其他(?:的)?呢|另外(?:的)?呢|换一个|下一个|再来一个",
            ),
        ),
        (
            Aspect.SHARE,
            (
                r"百分之|百分比|百分点|比例|占比|占(?:了|到)?(?:多少|几)|几成(?!新)|多少成|满意度",
                r"(?<![效频税汇利功])率(?:是|有|到|达|多|怎|咋|现在|目前)*(?:多少|多高|几|啥|$)",
            ),
        ),
        (
            Aspect.COST,
            (
                r"(?:要|收|得|用|需|需要|掏|交)(?:不要|不收|不用|多少|啥|什么)?"
                r"(?:钱|费)(?:吗|么|不|没|呢|嘛|吧|啊| |$)",
                r"收费|免费(?:吗|么|的吗|不|的不|还是|的么)|花钱|掏钱|自费|要不要钱|贵不贵|白给(?:吗|不|的)|白送(?:吗|不|的吗)|多少钱一(?:次|份|个)|会费",
            ),
        ),
        (
            Aspect.MONEY,
            (
                r"多少(?:的)?[^,，。?？ ]{0,3}(?:钱|损失|款|补助|补贴|津贴|资金|经费)|几个?亿",
                r"(?:钱|损失|资金|款|经费|费用|补助|津贴)[^ ]{0,6}(?:多少|几)(?![家个人名户])",
                r"多少钱|几块|多少元|几[千万百](?!人|名|家|户|个|条|份|次|场|职|骑|女)|多少块|多少万元|多少资金|多少经费|多少款|金额",
                rf"(?:补(?:贴|助)?|给|发|拿|领|报|报销|津贴|值|省|省了|省下|挽回|挽回了|损失|投入|投入了|投|投了|花|花了|筹|筹了|奖金|工资)(?:了)?多少{_NOT_MONEY}",
                rf"一(?:年|月|个月|次)(?:能|给|补|发)*多少{_NOT_MONEY}|补几|有奖金|多少工资",
            ),
        ),
        (
            Aspect.DURATION,
            (
                r"多久|多长时间|几天(?:能|内|办|可以|才|回|给|出)|多少天|几个月|多少年|(?<![这近前头那])几年(?!级)|要等|期限|有效期|多会儿能",
            ),
        ),
        (
            Aspect.HOURS,
            (
                r"几点|营业时间|开门|关门|开放时间|24小时|二十四小时|半夜|夜里|晚上(?:还)?(?:开|有人|能|也)|全天",
                r"周末|星期天|礼拜天|节假日|放假(?:也|还|开)|上班时间|下班时间|关不关|几点(?:关|开)",
            ),
        ),
        (
            Aspect.DATE,
            (
                r"哪(?:一)?年|什么时候|啥时候|啥时|何时|几月|几号|哪天|哪(?:一)?日|什么时间|啥时间|多会儿|甚时候|日期",
                r"每周几|周几|星期几|礼拜几|从(?:哪|什么|啥)(?:时|天|年|月|会)|到(?:哪|什么|啥|几)(?:时|月|号|天|年)|截止(?:时间|日期|了|没|到(?:什么|啥|哪|几))|成立(?:时间|于)",
                r"结束(?:了)?(?:吗|没|么)|还(?:在)?(?:搞|办|有|开|招|做|发)(?:着)?(?:吗|么|没|不)|开始(?:了)?(?:吗|没)",
            ),
        ),
        (
            Aspect.COUNT,
            (
                rf"{_HOW_MANY}[^,，。?？]{{0,3}}?[{_PEOPLE}{_COUNTED}个]",
                r"多少|几[千万百]|多远|有几|一共|总共|合计|数量|数字|规模|人数|数目|多不多|多大规模",
            ),
        ),
        (
            Aspect.PROVIDER,
            (r"(?:归|由|是)(?:哪个|什么|啥)(?:部门|单位)?(?:审|批|管)|由谁|谁(?:来)?(?:审|批|记)",),
        ),
        (
            Aspect.CONTACT,
            (
                r"电话|号码|热线|联系(?!实际)|找谁|问谁|跟谁|找哪(?:个|儿|里)?(?:部门|单位|人)?$|打给|微信|客服|向谁|和谁说",
                r"(?:找|问|归|去)(?:哪个|什么|啥)部门|咋找|怎么找",
            ),
        ),
        (
            Aspect.PROVIDER,
            (
                r"谁(?:管|办|搞|负责|组织|主办|弄|出|给|发|牵头|评|来)|(?:哪个|哪家|什么)(?:单位|机构|部门|工会)|主办|负责(?:人|的)|归谁|谁家",
            ),
        ),
        (
            Aspect.REGION,
            (r"哪(?:一)?个?(?:省|市|州|县)(?:的|里的)?工会|哪(?:儿|里)的(?:总)?工会",),
        ),
        (
            Aspect.NAME,
            (
                r"是谁|叫(?:什么|啥|甚)|姓(?:什么|啥|甚|名)|名字|哪位|哪儿的人|哪里人|是什么人",
                r"哪(?:个|几个|些|几)?(?:村|镇|街道|社区|地方|市|县|省|行业|行当|部门|领域|家洗衣店)|(?:部长|主任|书记|主席)(?:是|叫|姓)",
            ),
        ),
        (
            Aspect.WHAT,
            (
                r"几成新",
                r"(?:都|配|发|送|给|有|去|用|定)(?:的)?(?:是)?(?:啥|什么|哪些)(?!时|样|用|情况|条件|要求|材料|资格|手续|证|流程|好处|办法)",
            ),
        ),
        (
            Aspect.PAPERS,
            (r"材料|证件|证明|手续|带(?:啥|什么|哪些)|身份证|准备(?:啥|什么|哪些)|资料|表格|填(?:啥|什么|表)",),
        ),
        (
            Aspect.WHERE,
            (
                r"在哪|哪儿|哪里|哪有|哪能|哪块|搁哪|地址|位置|地点|什么地方|啥地方|去哪|到哪|上哪|附近|跟前|就近|最近的",
                r"怎么走|咋走|路线|导航|哪个医院|哪家医院|哪(?:些|几个)(?:地方|医院)",
            ),
        ),
        (
            Aspect.ELIGIBLE,
            (
                r"能(?:不能)?(?:参加|享受|申请|领|去|办|报|入|进|用|要|拿|吃|加)(?:吗|么|不|上|到| |$)",
                r"可以(?:吗|么|不)|行(?:吗|不|么)",
                r"够(?:不够)?(?:格|条件)|条件|资格|要求|对象|谁能|啥人|什么人|哪些人|哪类人|有份|算(?:不算|吗|不)|给(?:不给|上|吗)",
                r"限(?:制|定)|也(?:能|行|可以|算|有)|岁数|年龄|几岁|多大(?:岁|年|能)|收不收|要不要我",
            ),
        ),
        (
            Aspect.HOW,
            (
                r"(?:怎么|咋|如何|怎样|咋样)(?:才能)?(?:去|能|个)?(?:申请|报名|报|办理|办(?!了)|领|入|参加|加入|加|弄|下载|注册|登记|预约|用|使|交|进|参|评|选|申报|认证|实名|开通|领取|建|成立|享受|拿)",
                r"流程|步骤|参加方式|渠道|入口|在哪(?:申请|报名|办)|哪申请|申请(?:方式|办法|条件)?(?:是)?(?:啥|什么|吗|不|$)|报名(?:吗|不|方式|$)",
            ),
        ),
    )
)


def aspects_of(question: str) -> tuple[Aspect, ...]:
    """The aspects that a normalised question asks for, the likeliest first; none when it asks for the whole service."""
    return tuple(aspect for aspect, pattern in _PATTERNS if pattern.search(question))


FIGURES = frozenset(
    {
        Aspect.COUNT,
        Aspect.MONEY,
        Aspect.SHARE,
        Aspect.DATE,
        Aspect.DURATION,
        Aspect.HOURS,
        Aspect.COST,
        Aspect.NAME,
        Aspect.WHAT,
        Aspect.PROVIDER,
    }
)
"""Aspects that a fact answers, with its name and value, before any other field does."""

_MEASURE = re.compile(rf"{_HOW_MANY}(?:来|多)?(?P<measure>[{_PEOPLE}{_COUNTED}个])|多(?P<far>远)")
_MEASURES_ALIKE = ({*_PEOPLE}, {*"家个户所座处间"}, {*"件起例宗项"}, {*"场次批趟回"}, {*"本份张册"}, {*"远里"})


_PERSONS = re.compile(
    r"(?:多少|几个|几位|几名|几多|几[千百]|几十?万)(?:号|个|位|名|的|来|位的)?"
    r"(?:人|职工|工人|员工|骑手|小哥|司机|会员|劳模|律师|女工|老师|农民工|农牧民|老乡|志愿者|妇女|女的|兄弟|工友|干部|领导|用户)"
    r"|人数|人头|几口人"
)


def measure_asked(question: str) -> str | None:
    """The measure word that a normalised question counts with (多少家: 家); null when there is none."""
    if _PERSONS.search(question):
        return "人"
    match = _MEASURE.search(question)
    return (match["measure"] or match["far"]) if match is not None else None


def _same_measure(asked: str, unit: str | None, value: str) -> float:
    """1 for the measure asked for, 0.8 for one of its kind, 0.4 where 个 counts anything, -0.6 for another kind."""
    given = unit or value.rstrip("余多")[-1:]
    if asked in given or {asked, *given} <= {*_PEOPLE, "次"}:
        return 1.0
    kinds = [kind for kind in _MEASURES_ALIKE if asked in kind]
    if any(set(given) & kind for kind in kinds):
        return 0.8
    return 0.4 if asked == "个" and not set(given) & set("元块%") else -0.6


_NUMBER = re.compile(r"\d|^(?:超过|近)?[一二两三四五六七八九十百千万]+(?:余|多)?[名人个项级年日天家位条]")
_ORDINAL = re.compile(r"^(?:首|第[一二三四五六七八九十\d])")
_CHARGED = re.compile(r"由?谁|负责|牵头|部长|主任")
_MONEY_UNIT = re.compile(r"元|块|资金|款")
_TIME_VALUE = re.compile(r"[年月日号天周点时]|^\d{4}(?:-\d\d)*$")
_LENGTH_VALUE = re.compile(r"每[月年周季天日]|天|小时|日内|分钟|个月|当天|当场|三日|年$|余天")
_HOURS_VALUE = re.compile(r"24小时|全天|点|时|备勤")


def fits(aspects: Iterable[Aspect], measure: str | None, name: str, value: str, unit: str | None) -> float:
    """How well a fact's kind of value answers what is asked for: 1 well, 0 unknown, -1 not at all."""
    return max((_fit(aspect, measure, name, value, unit) for aspect in aspects if aspect in FIGURES), default=0.0)


def _fit(aspect: Aspect, measure: str | None, name: str, value: str, unit: str | None) -> float:
    printed = value + (unit or "")
    money = bool(_MONEY_UNIT.search(printed))
    time = bool(_TIME_VALUE.search(printed)) and not money
    share = "%" in printed or "百分" in printed
    number = bool(_NUMBER.search(value))
    match aspect:
        case Aspect.COST:
            # What a programme spent or won back is no price that the asker pays.
            return 1.0 if "免费" in value or "收费" in value else -1.0
        case Aspect.MONEY:
            return 1.0 if money else -1.0
        case Aspect.SHARE:
            return 1.0 if share else -1.0
        case Aspect.DATE:
            return 1.0 if time else -1.0
        case Aspect.DURATION:
            return 1.0 if _LENGTH_VALUE.search(printed) else -1.0
        case Aspect.HOURS:
            return 1.0 if _HOURS_VALUE.search(printed) else -1.0
        case Aspect.NAME | Aspect.WHAT:
            return 0.6 if not number and _ORDINAL.match(value) is None else -1.0
        case Aspect.PROVIDER:
            return 0.6 if not number and _CHARGED.search(name) else -1.0
        case Aspect.COUNT:
            if not number or (time and unit is None):
                return -0.5
            if measure is not None:
                return _same_measure(measure, unit, value)
            return -0.2 if share or money else 0.3
        case _:
            return 0.0

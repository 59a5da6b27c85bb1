"""Which small thing of a service is asked: from what age, for whose family, how much at most, left as what pledge."""

import re
from enum import StrEnum
from typing import Final


class Detail(StrEnum):
    """A thing that people ask of a service and that its page seldom tells."""

    AGE = "age"
    FAMILY = "family"
    NO_EMPLOYER = "no_employer"
    RETIRED = "retired"
    OUTSIDER = "outsider"
    TEMPORARY = "temporary"
    QUOTA = "quota"
    CAP = "cap"
    OWN_SHARE = "own_share"
    PAID_OUT = "paid_out"
    SUM_EACH = "sum_each"
    PLEDGE = "pledge"
    PRIZE = "prize"
    SECRECY = "secrecy"
    OPENING = "opening"
    LENGTH = "length"
    COURSE = "course"


WHO_MAY: Final = frozenset(
    {Detail.AGE, Detail.FAMILY, Detail.NO_EMPLOYER, Detail.RETIRED, Detail.OUTSIDER, Detail.TEMPORARY}
)
"""Details that ask whether somebody may have the service."""

_MAY: Final = "(?:能不能|能|可以|行不行|让不让|给不给|收不收|算不算|有没有份)"
_MAY_AT_ALL: Final = r"[^ ]{0,10}(?:能|可以|行(?:不|吗)|收(?:不|吗)|给(?:不|吗)|有份|算(?:不|吗)|让(?:不|吗))"
_NUMBER: Final = r"(?:\d+|[一二三四五六七八九十两]+)"

_ASKED: Final[tuple[tuple[Detail, re.Pattern[str]], ...]] = tuple(
    (detail, re.compile(pattern))
    for detail, pattern in (
        (
            Detail.AGE,
            rf"几岁|年龄|多大(?:能|可以|才|就|的(?:孩子|娃|人))|{_NUMBER}岁{_MAY_AT_ALL}",
        ),
        (
            Detail.FAMILY,
            rf"(?:配偶|老婆|媳妇|老公|丈夫|爱人|家属|家人|爸妈|父母)(?:也|都|们|她|他|我){{0,2}}{_MAY}"
            r"|能(?:不能)?带(?:着|上)?(?:家属|家人|孩子|娃|老婆|媳妇|老公|爸妈)",
        ),
        (Detail.NO_EMPLOYER, rf"(?:没有?(?:个|正经|正式|固定|工作)*单位|灵活就业|自由职业|无业){_MAY_AT_ALL}"),
        (Detail.RETIRED, rf"退休{_MAY_AT_ALL}"),
        (Detail.OUTSIDER, rf"(?:外地|外省|不是本地|户口(?:不在|在外|在老家)|没有?本地户口){_MAY_AT_ALL}"),
        (Detail.TEMPORARY, rf"(?:临时工|兼职|实习生?|劳务派遣|派遣工|外包|小时工|钟点工){_MAY_AT_ALL}"),
        (Detail.QUOTA, r"名额|限(?:多少|几)(?:个)?人"),
        (Detail.CAP, r"封顶|上限|最[高多]能?(?:报|给|补|领|拿|贷|赔|借)"),
        (
            Detail.OWN_SHARE,
            r"(?:自己|个人|本人|每人|一年|一个月|一个人|每年)(?:要|得|需要|还|该){0,2}(?:交|掏|缴)"
            r"(?:多少|几)(?:钱|块|$| )"
            r"|(?:要|得|需要|该)(?:交|缴)(?:多少|几)(?:钱|块|$| )|保费(?:是)?(?:多少|几)",
        ),
        (
            Detail.PAID_OUT,
            r"(?:住院|看病|生病|大病|手术|出院)[^ ]{0,6}(?:报|赔|领|补|返)(?:销)?(?:多少|几成|百分之几|几[千百万])",
        ),
        (
            Detail.SUM_EACH,
            r"(?:一次|每人|一个人|一人|一户|每户|一家)(?:能|给|发|补|领|可以|大概|到){1,3}"
            r"(?:多少|几)(?:钱|块|[百千]|$| )"
            r"|(?:能|可以)(?:领|拿|得)到?(?:多少|几)(?:钱|块|[百千]块?)",
        ),
        (Detail.PLEDGE, r"押(?:不押)?(?:身份)?证|押(?:不押)?(?:身份证|钱)|要押|押金"),
        (Detail.PRIZE, r"奖(?:金|品|励)[^ ]{0,4}(?:多少|几|啥|什么)|有(?:没有)?奖(?:金|品|励)"),
        (
            Detail.SECRECY,
            r"匿名|(?:要|用|得)(?:不要|不用)?(?:留|报|说|登记)(?:真)?(?:姓名|名字|名)|保(?:不保)?密(?:吗|不|么|$)"
            r"|会(?:不会)?(?:告诉|传到)(?:我)?(?:单位|老板|领导|站长|公司)",
        ),
        (
            Detail.OPENING,
            r"几点(?!名)|(?:营业|开放|上班|下班|坐班|办公)时间|(?:周末|星期天|礼拜天|节假日|周六|周日)(?:也|还)?(?:开|上班|有人|办)",
        ),
        (Detail.LENGTH, r"(?:去|住|玩|待|休|学|培训|一期|一趟|一次)(?:几|多少)(?:天|日|个?星期|周|宿)"),
        (
            Detail.COURSE,
            r"(?:有没有|有|开不开|开没开)(?P<course>[^ 有没啥什么哪几多少]{1,5})[班课](?:[吗没不么 ]|$)",
        ),
    )
)


def detail_asked(question: str) -> Detail | None:
    """The detail that a normalised question asks for; None where it asks for none."""
    return next((detail for detail, pattern in _ASKED if pattern.search(question)), None)


def course_asked(question: str) -> str:
    """The kind of class that a normalised question asks about; empty where it asks about none."""
    match = _ASKED[-1][1].search(question)
    return match["course"] if match is not None else ""

"""A detail that is asked of an entry and of which nothing in it tells: that very thing is said not to be written."""

import re
from collections.abc import Mapping
from typing import Final

from bot.answering import words
from bot.catalogue.choosing import Question
from bot.catalogue.figures import TELLING_NUMBER
from bot.understanding.details import WHO_MAY, Detail, course_asked, detail_asked
from bot.understanding.normalize import normalize
from data.catalogue.entries import ServiceEntry

_TELLS: Final[Mapping[Detail, re.Pattern[str]]] = {
    Detail.AGE: re.compile(r"岁|年龄|青年|老年|未成年|\d0后|退休"),
    Detail.FAMILY: re.compile("配偶|家属|家人|家庭|亲属|父母|子女|老人|孩子"),
    Detail.NO_EMPLOYER: re.compile(
        "灵活|新就业|新业态|骑手|快递|外卖|司机|户外|农民工|农牧民|失业|下岗|待岗|零工|任何|谁都|大家|所有|群众|市民|居民|求助"
    ),
    Detail.RETIRED: re.compile("退休|老年|返聘|任何|所有|谁都|求助"),
    Detail.OUTSIDER: re.compile("外地|外来|户籍|户口|农民工|流动|返乡|跨|任何|所有|谁都|求助|流落"),
    Detail.TEMPORARY: re.compile("临时|兼职|实习|派遣|外包|零工|灵活|新就业|新业态|农民工|任何|所有|谁都|求助"),
    Detail.QUOTA: re.compile(r"名额|限|[\d一二三四五六七八九十百千万]+余?(?:名|人|位)|人数"),
    Detail.CAP: re.compile("封顶|上限|最高|最多|至多|不超过|限额|以内"),
    Detail.OWN_SHARE: re.compile("自己|个人|缴|保费|交费|自付|白送|免费|不用掏|不收|赠"),
    Detail.SUM_EACH: re.compile("每人|人均|每户|户均|每次|一次|每月|人每|标准"),
    Detail.PAID_OUT: re.compile("报销|比例|赔付|[%％]|每次|一次"),
    Detail.PLEDGE: re.compile("押|身份证"),
    Detail.PRIZE: re.compile("奖"),
    Detail.SECRECY: re.compile("匿名|实名|保密|姓名|留名|隐私|不公开"),
    Detail.OPENING: re.compile(
        "点(?:钟|半|到|至|开)|小时|全天|白天|夜|上午|下午|周[一二三四五六日末]|每周|随时|时间|时段|早|晚|节假日"
    ),
    Detail.LENGTH: re.compile(r"[\d一二三四五六七八九十两几]+ ?(?:天|日|周|个?月|小时)|当天|天数"),
}
"""Words of an entry that tell of the detail, or may; any of them, and it is not said to be unwritten."""


def untold(entry: ServiceEntry, question: Question) -> str | None:
    """That the page does not write the detail asked for; None where none is asked, or anything in the entry may tell.

    Summary, audience, way, contact and every figure are looked at.
    """
    detail = detail_asked(question.text)
    told = any(number.value >= TELLING_NUMBER for number in question.numbers)
    if told and (question.confirms or question.numbers_known) and detail not in WHO_MAY:
        # Its numbers point at a figure of the page.
        return None
    if detail is None or _tells(entry, detail, question.text):
        return None
    said = words.DETAIL_NOT_WRITTEN[detail]
    if detail in WHO_MAY and entry.audience is not None:
        return said + words.ONLY_WRITTEN_FOR.format(audience=entry.audience)
    return said


def _tells(entry: ServiceEntry, detail: Detail, question: str) -> bool:
    text = _all_of(entry)
    if detail is Detail.COURSE:
        return course_asked(question) in normalize(text)
    return _TELLS[detail].search(text) is not None


def _all_of(entry: ServiceEntry) -> str:
    facts = (f"{fact.name} {fact.value}{fact.unit or ''}" for fact in entry.facts)
    fields = (entry.title, entry.summary, entry.audience, entry.how, entry.contact)
    return " ".join((*(field for field in fields if field), *facts))

"""What a text asks about stations: which one, where, with what, and what it takes up of the answer before."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bot.stations.facilities import Facility, facilities_asked, without_facilities
from bot.stations.rows import code_of
from bot.understanding.aspects import Aspect, aspects_of

_HOTLINES: Final = frozenset({"110", "119", "120", "122", "12351", "12333", "12345", "12348", "10086", "10010"})
"""Numbers that mean a telephone wherever they stand alone."""

_NUMBER: Final = re.compile(
    r"(?:st_|第|驿站|站点|站)?\s*[#＃]?\s*((?:[A-Za-z][A-Za-z0-9]{0,7}-?)?\d{2,6})\s*号?\s*(?:驿站|站点|站)?",
    re.IGNORECASE,
)
_NAMED_NUMBER: Final = re.compile(r"(?:^|\D)(\d{1,6})\s*号\s*(?:驿站|站点|站)")

_MORE: Final = re.compile(
    r"下一个|下一批|下几个|远一?点|远些|再远|换一?个|换几个|还有(?:别的|其他|其它|没有|吗)|别的(?:呢|站|驿站)|其他的|再来"
)
_OPEN_NOW: Final = re.compile(
    r"(?:现在|这会儿?|这时候|这个点|还|都)?(?:还)?(?:开着|开门|营业|关门|关着|关了|打烊)|几点(?:开|关)|开到几点|还开"
)
_SHUT: Final = re.compile(
    r"(?:到了|我到了|过来了)? ?(?:这个?站?|这儿|这里|那个?站?|驿站|门)?(?:怎么|咋)?"
    r"(?:没开门?|不开门|关着门?|锁着门?|锁门了?|进不去|关门了)(?:啊|呀|了)*"
)
_LEAVES: Final = frozenset(
    {
        Aspect.COUNT,
        Aspect.MONEY,
        Aspect.SHARE,
        Aspect.DATE,
        Aspect.DURATION,
        Aspect.NAME,
        Aspect.PROVIDER,
        Aspect.SOURCE,
        Aspect.COST,
        Aspect.HOW,
        Aspect.REGION,
    }
)
"""What is asked about the stations as a programme: the pages answer that, no list does."""

_NOT_LOOKING: Final = re.compile(
    r"坏了|坏半|坏好|没人修|没人管|[撵赶]不[撵赶]|[撵赶]人|会员|牌子|加盟|投诉|太脏|腾出|[建开设]个?驿站"
)
"""A complaint, an offer, a question of who may come in: nothing that another station would answer."""

_NEAR: Final = re.compile(r"附近|旁边|跟前|周边|周围|边上|一带|最近的|离我|就近|近点|近一点")
_BARE: Final = re.compile(
    r"(?:我?(?:想|要|去|找)?(?:个|一个)?)?(?:找)?(?:最近的|附近的)?(?:工会)?(?:驿站|站点|服务站|司机之家|歇脚点|休息点)"
)

_NO_PLACE: Final = re.compile(
    r"附近|旁边|跟前|周边|周围|边上|一带|那边|这边|那儿|这儿|那里|这里|最近|就近|离我|近一?点|远一?点|工会|驿站|户外劳动者|服务站点?|站点|司机之家"
    r"|歇脚|歇会儿?|休息|能不能|可不可以|有没有|有什么|有啥|哪里|哪儿|哪个|哪家|哪有|哪能|在哪|去哪|到哪|什么地方|啥地方|地方|地址|位置|怎么走|咋走|导航"
    r"|请问|我在|我想|想要|想找|我要|告诉|帮我|现在|今天|这会儿?|开门|开着|营业|几点|24小时|可以|喝水|热水|饮水|充电|热饭|加热|微波炉|卫生间|厕所"
    r"|洗手间|取暖|暖和|空调|药箱|母婴|看书|图书|雨具|打气|维修|修车|wifi|[ ]"
)
_EDGES: Final = "吗呢吧啊呀的了个有在去找能要想哪和跟到我是行也就"
"""Small words around the name of a place; inside one they belong to it (诺和木勒大街)."""


_AT: Final = re.compile(r"(?:我|人|正|就)在(\S{2,12}?)(?:这块|这儿|这里|这边|附近|跟前|旁边|一带|门口|呢| |$)")


class Follow(Enum):
    """What a follow-up wants of the stations found before."""

    MORE = "more"
    OPEN = "open"
    FACILITY = "facility"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class StationQuestion:
    """What is asked; `place` are the words left that may name a street, a square or a station.

    `of_programme`: it is about the stations as a whole, which the pages answer.
    """

    number: str | None
    facilities: tuple[Facility, ...]
    follow: Follow | None
    of_programme: bool
    wants_one: bool
    near: bool
    place: str


LONGEST_FOLLOW_UP: Final = 14
"""Characters; what is longer names a subject of its own."""


def question_of(text: str, normalized: str) -> StationQuestion:
    """What a text, and the same normalised, asks about stations."""
    aspects = aspects_of(normalized)
    facilities = facilities_asked(normalized)
    leads = next((one for one in aspects if one not in (Aspect.WHAT, Aspect.ELIGIBLE, Aspect.MORE)), None)
    near = near_by(normalized)
    of_programme = leads in _LEAVES or _NOT_LOOKING.search(normalized) is not None
    wants_one = not of_programme and (
        leads in (Aspect.WHERE, Aspect.HOURS) or bool(facilities) or near or _BARE.fullmatch(normalized) is not None
    )
    return StationQuestion(
        number=number_in(text),
        facilities=facilities,
        follow=_follow(normalized, facilities),
        of_programme=of_programme,
        wants_one=wants_one,
        near=near,
        place=place_in(normalized),
    )


def place_in(normalized: str) -> str:
    """The words of a normalised text that may name a street, a square or a station; empty when there are none."""
    if (at := _AT.search(normalized)) is not None:
        return at[1]
    left = _NO_PLACE.split(without_facilities(normalized))
    return max((part.strip(_EDGES) for part in left), key=len, default="")


def near_by(normalized: str) -> bool:
    """Whether the text asks for what is around a place."""
    return _NEAR.search(normalized) is not None


def number_in(text: str) -> str | None:
    """The code of the station that a text names by its number; None when it names none."""
    if text.strip() in _HOTLINES:
        return None
    match = _NUMBER.fullmatch(text.strip()) or _NAMED_NUMBER.search(text)
    return code_of(match[1]) if match is not None else None


def _follow(normalized: str, facilities: tuple[Facility, ...]) -> Follow | None:
    if len(normalized) > LONGEST_FOLLOW_UP:
        return None
    if _SHUT.fullmatch(normalized):
        return Follow.SHUT
    if _MORE.search(normalized):
        return Follow.MORE
    if facilities:
        return Follow.FACILITY
    return Follow.OPEN if _OPEN_NOW.search(normalized) else None

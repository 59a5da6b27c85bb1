"""What a station may be and have: two closed lists, with the words that people write for them."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Kind(StrEnum):
    """What sort of station it is."""

    STATION = "station"
    SITE = "site"
    DRIVERS = "drivers"
    MOVABLE = "movable"


class Facility(StrEnum):
    """One thing that a station may offer."""

    WATER = "water"
    CHARGE = "charge"
    MEAL = "meal"
    REST = "rest"
    TOILET = "toilet"
    HEATING = "heating"
    COOLING = "cooling"
    MEDICINE = "medicine"
    BABY = "baby"
    BOOKS = "books"
    RAIN = "rain"
    PUMP = "pump"
    REPAIR = "repair"
    WIFI = "wifi"


_KINDS: Final[Mapping[Kind, str]] = {
    Kind.MOVABLE: r"移动|流动",
    Kind.DRIVERS: r"司机",
    Kind.SITE: r"户外劳动者|服务站点|站点",
    Kind.STATION: r"驿站|工会",
}

_IN_LISTS: Final[Mapping[Facility, str]] = {
    Facility.WATER: r"水",
    Facility.CHARGE: r"充电",
    Facility.MEAL: r"热饭|加热|微波|用餐|就餐|热菜|餐饮",
    Facility.REST: r"休息|歇|座|沙发|桌椅",
    Facility.TOILET: r"卫生间|厕|洗手间",
    Facility.HEATING: r"取暖|暖气|供暖|暖风|烤火|御寒|避寒",
    Facility.COOLING: r"空调|降温|制冷|纳凉|避暑|风扇",
    Facility.MEDICINE: r"药|急救",
    Facility.BABY: r"母婴|哺乳",
    Facility.BOOKS: r"书|阅读|报刊",
    Facility.RAIN: r"雨",
    Facility.PUMP: r"打气|充气|气筒",
    Facility.REPAIR: r"维修|修车|修理|工具",
    Facility.WIFI: r"wi-?fi|无线|上网|网络",
}

_IN_QUESTIONS: Final[Mapping[Facility, str]] = {
    **_IN_LISTS,
    Facility.WATER: r"喝(?:口|点|杯|个)?(?:热|凉|温|开)?水|饮水|接(?:点|杯|口)?(?:热|开)?水|打点?水|[热开有口]水|渴",
    Facility.CHARGE: r"充(?:个|会儿|点|下)?电|没电",
    Facility.MEAL: r"热(?:个|口|下|一下)?饭|饭热|微波|加热|热(?:个|下|一下)?菜",
    Facility.REST: r"歇|坐(?:会|下|一)|躺",
    Facility.TOILET: r"卫生间|厕|洗手间|方便一下|解手|尿",
    Facility.HEATING: r"取暖|暖(?:和|气|一)|烤火|冷|冻",
    Facility.COOLING: r"空调|凉快|乘凉|纳凉|避暑|热(?:死|坏)|中暑",
    Facility.MEDICINE: r"药|急救|创可贴|纱布",
    Facility.BOOKS: r"看(?:会儿)?书|图书|书屋|阅读",
    Facility.RAIN: r"雨(?:衣|伞|披|具)|借伞|避雨|躲雨",
    Facility.PUMP: r"打(?:个)?气|充气|气筒",
    Facility.REPAIR: r"修(?:个|下)?(?:电动)?车|维修|修理",
}

_SEPARATORS: Final = re.compile(r"[,，、;；/|\s+＋和与]+")


def facility_of(word: str) -> Facility | None:
    """The facility that one word of a list means; None for none of the closed list."""
    return next((one for one, pattern in _IN_LISTS.items() if re.search(pattern, word, re.IGNORECASE)), None)


@lru_cache(maxsize=4096)
def facilities_of(text: str) -> tuple[tuple[Facility, ...], tuple[str, ...]]:
    """The facilities of a list as people write it, in the order of the closed list, and the words that are none."""
    found: set[Facility] = set()
    unknown: list[str] = []
    for word in filter(None, _SEPARATORS.split(text)):
        facility = facility_of(word)
        if facility is None:
            unknown.append(word)
        else:
            found.add(facility)
    return tuple(one for one in Facility if one in found), tuple(unknown)


def facilities_asked(question: str) -> tuple[Facility, ...]:
    """The facilities that a normalised question asks for; rest, which every station gives, only when it is alone."""
    if _SAID.search(question) is None:
        return ()
    found = [one for one, pattern in _IN_QUESTIONS.items() if re.search(pattern, question)]
    return tuple(one for one in found if one is not Facility.REST or len(found) == 1)


_SAID: Final = re.compile("|".join(_IN_QUESTIONS.values()))


def without_facilities(question: str) -> str:
    """A normalised question without the words for facilities; single characters stay, as names hold them (药王庙)."""
    return _SAID.sub(lambda said: " " if len(said[0]) > 1 else said[0], question)


@lru_cache(maxsize=256)
def kind_of(word: str) -> Kind | None:
    """The kind that a word means; None for none."""
    return next((kind for kind, pattern in _KINDS.items() if re.search(pattern, word)), None)

"""What kind of value a fact has: a count of something, money, a share, a time, a person, a place, a list."""

import re
from dataclasses import dataclass
from typing import Final

from bot.understanding.quantities import Measure, Quantity, quantities
from data.catalogue.entries import Fact

_NUMBER = re.compile(r"\d|^(?:超过|近)?[一二两三四五六七八九十百千万]+(?:余|多)?[名人个项级年日天家位条]|^十$")
_ORDINAL = re.compile(r"^(?:首|第[一二三四五六七八九十\d])")
_MONEY = re.compile(r"元|块|资金|款")
_TIME = re.compile(r"[年月日号天周点时]|^\d{4}(?:-\d\d)*$|^事[前后]")
_LENGTH = re.compile(r"每[月年周季天日]|天|小时|日内|分钟|个月|当天|当场|三日|年$|余天")
_ALL_DAY = re.compile("24小时|全天")
_HOURS = re.compile(r"24小时|全天|点|时|备勤")
_CHARGED = re.compile(r"由?谁|负责|牵头|部长|主任")
_PERSON = re.compile(r"部长|主任|书记$|主席|领导$|毕业生$|返乡农民工$|获得者|代表$|是谁")
_PLACE = re.compile(r"哪里|哪儿|地方|的村|社区|哪个城|路段|原籍|在哪|从哪来|口岸名|城市")
_SHARE_LIKE = re.compile("率|满意度|比例|占比")


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells a fact's kind; `printed` is its value with its unit, `quantity` its number where it has one."""

    printed: str
    unit: str
    quantity: Quantity | None
    number: bool
    money: bool
    share: bool
    time: bool
    date: bool
    length: bool
    hours: bool
    ordinal: bool
    person: bool
    place: bool
    charged: bool
    free: bool
    share_like: bool


def traits_of(fact: Fact) -> Traits:
    """The traits of a fact."""
    printed = fact.value + (fact.unit or "")
    found = quantities(printed)
    number = bool(_NUMBER.search(fact.value))
    money = bool(_MONEY.search(fact.unit or printed)) and number
    quantity = found[0] if found else None
    share = "%" in printed or "百分" in printed or (quantity is not None and quantity.measure is Measure.SHARE)
    return Traits(
        printed=printed,
        unit=fact.unit or fact.value.rstrip("余多")[-1:],
        quantity=quantity,
        number=number,
        money=money,
        share=share,
        time=bool(_TIME.search(printed)) and not money,
        date=bool(_TIME.search(printed)) and not money and fact.unit is None,
        length=bool(_LENGTH.search(_ALL_DAY.sub("", printed))),
        hours=bool(_HOURS.search(printed)),
        ordinal=bool(_ORDINAL.match(fact.value)),
        person=not number and bool(_PERSON.search(fact.name)),
        place=not number and bool(_PLACE.search(fact.name)),
        charged=not number and bool(_CHARGED.search(fact.name)),
        free="免费" in fact.value or "收费" in fact.value,
        share_like=bool(_SHARE_LIKE.search(fact.name)),
    )


PERSONS: Final = "人名位"
_ALIKE: Final = ({*PERSONS}, {*"家个户所座处间"}, {*"件起例宗项"}, {*"场次批趟回"}, {*"本份张册"}, {*"远里"})


def counted_alike(measure: str, traits: Traits) -> float:
    """1 for the measure asked for, 0.8 for one of its kind, 0.4 where 个 counts anything, -0.6 for another kind."""
    given = traits.unit
    if measure in given or {measure, *given} <= {*PERSONS, "次"}:
        return 1.0
    if any(measure in kind and set(given) & kind for kind in _ALIKE):
        return 0.8
    return 0.4 if measure == "个" and not (traits.money or traits.share) else -0.6

"""Who does what a page tells: unions, offices and companies by their printed names, short ones by the full one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.extracting import words
from bot.regions import NATION, Regions


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as a text names it; `short`: without its place (市总工会), offsets in the text."""

    name: str
    start: int
    end: int
    short: bool
    union: bool


_UNION_END: Final = (
    r"总工会|工会(?=[系组推举开着深打实聚把为联积努在通将])|总(?=设立|联合|每月|组织|开展|推|建|与|把|创|以站)"
)
_OFFICE_END: Final = (
    r"人力资源和社会保障局|人社局|应急管理局|中级人民法院|人民法院|司法局|教育厅|教育局|工商联|林草局|民政局|卫健委|妇联|"
    r"团委|检察院|公安局|救助站|就业服务中心|职工服务中心|困难职工帮扶中心|融媒体中心|交通运输局|医保局|文旅局|住建局|市场监督管理局|邮政管理局"
)
_KINDS: Final = re.compile(rf"(?P<union>{_UNION_END})|(?P<office>{_OFFICE_END})")
_COMPANY: Final = re.compile(r"(?<![一-鿿])[一-鿿]{4,14}?(?:公司|集团)(?:工会)?(?![的党一])")
_MEASURES: Final = frozenset("个家所名")
"""19个园区工会 are counted, and no name of one."""

_LEVEL: Final = re.compile(r"(?:自治区|(?<![园社地景校厂矿片街各全辖])[区]|(?<![各全])[省市县旗州盟])$")
"""The level of a place; 园区工会 and 各区民政局 are no one organisation."""

_JOINED: Final = re.compile(r"^(?:和|与|、|联合|会同|同|携手|及|[、和]?社区党工委|党工委)+$|^共$")


_DOES: Final = re.compile(r"(?:不断|大力|积极|把|深化|全面|持续|以|还|将|正)")


class Organisations:
    """The organisations of one story; `near` is the region that short names of places are looked up around."""

    def __init__(self, texts: Sequence[str], regions: Regions, near: str | None) -> None:
        self._regions = regions
        self._near = near
        found = [one for text in texts for one in self.named(text)]
        self._full = [one for one in found if not one.short]
        counted = Counter(self._spelt_out(one.name) for one in self._full if one.union)
        self.actor = counted.most_common(1)[0][0] if counted else self._company(texts)

    def named(self, text: str) -> Iterator[Organisation]:
        """Every organisation that a text names, in order."""
        ends = {mention.end: mention.start for mention in self._regions.find(text, self._near)}
        for found in _KINDS.finditer(text):
            union = found["union"] is not None
            start = ends.get(found.start())
            if start is None or _LEVEL.fullmatch(text[start : found.start()]):
                start = _unknown_place(text, found.start())
            if start is not None and text[start] not in _MEASURES:
                yield Organisation(text[start : found.end()], start, found.end(), short=False, union=union)
                continue
            level = _LEVEL.search(text[max(0, found.start() - 4) : found.start()])
            if level is not None:
                first = found.start() - len(level[0])
                yield Organisation(text[first : found.end()], first, found.end(), short=True, union=union)

    def begins_with_place(self, clause: str) -> bool:
        """Whether a clause is about what a place does, not an organisation of it."""
        first = next(iter(self._regions.find(clause, self._near)), None)
        return first is not None and first.start == 0 and _DOES.match(clause, first.end) is not None

    def full_name(self, one: Organisation, told: Iterable[Organisation]) -> str:
        """The name in full: of a short one that of the last of its level that was named before."""
        if not one.short:
            return self._spelt_out(one.name)
        for other in (*reversed(list(told)), *self._full):
            if not other.short and other.name.endswith(one.name):
                return other.name
        return one.name

    def _spelt_out(self, name: str) -> str:
        """民乐县总 as 民乐县总工会, 山东莒县工会 as 莒县总工会, where that is printed too."""
        bare = name.removesuffix("工会").removesuffix("总")
        for one in self._full:
            if one.union and one.name.endswith("总工会") and one.name != name:
                other = one.name.removesuffix("总工会")
                if other == bare or bare.endswith(other) or (name.endswith("总") and other.endswith(bare)):
                    return one.name
        return name

    def _company(self, texts: Sequence[str]) -> str | None:
        counted = Counter(one.name for one in self._full)
        counted.update(found[0] for text in texts for found in _COMPANY.finditer(text))
        name, times = counted.most_common(1)[0] if counted else ("", 0)
        return name if times >= 2 else None


def joined_by(text: str) -> bool:
    """Whether the words between two organisations say that they do it together."""
    return _JOINED.match(text) is not None


_UNKNOWN: Final = re.compile(
    r"(?:^|[^一-鿿]|[是在由据和与为向从])(?P<place>(?!自治|[是在由据和与为向从省市区县该全])[一-鿿]{2,3}[市区县旗])$"
)


def _unknown_place(text: str, at: int) -> int | None:
    """Where a place begins that the table of regions knows by another name (海门区, once 海门市)."""
    found = _UNKNOWN.search(text[max(0, at - 6) : at])
    return max(0, at - 6) + found.start("place") if found is not None else None


def region_of(name: str, regions: Regions, near: str | None) -> str | None:
    """The region that an organisation's name begins with; a district that was a city before by its older name."""
    found = [mention.path for mention in regions.find(name, near) if mention.path != NATION]
    if found:
        return found[0]
    place = re.match(r"([一-鿿]{2,3})[市区县旗]", name)
    for kind in words.LEVELS if place is not None else "":
        try:
            return regions.parse(f"{place[1] if place else ''}{kind}", near)
        except ValueError:
            continue
    return None

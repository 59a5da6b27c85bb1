"""What a clause founds or counts, whatever it is: 组建…宣讲团, 建成112个…阵地、1200多家…讲堂, 新业态工会组织2078个."""

import re
from collections.abc import Iterator
from typing import Final

_VERBS: Final = (
    "建立健全|建立|建成|建设|新建|组建|成立|设立|增设|创建|创办|开设|开通|开办|承办|举办|开展|启动|实施|推出|推行|推广|出台|印发|"
    "健全|构建|打造|认定命名|认定|命名|选树|推树|评选|签订|配备|吸纳"
)
_KINDS: Final = (
    "队伍|服务队|小分队|宣讲团|讲师团|联盟|协会|体系|系统|数据库|资源库|人才库|库|办法|措施|试点|试点单位|示范点|示范单位|"
    "基地|阵地|窗口|专区|专场|中心|站点|服务点|服务站|家园|小屋|食堂|公寓|课程|公开课|讲座|沙龙|路演|仪式|集市|礼包|合同|协议|"
    "基金|样板|评选|征集|展示|展演|展览|巡讲|巡演|联谊|运动会|工会|工会组织|小家|集体协商|宣传"
)
_NUMBER: Final = r"(?:近|超过?|逾|约)?\d[\d,.]*[余多]?[万亿]?[余多]?"
_UNIT: Final = "(?:名|家|个|户|场次|场|所|处|项|条|份|支|期|座|间|件)"
_NOUN: Final = r"[一-鿿·“”‘’]{0,16}?(?:[（(][^（()）]{1,8}[)）])?[一-鿿]{0,8}"
_FOUNDED: Final = re.compile(
    rf"(?:{_VERBS})(?:了|起|过|出)?(?:(?:{_NUMBER}{_UNIT}|十大|首[个份家批])的?)?(?P<thing>{_NOUN}(?:{_KINDS}))(?:工作|建设|活动)?"
    rf"(?=等|(?:累计|共|已|达)*{_NUMBER}{_UNIT}|[。；;、，,”’]|$)"
)
_ITEMS: Final = re.compile(
    rf"(?:{_VERBS})(?:了|起|过|出)?(?:全[市区省]|各类|共)?(?P<items>{_NUMBER}{_UNIT}[^，。；,;]+?[、和]{_NUMBER}{_UNIT}[^，。；,;]*)"
)
_ITEM: Final = re.compile(rf"{_NUMBER}{_UNIT}(?P<thing>[^、，。；\d,;的]{{2,24}})(?=[、和]|等|$)")


def founded(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where what is founded between two places of a text stands, without its verb and its figure."""
    for found in _FOUNDED.finditer(text, start, end):
        if len(found["thing"]) >= 4:
            return found.span("thing")
    return None


def counted(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Where each of several things founded with a figure stands (112个…阵地、1200多家…讲堂): figure, thing, its end."""
    items = _ITEMS.search(text, start, end)
    for found in _ITEM.finditer(text[: items.end()], items.start("items")) if items is not None else ():
        yield found.start(), *found.span("thing")

"""Which column of a staff member's spreadsheet holds what: Chinese headings in any order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.stations.facilities import Facility, facility_of


class Field(StrEnum):
    """What a column may hold."""

    CODE = "code"
    NAME = "name"
    KIND = "kind"
    ADDRESS = "address"
    DISTRICT = "district"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    POSITION = "position"
    SYSTEM = "system"
    HOURS = "hours"
    ALWAYS = "always"
    FACILITIES = "facilities"
    PHONE = "phone"
    MANAGER = "manager"
    CHECKED_ON = "checked_on"
    SOURCE = "source"
    STATE = "state"


# In order: the first pattern that a heading holds wins, so the narrow ones stand before the wide ones.
_HEADINGS: Final = tuple(
    (field, re.compile(pattern, re.IGNORECASE))
    for field, pattern in (
        (Field.SYSTEM, r"坐标(?:系|类型|来源|标准)|^system$"),
        (Field.LONGITUDE, r"^(?:.{0,4})经度|^lng$|^lon(?:gitude)?$"),
        (Field.LATITUDE, r"^(?:.{0,4})纬度|^lat(?:itude)?$"),
        (Field.POSITION, r"坐标|经纬度"),
        (Field.CODE, r"编号|编码|站号|^号码$|^code$"),
        (Field.ALWAYS, r"24小?时|全天"),
        (Field.HOURS, r"时间|时段|^hours$"),
        (Field.KIND, r"类型|类别|种类|^kind$"),
        (Field.NAME, r"名称|站名|^(?:驿站|站点|name)$"),
        (Field.DISTRICT, r"区县|旗县|县区|所属区|所在区|行政区|^地区$|^区$|辖区|区域|^district$"),
        (Field.ADDRESS, r"地址|位置|地点|^address$"),
        (Field.FACILITIES, r"设施|服务内容|服务项目|功能|配套|配备|^facilities$"),
        (Field.PHONE, r"电话|手机|^phone$"),
        (Field.MANAGER, r"负责人|管理员|联系人|站长|管理人|^manager$"),
        (Field.CHECKED_ON, r"(?:核实|核查|核对|检查|更新|确认)(?:日期|时间)?|^checked_on$"),
        (Field.SOURCE, r"来源|出处|^source$"),
        (Field.STATE, r"状态|是否开放|^state$"),
    )
)
# 核实时间 holds 时间 and 坐标来源 holds 来源: these are looked for first.
_FIRST: Final = (Field.CHECKED_ON, Field.SYSTEM)

HEADER_WITHIN: Final = 10
"""Rows in which the headings are looked for: a title and a note often stand above them."""

ENOUGH: Final = 3
"""Columns known from which a row is the one of headings."""

NEEDED: Final = (Field.CODE, Field.NAME, Field.DISTRICT)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands (from 0), and the columns that say 有 or 无 of one facility."""

    fields: Mapping[Field, int]
    facilities: Mapping[Facility, int]
    unknown: tuple[str, ...]

    def missing(self) -> tuple[Field, ...]:
        """The fields without which no station can be read."""
        lacking = [field for field in NEEDED if field not in self.fields]
        if Field.POSITION not in self.fields:
            lacking += [field for field in (Field.LONGITUDE, Field.LATITUDE) if field not in self.fields]
        return tuple(lacking)

    def cell(self, field: Field, cells: Sequence[str]) -> str | None:
        """What a row has in the field's column, empty where the row is short; None when there is no such column."""
        at = self.fields.get(field)
        if at is None:
            return None
        return cells[at] if at < len(cells) else ""


def columns_of(headings: Sequence[str]) -> Columns:
    """What each column holds; of two with the same heading the first counts."""
    fields: dict[Field, int] = {}
    facilities: dict[Facility, int] = {}
    unknown: list[str] = []
    for at, heading in enumerate(headings):
        name = re.sub(r"\s|[（(].*?[)）]|[*:：]", "", heading)
        field = _field(name) if name else None
        facility = facility_of(name) if field is None and len(name) <= 6 else None
        if field is not None and field not in fields:
            fields[field] = at
        elif facility is not None and facility not in facilities:
            facilities[facility] = at
        elif name:
            unknown.append(heading)
    return Columns(fields, facilities, tuple(unknown))


def _field(name: str) -> Field | None:
    found = [field for field, pattern in _HEADINGS if pattern.search(name)]
    return next((field for field in found if field in _FIRST), found[0] if found else None)


def is_header(columns: Columns) -> bool:
    """Whether a row is that of the headings."""
    return len(columns.fields) >= ENOUGH

"""One row of a list of stations: what it gives, or why it cannot be taken."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from bot.regions import Regions
from bot.stations import words
from bot.stations.columns import Columns, Field
from bot.stations.coordinates import DistrictCentres, Implausible, System, implausible, system_of, to_wgs84
from bot.stations.facilities import Facility, Kind, facilities_of, kind_of
from bot.stations.hours_text import WrongHours, read_hours

LONGEST: Final = {Field.NAME: 60, Field.ADDRESS: 200, Field.HOURS: 200, Field.PHONE: 60, Field.MANAGER: 40}
"""Characters; a name must fit a line of a phone, the others a card."""

_CODE: Final = re.compile(r"[A-Z0-9-]{1,20}")
_DATE: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?: 00:00)?")
_YES: Final = frozenset("有 是 √ ✓ ✔ 1 y yes true 对 对勾".split())
_NUMBER: Final = re.compile(r"-?\d{1,4}(?:\.\d+)?")


def code_of(text: str) -> str | None:
    """The number of a station in its one form: 17, 017 and 0017 are 017; None when it cannot be one."""
    code = re.sub(r"\s", "", text).upper().removeprefix("NO.")
    if code.isascii() and code.isdigit():
        code = code.lstrip("0").zfill(3)
    return code if _CODE.fullmatch(code) and code.strip("0-") else None


@lru_cache(maxsize=1024)
def date_of(text: str) -> date | None:
    """The day that a text names; None when it is none."""
    match = _DATE.fullmatch(text.strip())
    try:
        return date(*(int(group) for group in match.groups())) if match else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Row:
    """What a row gives, by field of `StationRecord`: only what its list has columns for.

    With `reasons` it cannot be taken; `notes` are said, but do not stand in its way. `given` is the position as given.
    """

    number: int
    code: str
    values: Mapping[str, Any]
    reasons: tuple[str, ...]
    notes: tuple[str, ...] = ()
    given: tuple[float, float] | None = None


class RowReader:
    """Reads rows.

    `system` is that of coordinates whose row names none, `home` the region that names of districts are looked for near,
    `today` the day on which a station that is shut today is shut.
    """

    def __init__(
        self,
        columns: Columns,
        regions: Regions,
        home: str,
        centres: DistrictCentres,
        system: System | None,
        today: date,
    ) -> None:
        self._columns = columns
        self._regions = regions
        self._home = home
        self._centres = centres
        self._system = system
        self._today = today
        self._districts: dict[str, str | None] = {}

    def read(self, number: int, cells: Sequence[str]) -> Row:
        """The row with this number."""
        reading = _Reading(self._columns, cells)
        code = code_of(reading.text(Field.CODE) or "")
        if code is None:
            given = reading.text(Field.CODE)
            reading.refuse(words.WRONG_CODE.format(code=given[:30]) if given else words.NO_CODE)
        if not reading.text(Field.NAME):
            reading.refuse(words.NO_NAME)
        for field in (Field.NAME, Field.ADDRESS, Field.PHONE, Field.MANAGER, Field.SOURCE):
            reading.take_text(field)
        self._kind(reading)
        district = self._district(reading)
        position = self._position(reading, district)
        self._hours(reading)
        self._facilities(reading)
        self._state(reading)
        if (checked := reading.text(Field.CHECKED_ON)) is not None:
            reading.values["checked_on"] = date_of(checked)
            if checked and reading.values["checked_on"] is None:
                reading.refuse_field(words.WRONG_DATE, Field.CHECKED_ON, checked)
        return Row(number, code or "", reading.values, tuple(reading.reasons), tuple(reading.notes), position)

    def _kind(self, reading: "_Reading") -> None:
        given = reading.text(Field.KIND)
        kind = kind_of(given) if given else Kind.STATION
        if kind is None:
            reading.refuse(words.WRONG_KIND.format(kind=(given or "")[:30]))
        elif given is not None:
            reading.values["kind"] = str(kind)

    def _district(self, reading: "_Reading") -> str | None:
        given = reading.text(Field.DISTRICT) or ""
        if given not in self._districts:
            try:
                self._districts[given] = self._regions.parse(given, self._home) if given else None
            except ValueError:
                self._districts[given] = None
        found = self._districts[given]
        if found is None:
            reading.refuse(words.WRONG_DISTRICT.format(district=given[:30]))
        else:
            reading.values["district"] = found
        return found

    def _position(self, reading: "_Reading", district: str | None) -> tuple[float, float] | None:
        pair = self._pair(reading)
        named = reading.text(Field.SYSTEM)
        system = system_of(named) if named else self._system
        if system is None:
            reading.refuse(words.WRONG_SYSTEM.format(given=named[:30]) if named else words.NO_SYSTEM)
        if pair is None or system is None or district is None:
            return None
        wrong = implausible(*pair)
        point = to_wgs84(*pair, system) if wrong is None else None
        if point is not None and self._centres.outside_province(self._regions.code(district), point):
            wrong = Implausible.OTHER_PROVINCE
        if point is None or wrong is not None:
            reading.refuse(words.IMPLAUSIBLE[wrong or Implausible.NO_PLACE])
            return None
        reading.values.update(latitude=point.latitude, longitude=point.longitude, system=str(system))
        return pair

    def _pair(self, reading: "_Reading") -> tuple[float, float] | None:
        """Latitude and longitude as given; a single column holds both, in either order."""
        both = reading.text(Field.POSITION)
        latitude, longitude = reading.text(Field.LATITUDE), reading.text(Field.LONGITUDE)
        if both and not (latitude and longitude):
            parts = [part for part in re.split(r"[,，;；\s]+", both) if part]
            if len(parts) != 2 or not all(_NUMBER.fullmatch(part) for part in parts):
                reading.refuse_field(words.WRONG_NUMBER, Field.POSITION, both)
                return None
            one, other = sorted(float(part) for part in parts)
            return one, other  # in China every latitude is smaller than every longitude
        if not latitude or not longitude:
            reading.refuse(words.NO_POSITION)
            return None
        for field, given in ((Field.LATITUDE, latitude), (Field.LONGITUDE, longitude)):
            if not _NUMBER.fullmatch(given):
                reading.refuse_field(words.WRONG_NUMBER, field, given)
                return None
        return float(latitude), float(longitude)

    def _hours(self, reading: "_Reading") -> None:
        text, always = reading.text(Field.HOURS), reading.text(Field.ALWAYS)
        if not text and always is not None and always.lower() in _YES:
            text = words.ALWAYS_OPEN
        if text is None:
            return
        reading.take(Field.HOURS, text)
        if text:
            try:
                read_hours(text)
            except WrongHours as wrong:
                reading.refuse(words.WRONG_HOURS[wrong.fault].format(part=wrong.part[:60]))

    def _facilities(self, reading: "_Reading") -> None:
        text = reading.text(Field.FACILITIES)
        if text is None and not self._columns.facilities:
            return
        found, unknown = facilities_of(text or "")
        marked = {one for one, at in self._columns.facilities.items() if reading.marked(at)}
        reading.values["facilities"] = tuple(str(one) for one in Facility if one in marked or one in found)
        if unknown:
            reading.notes.append(words.UNKNOWN_FACILITIES.format(words="、".join(unknown)[:60]))

    def _state(self, reading: "_Reading") -> None:
        given = reading.text(Field.STATE)
        if not given:
            return
        until = re.search(r"\d{4}.*", given)
        if re.search(r"撤销|取消|停用|关停|拆除|撤并|撤掉|^gone$", given):
            reading.values.update(state="gone", closed_until=None)
        elif re.search(r"今[天日]", given):
            reading.values.update(state="open", closed_until=self._today)
        elif until is not None and (day := date_of(until[0])) is not None:
            reading.values.update(state="open", closed_until=day)
        elif until is None and re.search(r"^(?:开|正常|营业|启用|在用|运行|是|有|open)", given):
            reading.values.update(state="open", closed_until=None)
        else:
            reading.refuse(words.WRONG_STATE.format(given=given[:30]))


class _Reading:
    """A row under way."""

    def __init__(self, columns: Columns, cells: Sequence[str]) -> None:
        self._columns = columns
        self._cells = cells
        self.values: dict[str, Any] = {}
        self.reasons: list[str] = []
        self.notes: list[str] = []

    def text(self, field: Field) -> str | None:
        return self._columns.cell(field, self._cells)

    def marked(self, at: int) -> bool:
        return at < len(self._cells) and self._cells[at].lower() in _YES

    def take_text(self, field: Field) -> None:
        given = self.text(field)
        if given is not None:
            self.take(field, given)

    def take(self, field: Field, given: str) -> None:
        most = LONGEST.get(field, 200)
        if len(given) > most:
            self.refuse(words.TOO_LONG.format(column=words.FIELD_NAMES[field], most=most))
        optional = field not in (Field.NAME, Field.ADDRESS)
        self.values[str(field)] = None if optional and not given else given

    def refuse(self, reason: str) -> None:
        self.reasons.append(reason)

    def refuse_field(self, reason: str, field: Field, given: str) -> None:
        self.refuse(reason.format(column=words.FIELD_NAMES[field], given=given[:30]))

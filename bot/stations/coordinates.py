"""Coordinates as staff have them: their systems, and what shows that they are wrong."""

import csv
import io
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from math import cos, hypot, radians
from types import ModuleType
from typing import Final

import numpy as np

from data.stations.geodesy import Point, distance


class System(StrEnum):
    """The systems in use: of satellites, of 高德 and 腾讯, of 百度. In a Chinese town they differ by 300 to 1,200 m."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


_NAMES: Final[Mapping[System, str]] = {
    System.BD09: r"bd-?09|百度",
    System.GCJ02: r"gcj-?02|高德|腾讯|火星|国测局|微信",
    System.WGS84: r"wgs-?84|gps|北斗|天地图|cgcs-?2000|卫星|手机定位",
}


@lru_cache(maxsize=256)
def system_of(text: str) -> System | None:
    """The system that a text names, by its code or by the map it was taken from; None for none."""
    return next((system for system, names in _NAMES.items() if re.search(names, text, re.IGNORECASE)), None)


def _library() -> ModuleType:
    """The library of the systems; importing it takes 40 ms that a start without stations saves."""
    return import_module("geocoordinates_ffi")


def to_wgs84(latitude: float, longitude: float, system: System) -> Point:
    """The same place in WGS-84, right to half a metre; outside China the systems are one."""
    match system:
        case System.WGS84:
            return Point(latitude, longitude)
        case System.GCJ02:
            geo = _library()
            found = geo.gcj02_to_wgs84_refined(geo.Gcj02(lat=latitude, lon=longitude))
        case System.BD09:
            geo = _library()
            found = geo.bd09_to_wgs84_refined(geo.Bd09(lat=latitude, lon=longitude))
    # A tenth of a metre; a list imported again gives the same numbers.
    return Point(round(found.lat, 6), round(found.lon, 6))


def from_wgs84(point: Point, system: System) -> tuple[float, float]:
    """Latitude and longitude of a place in another system."""
    match system:
        case System.WGS84:
            return point.latitude, point.longitude
        case System.GCJ02:
            geo = _library()
            gcj = geo.wgs84_to_gcj02(geo.Wgs84(lat=point.latitude, lon=point.longitude))
            return gcj.lat, gcj.lon
        case System.BD09:
            geo = _library()
            bd = geo.wgs84_to_bd09(geo.Wgs84(lat=point.latitude, lon=point.longitude))
            return bd.lat, bd.lon


class Implausible(StrEnum):
    """Why a station cannot stand there."""

    ZERO = "zero"
    NO_PLACE = "no_place"
    SWAPPED = "swapped"
    ABROAD = "abroad"
    OTHER_PROVINCE = "other_province"


SURELY_INSIDE: Final = 20.0
"""Kilometres around its district's centre within which a station is not looked at further."""

MARGIN: Final = 30.0
"""Kilometres by which, and FACTOR times as which, the nearest centre of its own province must be farther than one of
another before a station counts as lying in that other: provinces have jagged borders, and centres are no outlines."""

FACTOR: Final = 1.5


class DistrictCentres:
    """The centres of districts, prefectures and provinces.

    The numbers of `seeds/district_centres.csv` are those of the MIT-licensed package cpca 0.5.5, cut to four decimals.
    It does not say in which system they are, so that they tell provinces apart, but not 500 m.
    """

    def __init__(self, table: str) -> None:
        rows = list(csv.DictReader(io.StringIO(table)))
        self._row = {row["code"]: number for number, row in enumerate(rows)}
        self._provinces = np.array([row["code"][:2] for row in rows])
        self._latitudes = np.array([float(row["latitude"]) for row in rows])
        self._longitudes = np.array([float(row["longitude"]) for row in rows])

    @classmethod
    def shipped(cls) -> "DistrictCentres":
        """Those of `seeds/district_centres.csv`."""
        return cls((files("seeds") / "district_centres.csv").read_text(encoding="utf-8"))

    def outside_province(self, code: str, point: Point) -> bool:
        """Whether a place is surely not in the province of a region (its six-digit code)."""
        row = self._row.get(code)
        if row is not None and self._kilometres(point, row) < SURELY_INSIDE:
            return False
        own = self._provinces == code[:2]
        if not own.any():
            return False  # the whole country
        narrow = cos(radians(point.latitude))
        degrees = np.hypot(self._latitudes - point.latitude, (self._longitudes - point.longitude) * narrow)
        nearest_own, nearest_other = degrees[own].min() * 111.2, degrees[~own].min() * 111.2
        return bool(nearest_own > nearest_other * FACTOR and nearest_own - nearest_other > MARGIN)

    def _kilometres(self, point: Point, row: int) -> float:
        north = float(self._latitudes[row]) - point.latitude
        east = (float(self._longitudes[row]) - point.longitude) * cos(radians(point.latitude))
        return hypot(north, east) * 111.2


def implausible(latitude: float, longitude: float) -> Implausible | None:
    """Why numbers cannot be those of a place in China, whatever their system; None when they can."""
    if abs(latitude) < 0.01 and abs(longitude) < 0.01:
        return Implausible.ZERO
    if not (-180 <= latitude <= 180 and -180 <= longitude <= 180):
        return Implausible.NO_PLACE
    if not _around_china(latitude, longitude):
        return Implausible.SWAPPED if _around_china(longitude, latitude) else Implausible.ABROAD
    return None


def _around_china(latitude: float, longitude: float) -> bool:
    """Whether a place lies in the box within which GCJ-02 shifts places."""
    return 0.8293 <= latitude <= 55.8271 and 72.004 <= longitude <= 137.8347


IN_PLACE: Final = 30.0
"""Metres by which a station's place may differ between two lists that mean the same door."""

MOVED: Final = 150.0
"""Metres from which on a station has moved; the systems differ by more in every Chinese town."""


def likely_system(latitude: float, longitude: float, given: System, known: Point) -> System | None:
    """The system in which the coordinates are those that we know of the station; None when the one given may be right.

    A station that moves by hundreds of metres, and in another system does not move at all, did not move.
    """
    if distance(to_wgs84(latitude, longitude, given), known) < MOVED:
        return None
    others = (system for system in System if system is not given)
    return next((s for s in others if distance(to_wgs84(latitude, longitude, s), known) < IN_PLACE), None)

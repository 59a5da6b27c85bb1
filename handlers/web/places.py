"""Where stations are asked for over the API, and a station as the API gives it."""

from dataclasses import dataclass
from typing import Any, Final

import orjson

from bot.regions import Regions
from bot.stations.composing import Near, StationComposer
from data.stations.geodesy import Point

MOST: Final = 50
"""Stations in one answer."""

_USUAL: Final = 3


class WrongPlace(ValueError):
    """The place cannot be read; the text says why and never quotes coordinates."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Around a point, or in a region (a full path); so many stations at the most."""

    place: Point | str
    limit: int


def read_place(body: bytes, regions: Regions, home: str) -> Wanted:
    """What `{"lat", "lon" | "district", "limit"?}` asks for.

    Raises:
        WrongPlace: it cannot be read.
    """
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise WrongPlace('not a JSON object with "lat" and "lon", or "district"')
    limit = given.get("limit", _USUAL)
    if not isinstance(limit, int) or isinstance(limit, bool) or not 1 <= limit <= MOST:
        raise WrongPlace(f'"limit" is no number from 1 to {MOST}')
    latitude, longitude, district = (given.get(name) for name in ("lat", "lon", "district"))
    if district is not None:
        if not isinstance(district, str) or latitude is not None or longitude is not None:
            raise WrongPlace('"district" is no string, or stands beside "lat" and "lon"')
        try:
            return Wanted(regions.parse(district, near=home), limit)
        except ValueError as error:
            raise WrongPlace(str(error)) from None
    here = Point(_degrees(latitude), _degrees(longitude))
    if not here.on_earth:
        raise WrongPlace('"lat" is not within ±90, or "lon" not within ±180')
    return Wanted(here, limit)


def _degrees(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongPlace('"lat" and "lon" are no numbers')
    return float(value)


def station_object(near: Near, composer: StationComposer) -> dict[str, Any]:
    """A station; `metres` is None where nobody said from where, `opening` is what a person reads."""
    station = near.station
    checked = station.checked_on
    return {
        "code": station.code,
        "name": station.name,
        "kind": station.kind,
        "address": station.address,
        "district": station.district,
        "lat": station.latitude,
        "lon": station.longitude,
        "metres": round(near.metres) if near.metres is not None else None,
        "state": composer.state(station).state.name.lower(),
        "opening": composer.opening(station),
        "hours": station.hours,
        "facilities": list(station.facilities),
        "phone": station.phone,
        "checked_on": checked.isoformat() if checked is not None else None,
        "source": station.source,
    }

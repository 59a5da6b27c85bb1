"""A map drawn by ourselves: where stations lie around a person, or around each other; no tiles from anywhere."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.reply import Place
from data.stations.geodesy import Point

WIDTH: Final = 340
HEIGHT: Final = 240
_MARGIN: Final = 34
_METRES_A_DEGREE: Final = 111_195.0
_LEAST_METRES: Final = 200.0
"""Across the map at least: two stations in one street would else lie at its edges."""

_ROUND: Final = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000)


@dataclass(frozen=True, slots=True)
class Dot:
    """A station on the map: its number in the list, its place on the drawing from the upper left corner."""

    number: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Sketch:
    """The drawing; `here` is where the person stands, None when nobody said; `bar` is so long for `bar_metres`."""

    dots: tuple[Dot, ...]
    here: tuple[int, int] | None
    bar: int
    bar_metres: int


def sketch(places: Sequence[Place], here: Point | None) -> Sketch | None:
    """The map of these places, north up; None where there is nothing to compare."""
    points = [(place.latitude, place.longitude) for place in places]
    if here is not None:
        points.append((here.latitude, here.longitude))
    if len(points) < 2:
        return None
    south, north = min(p[0] for p in points), max(p[0] for p in points)
    middle, west = (south + north) / 2, points[0][1]
    narrower = max(0.01, math.cos(math.radians(middle)))
    # Longitudes counted from the first place, so that the date line tears nothing apart.
    flat = [
        (((lon - west + 180) % 360 - 180) * _METRES_A_DEGREE * narrower, (lat - middle) * _METRES_A_DEGREE)
        for lat, lon in points
    ]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    bottom, top = min(y for _, y in flat), max(y for _, y in flat)
    scale = min(
        (WIDTH - 2 * _MARGIN) / max(right - left, _LEAST_METRES),
        (HEIGHT - 2 * _MARGIN) / max(top - bottom, _LEAST_METRES),
    )
    drawn = [
        (
            round(WIDTH / 2 + (x - (left + right) / 2) * scale),
            round(HEIGHT / 2 - (y - (bottom + top) / 2) * scale),
        )
        for x, y in flat
    ]
    most = WIDTH / 3 / scale
    metres = next((length for length in reversed(_ROUND) if length <= most), _ROUND[0])
    dots = tuple(Dot(number, *spot) for number, spot in enumerate(drawn[: len(places)], 1))
    return Sketch(dots, drawn[-1] if here is not None else None, max(1, round(metres * scale)), metres)


_DIRECTIONS: Final = 8


def direction(here: Point, place: Place) -> int:
    """Which way a place lies: 0 north, 1 north-east, … 7 north-west."""
    north = place.latitude - here.latitude
    east = ((place.longitude - here.longitude + 180) % 360 - 180) * math.cos(math.radians(here.latitude))
    return round(math.degrees(math.atan2(east, north)) / (360 / _DIRECTIONS)) % _DIRECTIONS

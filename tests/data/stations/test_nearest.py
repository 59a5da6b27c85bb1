"""The nearest stations: the same, in the same order and as far as geodesics over every station say."""

import random
from collections.abc import Sequence

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from data.stations.geodesy import FARTHEST, Estimator, Point, boxes_around, distance, slack
from data.stations.nearest import ENOUGH, nearest
from data.storage.engine import Database
from tests.data.stations.station_rows import EDGES, places, put, record

WGS84 = Geod(ellps="WGS84")

latitudes = st.floats(-90, 90) | st.sampled_from([90.0, -90.0, 0.0, 89.9999])
longitudes = st.floats(-180, 180) | st.sampled_from([180.0, -180.0, 0.0, 179.9999])
points = st.builds(Point, latitudes, longitudes)
nearby = st.floats(-0.05, 0.05)


def by_pyproj(one: Point, other: Point) -> float:
    return float(WGS84.inv(one.longitude, one.latitude, other.longitude, other.latitude)[2])


def beside(here: Point, north: float, east: float) -> Point:
    latitude = max(-90.0, min(90.0, here.latitude + north))
    return Point(latitude, (here.longitude + east + 180) % 360 - 180)


@given(points, points)
def test_a_distance_is_the_geodesic(one: Point, other: Point) -> None:
    assert distance(one, other) == pytest.approx(by_pyproj(one, other), abs=0.001)


@given(points, points)
def test_the_oracle_is_right(one: Point, other: Point) -> None:
    found = Geodesic.WGS84.Inverse(one.latitude, one.longitude, other.latitude, other.longitude)["s12"]
    assert by_pyproj(one, other) == pytest.approx(found, abs=0.001)


@given(points, points | st.tuples(nearby, nearby))
def test_an_estimate_errs_by_less_than_the_slack(here: Point, there: Point | tuple[float, float]) -> None:
    other = there if isinstance(there, Point) else beside(here, *there)
    exact, estimate = by_pyproj(here, other), Estimator.of(here).metres(other.latitude, other.longitude)
    assert abs(exact - estimate) <= slack(estimate) * min(exact, estimate) + 0.001


@given(points, points | st.tuples(nearby, nearby), st.floats(1.0, 1.5))
def test_the_boxes_hold_everything_within_their_distance(
    here: Point, there: Point | tuple[float, float], more: float
) -> None:
    other = there if isinstance(there, Point) else beside(here, *there)
    boxes = boxes_around(here, by_pyproj(here, other) * more + 0.01)
    assert any(box.south <= other.latitude <= box.north and box.west <= other.longitude <= box.east for box in boxes)


def test_a_point_is_never_printed() -> None:
    assert repr(Point(40.8123, 111.7123)) == "Point()"


def ranked(here: Point, stations: Sequence[tuple[float, float]]) -> list[tuple[float, int]]:
    """Every station by its geodesic, as (metres, index), nearest first."""
    count = len(stations)
    metres = WGS84.inv(
        [here.longitude] * count,
        [here.latitude] * count,
        [longitude for _, longitude in stations],
        [latitude for latitude, _ in stations],
    )[2]
    return sorted((float(far), number) for number, far in enumerate(metres))


@pytest.mark.slow
async def test_the_nearest_three_are_those_of_a_geodesic_over_every_station(database: Database) -> None:
    chance = random.Random(20261125)
    stations = list(places(chance, 2_000))
    await put(database, [record(str(n), *place) for n, place in enumerate(stations)])
    asked = [*EDGES, *places(chance, 150)]
    for latitude, longitude in asked:
        here = Point(latitude, longitude)
        found = await nearest(database, here, 3)
        wanted = ranked(here, stations)[:3]
        assert [one.id - 1 for one in found] == [number for _, number in wanted]
        assert [one.metres for one in found] == pytest.approx([far for far, _ in wanted], abs=3)


@pytest.mark.slow
async def test_a_crowd_in_one_place_is_looked_through_too(database: Database) -> None:
    crowd = [(40.8 + number % 40 * 1e-6, 111.7 + number // 40 * 1e-6) for number in range(ENOUGH + 60)]
    same = [(41.0, 112.0)] * (ENOUGH + 5)
    stations = [*crowd, *same, (40.9, 111.7), (30.0, 100.0)]
    await put(database, [record(str(n), *place) for n, place in enumerate(stations)])
    for here in (Point(40.8, 111.7), Point(40.801, 111.7), Point(40.9, 111.7), Point(41.0, 112.0), Point(-40.0, -68.0)):
        found = await nearest(database, here, 3)
        wanted = ranked(here, stations)[:3]
        assert [one.metres for one in found] == pytest.approx([far for far, _ in wanted], abs=1e-3)


async def test_no_more_than_asked_for_and_none_too_far_or_gone(database: Database) -> None:
    line = [record(str(n), 40.8, 111.0 + n / 100) for n in range(20)]
    await put(database, [*line, record("gone", 40.8, 111.001, state="gone")])
    here = Point(40.8, 111.0)
    assert [one.id for one in await nearest(database, here, 4)] == [1, 2, 3, 4]
    assert [one.id for one in await nearest(database, here, 20, within=2_000)] == [1, 2, 3]
    assert len(await nearest(database, here, 100)) == 20
    assert await nearest(database, Point(-40.8, -69.0), 3, within=FARTHEST / 3) == []


async def test_two_stations_in_one_place_come_in_the_order_they_were_added(database: Database) -> None:
    await put(database, [record("b", 40.8, 111.0), record("a", 40.8, 111.0)])
    assert [one.id for one in await nearest(database, Point(40.8, 111.2), 2)] == [1, 2]


async def test_without_stations_none_is_near(database: Database) -> None:
    assert await nearest(database, Point(40.8, 111.7), 3) == []

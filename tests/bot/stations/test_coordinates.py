"""Coordinates of three systems, and wrong ones."""

import pytest
from geocoordinates_ffi import out_of_china
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap.parts import shipped_regions
from bot.regions import Level, Regions
from bot.stations.coordinates import (
    DistrictCentres,
    Implausible,
    System,
    from_wgs84,
    implausible,
    likely_system,
    system_of,
    to_wgs84,
)
from data.stations.geodesy import Point, distance

IN_CHINA = st.builds(Point, st.floats(22, 50), st.floats(85, 122))


@pytest.fixture(scope="module")
def regions() -> Regions:
    return shipped_regions()


@pytest.fixture(scope="module")
def centres() -> DistrictCentres:
    return DistrictCentres.shipped()


@given(IN_CHINA, st.sampled_from(System))
def test_a_place_is_the_same_in_every_system(here: Point, system: System) -> None:
    assert distance(to_wgs84(*from_wgs84(here, system), system), here) < 0.6


@pytest.mark.parametrize(
    "here",
    [Point(40.84, 111.75), Point(36.62, 101.78), Point(43.88, 125.32), Point(35.59, 118.84)],
    ids=["呼和浩特", "西宁", "长春", "莒县"],
)
def test_the_systems_lie_hundreds_of_metres_apart(here: Point) -> None:
    shifted = Point(*from_wgs84(here, System.GCJ02))
    assert 100 < distance(here, shifted) < 1_500
    assert distance(Point(*from_wgs84(here, System.BD09)), shifted) > 300


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("高德", System.GCJ02), ("腾讯地图", System.GCJ02), ("GCJ-02", System.GCJ02), ("百度坐标", System.BD09),
        ("bd09", System.BD09), ("WGS84", System.WGS84), ("GPS", System.WGS84), ("谷歌", None),
    ],
)  # fmt: skip
def test_a_system_has_the_names_of_its_maps(text: str, system: System | None) -> None:
    assert system_of(text) is system


@pytest.mark.parametrize(
    ("latitude", "longitude", "why"),
    [
        (40.82, 111.70, None),
        (111.70, 40.82, Implausible.SWAPPED),
        (0.0, 0.0, Implausible.ZERO),
        (1111.0, 40.0, Implausible.NO_PLACE),
        (-33.9, 151.2, Implausible.ABROAD),
    ],
)
def test_what_is_no_place_in_china_is_found(latitude: float, longitude: float, why: Implausible | None) -> None:
    assert implausible(latitude, longitude) is why


def test_another_province_is_noticed(centres: DistrictCentres) -> None:
    assert centres.outside_province("150105", Point(30.66, 104.06))
    assert not centres.outside_province("150105", Point(40.82, 111.70))


def test_every_district_lies_in_its_own_province(regions: Regions, centres: DistrictCentres) -> None:
    rows = [line.split(",") for line in centres_table().splitlines()[1:]]
    assert len(rows) > 3_000
    wrong = [code for code, lat, lon in rows if centres.outside_province(code, Point(float(lat), float(lon)))]
    assert wrong == []
    counties = [path for path in regions.paths if regions.level(path) is Level.COUNTY]
    assert len(counties) > 2_500
    assert regions.coded(regions.code(counties[0])) == counties[0]


def centres_table() -> str:
    from importlib.resources import files

    return (files("seeds") / "district_centres.csv").read_text(encoding="utf-8")


@given(IN_CHINA, st.sampled_from(System), st.sampled_from(System))
def test_a_wrong_system_is_found_where_the_place_is_known(known: Point, real: System, said: System) -> None:
    latitude, longitude = from_wgs84(known, real)
    moved = distance(to_wgs84(latitude, longitude, said), known)
    found = likely_system(latitude, longitude, said, known)
    assert found is (real if moved >= 150 else None)


def test_a_station_that_really_moved_has_no_wrong_system() -> None:
    assert likely_system(40.90, 111.70, System.GCJ02, Point(40.82, 111.70)) is None


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_china_is_where_the_library_shifts_places(latitude: float, longitude: float) -> None:
    plain = abs(latitude) >= 0.01 or abs(longitude) >= 0.01
    if plain:
        assert (implausible(latitude, longitude) is None) is not out_of_china(latitude, longitude)

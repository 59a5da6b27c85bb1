"""Stations on the page and over the API: by position, by district, by the code at the door; positions stay nowhere."""

import re
from html import unescape

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap.parts import shipped_regions
from bot.regions import Regions
from bot.reply import Place
from bot.stations import words as station_words
from bot.stations.demonstration import put_demonstration
from data.people.audit import OPERATOR, Actor
from data.stations.geodesy import Point, distance
from data.storage.engine import Database
from handlers.web import words as wording
from handlers.web.places import WrongPlace, read_place
from handlers.web.sketch import HEIGHT, WIDTH, direction, sketch
from tests.handlers.web.conftest import HOME, Clock

pytestmark = pytest.mark.usefixtures("unbroken")

HERE = {"lat": 40.8094, "lon": 111.6996}
SAIHAN = f"{HOME}赛罕区"


@pytest.fixture(autouse=True)
async def directory(database: Database, regions: Regions) -> int:
    return await put_demonstration(database, regions, HOME, Actor(OPERATOR, "terminal"), 0)


def words(response: httpx.Response) -> str:
    return unescape(re.sub(r"<[^>]+>", "", response.text))


async def test_by_position_the_nearest_come_first_with_a_map(web: httpx.AsyncClient) -> None:
    page = await web.post("/nearby", data={name: str(value) for name, value in HERE.items()})
    read = words(page)
    assert station_words.NEAREST_OPEN in read
    found = re.findall(r"约 ([\d.]+) (公里|米)", read)
    distances = [float(number) * (1000 if unit == "公里" else 1) for number, unit in found]
    assert len(distances) == 3
    assert distances == sorted(distances)
    assert any(one in read for one in wording.DIRECTIONS)
    assert page.text.count('class="dot"') == 3
    assert 'class="here"' in page.text
    assert "高德导航" in read


async def test_a_position_is_in_no_address_no_answer_and_no_table(
    web: httpx.AsyncClient, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    page = await web.post("/nearby", data={"lat": "40.80941234", "lon": "111.69961234"})
    assert page.headers["cache-control"] == "no-store"
    for told in (page.text, caplog.text, str(page.url), str(page.headers)):
        assert "40.8094" not in told
        assert "111.6996" not in told
    async with database.engine.connect() as connection:
        kept = (await connection.exec_driver_sql("SELECT state FROM conversation")).scalars().all()
    assert len(kept) == 1
    assert "40.8" not in kept[0]


async def test_by_district_without_scripts_or_a_position(web: httpx.AsyncClient) -> None:
    page = await web.post("/nearby", data={"region": SAIHAN, "text": ""})
    assert "赛罕区有 4 个站" in words(page)
    follow_up = await web.post("/", data={"choice": "s:more"})
    assert "演示·赛罕区4号站" in words(follow_up)


async def test_the_code_at_a_door_opens_its_station(web: httpx.AsyncClient) -> None:
    page = await web.get("/s/DEMO-001")
    assert page.status_code == 200
    assert "DEMO-001" in words(page)
    assert "24 小时开着" in words(page)
    for code in ("no-such-one", "NO-999"):
        unknown = await web.get(f"/s/{code}")
        assert unknown.status_code == 404
    assert station_words.NO_STATION_HERE in words(unknown)


async def test_from_far_away_it_says_whose_stations_are_known(web: httpx.AsyncClient) -> None:
    page = await web.post("/nearby", data={"lat": "39.9042", "lon": "116.4074"})
    read = words(page)
    assert "只录了呼和浩特市的驿站" in read
    assert "步行" not in read
    assert 'class="map"' not in page.text
    assert 'href="tel:12351"' in page.text


async def test_a_facility_asked_for_is_a_filter(web: httpx.AsyncClient) -> None:
    await web.post("/", data={"text": "哪个驿站能热饭"})
    page = await web.post("/nearby", data={name: str(value) for name, value in HERE.items()})
    read = words(page)
    assert "清单上写着有热饭的" in read
    assert read.count("；有热饭") + len(re.findall(r"(?m)^有热饭", read)) == page.text.count('class="part card"')


async def test_rows_are_short_and_the_way_stands_behind_one_button(web: httpx.AsyncClient) -> None:
    page = (await web.post("/nearby", data={name: str(value) for name, value in HERE.items()})).text
    cards = page.split('<div class="part card">')[1:]
    assert len(cards) == 3
    for card in cards:
        assert card.count(wording.GO_THERE) == 1
        before, after = card.split("<details>")[:2]
        assert before.count("<p") <= 4
        assert after.count('rel="noopener noreferrer"') == 3
    assert page.index('<figure class="map">') > page.rindex(wording.GO_THERE)


async def test_nobody_without_an_account_reports_a_door(web: httpx.AsyncClient) -> None:
    assert "s:shut" not in (await web.get("/s/DEMO-001")).text


@pytest.mark.parametrize(
    "fields",
    [
        {"lat": "x", "lon": "1"},
        {"lat": "91", "lon": "1"},
        {"lat": "nan", "lon": "1"},
        {"lat": "1"},
        {"region": "Atlantis"},
    ],
)
async def test_a_place_that_is_none_is_refused_calmly(web: httpx.AsyncClient, fields: dict[str, str]) -> None:
    page = await web.post("/nearby", data=fields)
    assert page.status_code == 400
    assert wording.WRONG in words(page)


async def test_the_api_gives_the_nearest_or_those_of_a_district(web: httpx.AsyncClient) -> None:
    near = (await web.post("/api/stations", json={**HERE, "limit": 5})).json()["stations"]
    assert len(near) == 5
    assert all(isinstance(one["metres"], int) for one in near)
    first = near[0]
    there = distance(Point(**{"latitude": HERE["lat"], "longitude": HERE["lon"]}), Point(first["lat"], first["lon"]))
    assert abs(first["metres"] - there) <= 1
    of_district = (await web.post("/api/stations", json={"district": "赛罕", "limit": 50})).json()["stations"]
    assert {one["district"] for one in of_district} == {SAIHAN}
    assert {one["metres"] for one in of_district} == {None}
    assert len((await web.post("/api/stations", json=HERE)).json()["stations"]) == 3


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"lat": 1}', b'{"lat": true, "lon": 1}', b'{"lat": 91, "lon": 1}', b'{"lat": "1", "lon": 1}',
     b'{"district": 5}', b'{"district": "Atlantis"}', b'{"district": "x", "lat": 1, "lon": 1}',
     b'{"district": "x", "limit": 0}', b'{"district": "x", "limit": 51}', b'{"district": "x", "limit": true}'],
)  # fmt: skip
async def test_what_the_api_cannot_read_is_said(web: httpx.AsyncClient, body: bytes) -> None:
    answer = await web.post("/api/stations", content=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_wrong_place_never_quotes_coordinates() -> None:
    with pytest.raises(WrongPlace) as wrong:
        read_place(b'{"lat": 95.4321, "lon": 111.6996}', shipped_regions(), HOME)
    assert "95.43" not in str(wrong.value)


@pytest.mark.slow
async def test_a_phone_keeps_the_stations_of_the_city(web: httpx.AsyncClient, directory: int, clock: Clock) -> None:
    kept = (await web.get("/offline.json")).json()["stations"]
    assert len(kept) == directory
    assert "开放时间：24小时" in kept[0]["lines"] + kept[1]["lines"] + kept[2]["lines"] + kept[3]["lines"]
    assert not any("现在" in line or "开着" in line for one in kept for line in one["lines"])


def _place(latitude: float, longitude: float) -> Place:
    return Place("站", (), "站", "", latitude, longitude, ())


_LATITUDES = st.floats(-85, 85)
_LONGITUDES = st.floats(-180, 180)


@given(st.lists(st.tuples(_LATITUDES, _LONGITUDES), min_size=1, max_size=5), st.tuples(_LATITUDES, _LONGITUDES))
def test_everything_lies_on_the_map_and_north_is_up(
    places: list[tuple[float, float]], here: tuple[float, float]
) -> None:
    drawn = sketch([_place(*one) for one in places], Point(*here))
    assert drawn is not None
    assert drawn.here is not None
    spots = [(dot.x, dot.y) for dot in drawn.dots]
    assert [dot.number for dot in drawn.dots] == list(range(1, len(places) + 1))
    for x, y in (*spots, drawn.here):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
    for (latitude, _), (_, y) in zip(places, spots, strict=True):
        if latitude > here[0]:
            assert y <= drawn.here[1]
    assert 1 <= drawn.bar <= WIDTH


def test_one_station_alone_needs_no_map() -> None:
    assert sketch([_place(40, 111)], None) is None
    assert sketch([], Point(40, 111)) is None


@pytest.mark.parametrize(
    ("to", "way"),
    [((41, 111), 0), ((40.1, 111.13), 1), ((40, 112), 2), ((39.9, 111.13), 3), ((39, 111), 4), ((39.9, 110.87), 5),
     ((40, 110), 6), ((40.1, 110.87), 7)],
)  # fmt: skip
def test_which_way_it_is(to: tuple[float, float], way: int) -> None:
    assert direction(Point(40, 111), _place(*to)) == way
    assert len(wording.DIRECTIONS) == 8

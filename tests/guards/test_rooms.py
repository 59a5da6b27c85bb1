"""A trade is a room of one name on every floor; rooms import one way, and the ground is small."""

import pytest

from tests.guards.checkout import OURS, python_files
from tests.guards.imports import our_modules, read_modules
from tests.guards.rooms import arrows, at_the_root, floors, room_of, round_about

FILES = python_files(*OURS)
MOST_FLOORS = 10
MOST_AT_THE_ROOT = {"bot": 10, "data": 4, "handlers/telegram": 8}
GROUND = {"__init__", "__main__", "dates", "dialogue", "operator", "regions", "reply", "settings", "timing", "words"}
"""What many trades of bot/ stand on; whatever is of one trade stands in its room."""


def test_no_two_rooms_import_each_other_even_by_way_of_others() -> None:
    assert round_about(our_modules()) == []


@pytest.mark.parametrize("layer", ["bot", "data", "handlers"])
def test_few_rooms_stand_on_each_other(layer: str) -> None:
    found = floors(our_modules(), layer)
    assert max(found.values()) <= MOST_FLOORS, found


@pytest.mark.parametrize("folder", list(MOST_AT_THE_ROOT))
def test_few_files_stand_in_no_room(folder: str) -> None:
    found = list(at_the_root(FILES, folder))
    assert len(found) <= MOST_AT_THE_ROOT[folder], found


def test_the_root_of_bot_is_only_ground() -> None:
    assert {path.removeprefix("bot/").removesuffix(".py") for path in at_the_root(FILES, "bot")} <= GROUND


def test_every_room_says_what_it_is_for() -> None:
    rooms = {room_of(module) for module in our_modules().values()}
    assert [room for room in sorted(rooms) if not FILES.get(f"{room}/__init__.py", "").startswith('"""')] == []


INVENTED = {
    "bot/reply.py": "",
    "bot/stations/__init__.py": "",
    "bot/stations/nearest.py": "from bot.reply import Reply",
    "bot/stations/told.py": "from bot.stations import nearest",
    "bot/answering/turn.py": "from bot.stations.nearest import near",
    "bot/cli/__init__.py": "from bot import reply\nfrom bot.answering import turn",
    "bot/__main__.py": "import bot.cli",
}


def test_rooms_that_import_one_way_are_left_alone() -> None:
    assert round_about(read_modules(INVENTED)) == []
    assert floors(read_modules(INVENTED), "bot") == {"bot": 1, "bot/stations": 2, "bot/answering": 3, "bot/cli": 4}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("bot/stations/asking.py", "from bot.answering.turn import Turn"),
        ("bot/stations/asking.py", "def late():\n    from bot.answering import turn"),
        ("bot/stations/asking.py", "from ..answering import turn"),
        ("bot/settings.py", "from bot.stations.nearest import near"),
        ("bot/settings.py", "import bot.answering.turn"),
    ],
)
def test_an_import_that_runs_back_is_found(path: str, text: str) -> None:
    found = round_about(read_modules(INVENTED | {path: text}))
    name = path.removesuffix(".py").replace("/", ".")
    assert any(line.startswith(f"{name} imports ") for line in found)


def test_a_circle_of_three_rooms_is_found_though_no_two_import_each_other() -> None:
    sources = {
        "bot/a/x.py": "import bot.b.x",
        "bot/b/x.py": "import bot.c.x",
        "bot/c/x.py": "import bot.a.y",
        "bot/a/y.py": "",
    }
    assert len(round_about(read_modules(sources))) == 3


def test_a_floor_more_is_counted() -> None:
    more = {"bot/higher/x.py": "from bot.answering import turn"}
    assert max(floors(read_modules(INVENTED | more), "bot").values()) == 4
    above = more | {"bot/highest/x.py": "import bot.higher.x"}
    assert max(floors(read_modules(INVENTED | above), "bot").values()) == 5


def test_a_file_in_no_room_is_counted() -> None:
    assert list(at_the_root(INVENTED, "bot")) == ["bot/reply.py", "bot/__main__.py"]


def test_the_arrow_names_an_import() -> None:
    assert arrows(read_modules(INVENTED))["bot/answering"] == {
        "bot/stations": "bot.answering.turn imports bot.stations.nearest"
    }

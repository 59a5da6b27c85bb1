"""Every region that a button names exists."""

from importlib.resources import files

from bot.regions import Regions
from handlers.telegram.region import PATHS


def test_every_button_names_a_region_of_the_table() -> None:
    regions = Regions((files("seeds") / "regions.csv").read_text("utf-8"))
    assert [path for path in PATHS.values() if path not in regions] == []

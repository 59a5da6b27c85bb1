"""What entries call things by, and which of it a question says."""

from dataclasses import replace

from bot.catalogue.named_things import MOST_OWNERS, NamedThings, names_in, whole_text
from bot.understanding.normalize import normalize
from data.catalogue.entries import Fact, ServiceEntry
from tests.small_catalogue import HOHHOT, QINGHAI, entry


def over(*entries: ServiceEntry) -> NamedThings:
    """The names of these entries."""
    return NamedThings({one.id: (frozenset(names_in(one)), whole_text(one)) for one in entries})


BREAKFAST = entry("breakfast", "青海暖心早餐", "hot_meal", QINGHAI, "早餐", "2025")
CORNER = entry("corner", "“劳动者说”互动角", "voice", HOHHOT, "互动角", "2025",
               facts=(Fact("法律部部长", "尉军", None, "2025"), Fact("进站的服务", "15项+", None, "2025"),
                      Fact("也叫", "互动角、意见角", None, "2025")))  # fmt: skip


def said(things: NamedThings, text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The names in a text with their owners."""
    return [(named.name, named.owners) for named in things.find(normalize(text))]


def test_titles_without_their_region_quotes_persons_slogans_and_other_names_are_known() -> None:
    things = over(BREAKFAST, CORNER)
    assert said(things, "暖心早餐几点发") == [("暖心早餐", ("breakfast",))]
    assert said(things, "“劳动者说”在哪") == [("劳动者说", ("corner",))]
    assert said(things, "尉军是谁") == [("尉军", ("corner",))]
    assert said(things, "15项+服务有啥") == [("15项", ("corner",))]
    assert said(things, "意见角在哪") == [("意见角", ("corner",))]
    assert said(things, "115项服务") == []


def test_the_longer_name_is_heard_where_two_overlap() -> None:
    assert [name for name, _ in said(over(BREAKFAST, CORNER), "劳动者说互动角在哪")] == ["劳动者说互动角"]


def test_whoever_speaks_of_a_thing_owns_its_name_too() -> None:
    other = replace(CORNER, id="other", title="留言板", summary="写在“劳动者说”上。", facts=())
    assert said(over(CORNER, other), "劳动者说") == [("劳动者说", ("corner", "other"))]


def test_a_name_of_many_tells_none_apart() -> None:
    many = [replace(BREAKFAST, id=f"one-{number}") for number in range(MOST_OWNERS + 1)]
    assert said(over(*many), "暖心早餐") == []

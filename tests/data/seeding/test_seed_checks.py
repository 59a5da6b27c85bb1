"""Every wrong seed file gets a message that says where it is wrong and what to do; never a trace."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.seeding.seed_checks import check_seeds, read_seeds
from data.seeding.seed_files import WrongSeeds
from tests.data.seeding.seed_folder import ARTICLE, HEADLINE, entry, good_files, of_kinds, phrases, source, write

Files = dict[str, Any]
LAW, PHRASES = "entries/legal_aid.yaml", "phrases/legal_aid.yaml"


def with_entry(**changes: Any) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[LAW][0] = entry(**changes)

    return change


def with_file(name: str, content: object) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[name] = content

    return change


def without(name: str) -> Callable[[Files], None]:
    return lambda files: files.pop(name)


def without_key(files: Files) -> None:
    del files[LAW][0]["contact"]


def with_fact(**changes: Any) -> Callable[[Files], None]:
    return with_entry(facts=[{"name": "律师人数", "value": "20", "unit": "名", "as_of": "2025", **changes}])


def with_phrases(**changes: list[str]) -> Callable[[Files], None]:
    return with_file(PHRASES, {"intent": "legal_aid", "phrases": {**of_kinds(phrases(1, 60)), **changes}})


def with_stories(*stories: dict[str, Any]) -> Callable[[Files], None]:
    return with_file("articles.yaml", [{"id": ARTICLE, "publication": None, "stories": list(stories)}])


def conflict(first: str | None, second: str | None) -> Callable[[Files], None]:
    """The first entry's conflict points at `first`, the second's at `second`."""

    def change(files: Files) -> None:
        for one, other in zip(files[LAW], (first, second), strict=True):
            one["conflict"] = {"entry": other, "note": "两处不一致"} if other else None

    return change


TEXT_ENTRY = "- id: city-lawyers\n  title: 甲\n  title: 乙\n"
BROKEN: list[tuple[str, Callable[[Files], object], list[str]]] = [
    # The files themselves.
    ("no intents", without("intents.yaml"), ["intents.yaml: the file is missing; create it"]),
    ("no regions", without("regions.csv"), ["regions.csv: the file is missing"]),
    ("no out of scope", without("out_of_scope.yaml"), ["out_of_scope.yaml: the file is missing"]),
    ("no region column", with_file("regions.csv", "a,b\n1,2\n"), ["regions.csv: has no column `path`"]),
    ("not YAML", with_file(LAW, "- id: [\n"), [f"{LAW}: line 2: ", "correct the YAML there"]),
    ("key twice", with_file(LAW, TEXT_ENTRY), [f"{LAW}: line 3: the key `title` stands twice"]),
    ("not UTF-8", with_file(LAW, "- id: \udcff\n"), [f"{LAW}: byte 6 is not UTF-8; save"]),
    ("no such day", with_file(LAW, "- id: 2025-02-30\n"), [f"{LAW}: is not YAML we can read (day is out of range"]),
    ("too deep", with_file(LAW, "[" * 5000), [f"{LAW}: "]),
    ("empty", with_file(LAW, ""), [f"{LAW}: is empty; fill it or delete it"]),
    ("no list", with_file(LAW, "id: x\n"), [f"{LAW}: must be a list"]),
    ("no mapping", with_file(LAW, "- x\n"), [f"{LAW}: item 1: must be a mapping"]),
    ("number for a key", with_file(LAW, [{**entry(), 5: 1}]), [f"{LAW}: city-lawyers: unknown key `5`; remove it"]),
    # Keys and their types.
    ("unknown key", with_entry(phone="1"), [f"{LAW}: city-lawyers: unknown key `phone`; remove it"]),
    ("missing key", without_key, ["city-lawyers: the key `contact` is missing; add it (null when"]),
    ("id is null", with_entry(id=None), [f"{LAW}: item 1: `id` must be text; it cannot be null"]),
    ("date without quotes", with_entry(valid_from=2025), ["`valid_from` must be text; put it in quotes"]),
    ("figure without quotes", with_fact(value=20), ["`facts.1.value` must be text; put it in quotes"]),
    ("unknown key of a fact", with_fact(note="x"), ["unknown key `facts.1.note`"]),
    ("facts are null", with_entry(facts=None), ["`facts` must be a list; write [] when there is none"]),
    ("offset in quotes", with_entry(source=source(start="3")), ["`source.start` must be a whole number"]),
    ("certainty", with_entry(source=source(as_of_certainty="sure")), ["must be 'exact', 'inferred' or 'unknown'"]),
    ("source is text", with_entry(source="x"), ["`source` must be a mapping of keys to values"]),
    ("phrases are a list", with_file(PHRASES, {"intent": "legal_aid", "phrases": ["a"]}), ["`phrases` must be a mapp"]),
    ("phrase is a number", with_phrases(plain=[12351]), [f"{PHRASES}: `phrases.plain.1` must be text; put it in"]),  # type: ignore[list-item]
    # What one entry says.
    ("id with capitals", with_entry(id="City-Lawyers"), ["City-Lawyers: `id` must be lower-case letters"]),
    ("id without hyphen", with_entry(id="lawyers"), ["lawyers: `id` must be lower-case letters and digits in parts"]),
    ("id too long", with_entry(id="a-" + "b" * 59), ["`id` must be", "at most 60 characters"]),
    ("summary too long", with_entry(summary="长" * 61), ["`summary` is 61 characters long; shorten it to at most 60"]),
    ("empty text", with_entry(how=" "), ["`how` is empty; write null when the page does not say"]),
    ("line break", with_entry(how="到站\n问"), ["`how` has white space at its ends, a line break"]),
    ("wrong file", with_entry(intent="station"), ["'station' stands in a file named for 'legal_aid'; move it"]),
    ("unknown intent", with_entry(intent="law"), ["unknown intent 'law'; take an id from intents.yaml"]),
    ("unknown region", with_entry(region="乙市"), ["unknown region '乙市'; write a full path from regions.csv"]),
    ("impossible date", with_entry(valid_from="2025-13"), ["`valid_from`: '2025-13' is no day of the calendar"]),
    ("date's shape", with_entry(valid_until="2025年"), ["`valid_until`: '2025年' is no date; write YYYY"]),
    ("fact's date", with_fact(as_of="25"), ["`facts.1.as_of`: '25' is no date"]),
    ("dates out of order", with_entry(valid_from="2025-03"), ["ends (2025-02) before it begins (2025-03)"]),
    ("spaces in a figure", with_fact(value="2 0"), ["`facts.1.value` holds white space; write the figure as printed"]),
    ("facts of one name", with_entry(facts=entry()["facts"] * 2), ["2 facts are named '律师人数'; give each a name"]),
    ("empty passage", with_entry(source=source(start=5, end=5)), ["the passage 5-5 is empty; `start` must be smaller"]),
    ("date unknown", with_entry(source=source(as_of=None)), ["`source.as_of` is null exactly when"]),
    # What entries say of each other and of the pages.
    ("same id", with_entry(id="city-advice"), ["the id 'city-advice' stands in entries/legal_aid.yaml already"]),
    (
        "same title",
        with_entry(title="驿站"),
        ["the title '驿站' stands in entries/legal_aid.yaml already; add the place"],
    ),
    ("conflict with none", conflict("city-nothing", None), ["`conflict.entry` names 'city-nothing'; write the id"]),
    ("conflict with itself", conflict("city-lawyers", None), ["`conflict.entry` names 'city-lawyers'; write the id"]),
    ("one-sided conflict", conflict("city-advice", None), ["points at city-advice, which does not point back"]),
    ("conflict elsewhere", conflict("city-advice", "city-stations"), ["points at city-advice, which does not"]),
    ("unknown article", with_entry(source=source(article="x.txt")), ["unknown article 'x.txt'; add it to articles.y"]),
    ("unknown headline", with_entry(source=source(headline="甲")), ["no story '甲' by '本报记者 张三' under"]),
    ("other date", with_entry(source=source(as_of="2024")), ["`source.as_of` differs from the story in articles.yaml"]),
    ("other paper", with_entry(source=source(publication="日报")), ["`source.publication` differs from articles.yaml"]),
    ("article in a folder", with_file("articles.yaml", [{"id": "a/b", "publication": None, "stories": []}]), ["a/b: "]),
    (
        "story's date",
        with_stories({"headline": HEADLINE, "byline": None, "as_of": "2025-00", "as_of_certainty": "exact"}),
        [f"articles.yaml: {ARTICLE}: {HEADLINE}: `as_of`: '2025-00' is no day"],
    ),
    (
        "subject's id",
        with_file("intents.yaml", [{"id": "Law", "name": "法", "scope": "法"}]),
        ["intents.yaml: Law: `id`"],
    ),
    (
        "key of two subjects",
        lambda f: [subject.update(keys=["comfort"]) for subject in f["intents.yaml"]],
        ["intents.yaml: 2 subjects have the key `comfort`; keep it with the one that is meant"],
    ),
    (
        "unknown key of a subject",
        lambda f: f["intents.yaml"][0].update(keys=["gold"]),
        ["legal_aid: `keys.1` must be 'personal', 'about_stations'"],
    ),
    ("subject twice", lambda f: f["intents.yaml"].append(f["intents.yaml"][0]), ["this id stands 2 times; keep one"]),
    # Phrases.
    ("no phrases", without(PHRASES), [f"{PHRASES}: missing; write at least 60 phrases of 6 kinds"]),
    ("too few phrases", with_phrases(plain=phrases(9, 9)), [f"{PHRASES}: has 59 phrases without near copies; add 1"]),
    ("too few kinds", with_phrases(plain=phrases(9, 4)), ["needs 6 kinds with 5 phrases or more each"]),
    ("unknown kind", with_phrases(shouted=phrases(9, 5)), ["unknown kind 'shouted'; use one of after, curse"]),
    (
        "near copy",
        with_phrases(short=["工会的律师哪里找", "工会的律师哪里找?"]),
        ["'工会的律师哪里找?' is a near copy of '工"],
    ),
    ("twice", with_phrases(short=["工会的律师", "工会的律师"]), ["'工会的律师' stands 2 times; keep one"]),
    ("long phrase", with_phrases(short=["啊" * 121]), ["`phrase` is 121 characters long; shorten it to at most 120"]),
    ("in two files", with_phrases(short=phrases(2, 1)), ["stands in phrases/legal_aid.yaml too; keep it where it"]),
    (
        "phrases of another intent",
        with_file(PHRASES, {"intent": "station", "phrases": of_kinds(phrases(1, 60))}),
        [f"{PHRASES}: intent 'station' stands in a file for 'legal_aid'; write `intent: legal_aid`"],
    ),
    (
        "phrases of no intent",
        with_file("phrases/law.yaml", {"intent": "law", "phrases": of_kinds(phrases(1, 60))}),
        ["phrases/law.yaml: 'law' is no intent of intents.yaml; rename the file"],
    ),
    (
        "too few out of scope",
        with_file("out_of_scope.yaml", {"intent": None, "phrases": of_kinds(phrases(3, 799))}),
        ["out_of_scope.yaml: has 799 phrases without near copies; add 1 more"],
    ),
]


def test_the_good_folder_is_good(tmp_path: Path) -> None:
    folder = write(tmp_path, good_files())
    assert check_seeds(folder) == []
    assert [one.id for one in read_seeds(folder).entries] == ["city-lawyers", "city-advice", "city-stations"]


@pytest.mark.parametrize(("change", "parts"), [pytest.param(*rest, id=name) for name, *rest in BROKEN])
def test_each_error_has_its_message(tmp_path: Path, change: Callable[[Files], object], parts: list[str]) -> None:
    files = good_files()
    change(files)
    problems = check_seeds(write(tmp_path, files))
    assert any(all(part in problem for part in parts) for problem in problems), "\n".join(problems)


def test_all_errors_are_reported_not_only_the_first(tmp_path: Path) -> None:
    files = good_files()
    files[LAW][0] = entry(summary="长" * 61, region="乙市")
    files[LAW][1]["phone"] = "1"
    files["entries/station.yaml"][0]["title"] = "长" * 23
    problems = "\n".join(check_seeds(write(tmp_path, files)))
    for part in ("61 characters", "'乙市'", "city-advice: unknown key `phone`", "23 characters"):
        assert part in problems


def test_a_missing_table_is_one_message_not_one_for_every_entry(tmp_path: Path) -> None:
    files = good_files()
    del files["regions.csv"]
    assert len(check_seeds(write(tmp_path, files))) == 1


def test_reading_refuses_what_the_database_could_not_hold(tmp_path: Path) -> None:
    files = good_files()
    files[LAW][0] = entry(intent="law", valid_from="soon")
    with pytest.raises(WrongSeeds) as refusal:
        read_seeds(write(tmp_path, files))
    assert "unknown intent 'law'" in str(refusal.value)
    assert any("'soon' is no date" in problem for problem in refusal.value.problems)


def test_a_folder_of_nothing_names_every_file(tmp_path: Path) -> None:
    problems = "\n".join(check_seeds(tmp_path))
    for name in ("intents.yaml", "articles.yaml", "entries/", "phrases/", "out_of_scope.yaml", "regions.csv"):
        assert f"{name}: the f" in problems

"""Files of entries: what is written comes back as it was; what is no file of entries is refused in plain words."""

import datetime
import io
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.bootstrap.parts import shipped_regions
from bot.editing import words as editing_words
from bot.editing.fields import Typed
from bot.exchange import files, words
from bot.exchange.mending import Around, SubjectAsked
from bot.exchange.merged import MOST_MERGED
from bot.exchange.plan import Plan, plan
from bot.exchange.rows import KEYS, MOST_ROWS, MOST_UNPACKED, WrongFile
from bot.exchange.subject_names import SubjectNames
from data.catalogue.entries import ServiceEntry
from tests.bot.exchange.entries import several
from tests.small_catalogue import ENTRIES, HOHHOT, SAIHAN, SUBJECTS

REGIONS = shipped_regions()
TYPED = Typed({subject.id: subject for subject in SUBJECTS}, REGIONS, HOHHOT)
STORED = {entry.id: entry for entry in ENTRIES}


def first_sheet(book: Workbook) -> Worksheet:
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def planned(
    name: str,
    content: bytes,
    stored: dict[str, ServiceEntry] | None = None,
    used: Iterable[str] = (),
    given: dict[str, str] | None = None,
) -> Plan:
    names = SubjectNames(SUBJECTS, lambda words: ("lawyers", 0.9) if "律师" in words else ("camp", 0.2))
    day = datetime.date(2026, 11, 30)
    around = Around(STORED if stored is None else stored, frozenset(used), TYPED, names, day, name, given or {})
    return plan(name, files.read(name, content), around)


@pytest.mark.parametrize("kind", files.KINDS)
@given(entries=several(REGIONS))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_comes_back_as_it_was(kind: str, entries: list[ServiceEntry]) -> None:
    content = files.write(entries, kind, TYPED.subjects)
    again = planned(f"x.{kind}", content, {})
    unsaved = {row.id for row in again.refused}  # an entry that could not be saved in the first place
    made = {row.change.id: row.change.after for row in again.added}
    assert made == {entry.id: entry for entry in entries if entry.id not in unsaved}
    nothing = planned(f"x.{kind}", content, {entry.id: entry for entry in entries})
    assert (nothing.added, nothing.changed, nothing.refused, nothing.missing) == ([], [], [], [])
    assert nothing.unchanged == len(entries)


@given(name=st.sampled_from(["x.yaml", "x.csv", "x.xlsx", "x"]), content=st.binary(max_size=300))
@example("x.yaml", b"- &a {id: *a}")
@example("x.yaml", b"[" * 10_000)
@example("x.yaml", b"? " * 5000)
@example("x.csv", b'id\n"')
@example("x.xlsx", b"PK\x03\x04")
@settings(max_examples=300)
def test_random_bytes_are_refused_or_read_and_never_end_in_a_trace(name: str, content: bytes) -> None:
    with suppress(WrongFile):
        planned(name, content)


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_workbook_is_refused_or_read(data: st.DataObject) -> None:
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(WrongFile):
        planned("x.xlsx", bytes(content[: data.draw(st.integers(1, len(content)))]))


WORKBOOK = files.write(ENTRIES, "xlsx")


@given(text=st.text(st.sampled_from("-[]{}:,&*!|>'\"%@`#?\n idefacts名1 \t"), max_size=60))
@settings(max_examples=300)
def test_any_text_as_yaml_is_refused_or_read(text: str) -> None:
    with suppress(WrongFile):
        planned("x.yaml", text.encode())


def workbook(fill: Callable[[Workbook], object]) -> bytes:
    book = Workbook()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rows(*lines: list[object]) -> Callable[[Workbook], object]:
    def fill(book: Workbook) -> None:
        for line in lines:
            first_sheet(book).append(line)

    return fill


def test_a_partial_file_changes_only_what_it_names() -> None:
    made = planned("x.csv", "编号,办法,结束\ncity-stops,推门就进,2027年3月\n".encode())
    (row,) = made.changed
    assert row.number == 2
    assert row.change.after is not None
    assert (row.change.after.how, row.change.after.valid_until) == ("推门就进", "2027-03")
    assert row.change.after.facts == STORED["city-stops"].facts
    assert len(made.missing) == len(ENTRIES) - 1


def test_an_empty_cell_empties_a_field_and_a_region_may_be_named_shortly() -> None:
    made = planned("x.csv", "id;provider;region\ncity-stops;;赛罕区\n".encode())
    (row,) = made.changed
    assert row.change.after is not None
    assert row.change.after.provider is None
    assert row.change.after.region.endswith("赛罕区")


def test_dates_and_numbers_of_a_spreadsheet_are_texts() -> None:
    made = planned("x.xlsx", workbook(rows(["id", "开始", "how"], ["city-stops", datetime.date(2026, 3, 1), 2025.0])))
    (row,) = made.changed
    assert row.change.after is not None
    assert (row.change.after.valid_from, row.change.after.how) == ("2026-03-01", "2025")


HEADER = "id,title,intent,region,summary,source.headline,source.as_of,facts\n"
NO_SUBJECT = editing_words.UNKNOWN_INTENT.format(value="飞天") + words.NEAREST.format(name="夏令营")
LONG_FACT = editing_words.WRONG_FACT.format(line=1, text="=".join("站" * 99)[:40])
NEW = "new-1,新站,rest_stop,赛罕区,有水,某报,2026,\n"


@pytest.mark.parametrize(
    ("text", "row", "reason"),
    [
        (HEADER + NEW + NEW, 3, words.ID_TWICE.format(row=2)),
        (HEADER + NEW.replace("赛罕区", "火星"), 2, editing_words.UNKNOWN_REGION.format(value="火星")),
        (HEADER + NEW.replace("rest_stop", "飞天"), 2, NO_SUBJECT),
        (HEADER + NEW.replace("新站", ""), 2, editing_words.MISSING.format(field="标题")),
        (HEADER + NEW.replace("某报", ""), 2, editing_words.NO_SOURCE),
        (HEADER + NEW[:-1] + "站三个\n", 2, editing_words.WRONG_FACT.format(line=1, text="站三个")),
        (HEADER + NEW[:-1] + "=".join("站" * 9999) + " 甲 乙\n", 2, LONG_FACT),
        (HEADER + NEW[:-1] + ",多一格\n", 2, words.NO_COLUMN.format(value="多一格")),
        ("id,source.start\ncity-stops,十\n", 2, words.NOT_NUMBER.format(column="出处起点")),
        ("id,source.as_of_certainty\ncity-stops,大概\n", 2, words.WRONG_CERTAINTY),
        (HEADER + NEW.replace("new-1", "X"), 2, editing_words.WRONG_ID.format(value="X", most=60)),
    ],
)
def test_a_wrong_row_is_refused_with_its_number_and_reason(text: str, row: int, reason: str) -> None:
    refused = [(one.number, one.reason) for one in planned("x.csv", text.encode()).refused]
    assert (row, reason) in refused


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("- id: city-stops\n  houw: x\n", 1, words.UNKNOWN_KEY.format(name="houw")),
        ("- id: city-stops\n  how: x\n  how: y\n", 1, words.KEY_TWICE.format(name="how")),
        ("- id: city-stops\n- id: eye-check\n  facts: 三个\n", 2, words.NOT_FACTS),
        ("- id: city-stops\n  facts: [{name: 站}]\n", 1, words.NOT_FACTS),
        ("- id: city-stops\n  source: 某报\n", 1, words.NOT_A_MAPPING.format(column="source")),
        ("- id: city-stops\n  source: {headline: [x]}\n", 1, words.NOT_TEXT.format(column="出处标题")),
        ("- id: city-stops\n  source: {place: x}\n", 1, words.UNKNOWN_KEY.format(name="source.place")),
    ],
)
def test_a_wrong_item_of_yaml_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    assert [(one.number, one.reason) for one in planned("x.yaml", text.encode()).refused] == [(line, reason)]


def test_a_formula_an_error_and_a_truth_are_refused_with_row_and_column() -> None:
    made = planned("x.xlsx", workbook(rows(["id", "how"], ["city-stops", "=1+1"], ["eye-check", True])))
    assert [(one.number, one.reason) for one in made.refused] == [
        (2, words.FORMULA.format(column="怎么办")),
        (3, words.NOT_TEXT.format(column="怎么办")),
    ]


def _packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return file.getvalue()


def _bomb() -> bytes:
    return _packed(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=bytes(MOST_UNPACKED + 1))


def _entities() -> bytes:
    """A workbook whose sheet blows up when its entities are resolved."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
                doctype = f'<!DOCTYPE x [<!ENTITY e0 "boom">{names}]>'.encode()
                content = content.replace(b"<worksheet", doctype + b"<worksheet", 1)
                content = content.replace(b"<v>0</v>", b"<v>&e8;</v>", 1)
            new.writestr(part, content)
    return file.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.csv", b"", words.EMPTY_FILE),
        ("x.csv", b"\n \n", words.EMPTY_FILE),
        ("x.yaml", b"# nothing\n", words.EMPTY_FILE),
        ("x.csv", "标题\n甲\n".encode(), words.NO_HEADER),
        ("x.csv", "id,编号\n".encode(), words.COLUMN_TWICE.format(name="编号")),
        ("x.csv", b"id,how\n", words.NO_ENTRIES),
        ("x.csv", b"id" + b",a" * 60, words.TOO_MANY_COLUMNS.format(most=60)),
        ("x.csv", b"id\n" + b"a-1\n" * (MOST_ROWS + 1), words.TOO_MANY_ROWS.format(most=MOST_ROWS)),
        ("x.yaml", b"- a\n" * (MOST_ROWS + 1), words.TOO_MANY_ROWS.format(most=MOST_ROWS)),
        ("x.csv", b'id\n"a\n', words.WRONG_CSV.format(row=2)),
        ("x.csv", b"id\n\xff\xff\xff\n", words.WRONG_ENCODING.format(byte=4)),
        ("x.png", b"\x89PNG\r\n\x1a\n\x00\x00", words.NO_TABLE),
        ("x.xls", b"\xd0\xcf\x11\xe0" + bytes(100), words.OLD_EXCEL),
        ("x.zip", _packed(a=b"a"), words.NO_TABLE),
        ("x.xlsm", _packed(xl__workbook_xml=b"<x/>", xl__vbaProject_bin=b""), words.MACROS),
        ("x.xlsx", _bomb(), words.TOO_LARGE_INSIDE.format(most=MOST_UNPACKED // 2**20)),
        ("x.xlsx", _packed(xl__workbook_xml=b"<x/>"), words.BROKEN_EXCEL),
        ("x.xlsx", _entities(), words.BROKEN_EXCEL),
        ("x.xlsx", workbook(lambda _: None), words.EMPTY_FILE),
        ("x.xlsx", workbook(rows(["名称"], ["甲"])), words.NO_HEADER),
        ("x.yaml", b"id: a-1\n", words.YAML_NOT_LIST),
        ("x.yaml", b"- &a {id: a-1}\n- *a\n", words.YAML_ALIAS.format(line=1)),
        ("x.yaml", b"- !!python/object:os.system {}\n", words.YAML_ALIAS.format(line=1)),
        ("x.yaml", b"- " * 20 + b"a\n", words.YAML_DEEP.format(line=1)),
        ("x.yaml", b"- id: a-1\n- {\n", words.WRONG_YAML.format(line=3, problem="did not find expected node content")),
    ],
)
def test_a_wrong_file_is_refused_in_plain_words(name: str, content: bytes, said: str) -> None:
    with pytest.raises(WrongFile) as wrong:
        planned(name, content)
    assert str(wrong.value) == said


def union_sheet(book: Workbook) -> None:
    """A list as a union keeps it: title over all, headings of two rows, parts, breaks, merged cells, a note below."""
    rows(
        ["2026年赛罕区工会服务一览", None, None, None, None, None, None],
        ["序号", "服务名称\n（必填）", "主题", "所在地区", "服务内容", "联系方式", None],
        [None, None, None, None, None, "地址", "电话"],
        ["一、给户外劳动者", None, None, None, None, None, None],
        [1, "新歇脚\n站", "歇脚站", "赛罕区", "夏天有水\n冬天有暖气", "东街1号", "12351"],
        [2, "律师面对面", "工会律师服务", None, "每月第一周见律师。\n不收钱", None, None],
        [3, "早饭铺", "吃早饭", None, "六点开门", "西街2号", None],
        ["注：以各站公示为准", None, None, None, None, None, None],
    )(book)
    for cells in ("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:G2", "A4:G4", "D5:D7"):
        first_sheet(book).merge_cells(cells)


def test_a_list_as_a_union_keeps_it_is_understood_row_by_row() -> None:
    made = planned("一览.xlsx", workbook(union_sheet), used=["rest-stop-1"])
    stop, lawyers = (row.change.after for row in made.added)
    assert stop is not None
    assert lawyers is not None
    assert (stop.id, stop.title, stop.intent, stop.region) == ("rest-stop-2", "新歇脚站", "rest_stop", SAIHAN)
    assert (stop.summary, stop.contact) == ("夏天有水；冬天有暖气", "东街1号，12351")
    assert (lawyers.id, lawyers.intent, lawyers.summary) == ("lawyers-1", "lawyers", "每月第一周见律师。不收钱")
    assert lawyers.region == SAIHAN
    assert stop.source.headline == "2026年赛罕区工会服务一览"
    assert (stop.source.as_of, stop.source.as_of_certainty) == ("2026-11-30", "inferred")
    assert [(one.number, one.reason) for one in made.refused] == [
        (7, editing_words.UNKNOWN_INTENT.format(value="吃早饭") + words.NEAREST.format(name="夏令营"))
    ]
    assert made.asked == (SubjectAsked("吃早饭", "camp", "夏令营"),)
    assert set(made.notes) >= {
        words.UNUSED.format(names="序号"),
        words.ASIDE.format(row=4, text="一、给户外劳动者"),
        words.ASIDE.format(row=8, text="注：以各站公示为准"),
        words.SUBJECT_TAKEN.format(row=6, written="工会律师服务", name="工会律师"),
        words.IDS_MADE.format(count=2),
        words.SOURCE_SET.format(headline="2026年赛罕区工会服务一览", day="2026-11-30"),
    }


def test_a_name_that_somebody_explained_is_taken_for_that_subject() -> None:
    made = planned("一览.xlsx", workbook(union_sheet), given={"吃早饭": "hot_meal"})
    assert [row.change.id for row in made.added] == ["rest-stop-1", "lawyers-1", "hot-meal-1"]
    assert not made.refused
    assert not made.asked


def test_the_same_list_again_adds_nothing_and_changes_what_it_says_otherwise() -> None:
    content = workbook(union_sheet)
    first = planned("一览.xlsx", content)
    now = STORED | {row.change.id: row.change.after for row in first.added if row.change.after is not None}
    again = planned("一览.xlsx", content, now)
    assert (again.added, again.changed, again.unchanged) == ([], [], 2)
    assert len(again.missing) == len(STORED)


def test_a_row_without_a_subject_gets_the_one_it_is_surely_about_or_waits() -> None:
    made = planned("x.csv", "标题,简介\n律师上门,律师到工地\n新事,说不清\n".encode())
    assert [(row.number, row.change.id) for row in made.added] == [(2, "lawyers-1")]
    assert words.SUBJECT_GUESSED.format(row=2, name="工会律师") in made.notes
    assert words.REGION_SET.format(region=HOHHOT) in made.notes
    missing = editing_words.MISSING.format(field="主题") + words.NEAREST.format(name="夏令营")
    assert [(one.number, one.reason) for one in made.refused] == [(3, missing)]


def test_a_merged_cell_says_the_same_of_each_row_that_it_covers() -> None:
    def fill(book: Workbook) -> None:
        rows(["id", "how"], ["city-stops", "推门就进"], ["eye-check", None], ["qinghai-stops", None])(book)
        first_sheet(book).merge_cells("B2:B3")

    made = planned("x.xlsx", workbook(fill))
    assert {row.change.id: row.change.after and row.change.after.how for row in made.changed} == {
        "city-stops": "推门就进",
        "eye-check": "推门就进",
    }


def test_more_merged_cells_than_rows_may_be_are_refused() -> None:
    book = Workbook()
    rows(["id", "how"], ["city-stops", "x"])(book)
    file = io.BytesIO()
    book.save(file)
    many = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(9, MOST_MERGED + 10))
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(
                part, old.read(part).replace(b"</sheetData>", b"</sheetData><mergeCells>" + many + b"</mergeCells>")
            )
    with pytest.raises(WrongFile) as wrong:
        planned("x.xlsx", made.getvalue())
    assert str(wrong.value) == words.MERGED.format(most=MOST_MERGED)


def test_a_table_in_csv_may_have_a_title_and_columns_of_its_own() -> None:
    text = '工会服务,单位：市总,2026\n\n编号,怎么办,负责人,houw\ncity-stops,"推门，\n就进",李四,x\n合计,,,\n'
    made = planned("x.csv", text.encode())
    (row,) = made.changed
    assert row.change.after is not None
    assert row.change.after.how == "推门，就进"
    assert made.notes[0] == words.UNUSED.format(names="负责人、houw")
    assert not made.refused


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read_and_a_guessed_one_is_named(encoding: str) -> None:
    made = planned("x.csv", "编号,办法\ncity-stops,推门就进，喝口热水\n".encode(encoding))
    assert [row.change.id for row in made.changed] == ["city-stops"]
    assert made.encoding == (None if encoding.startswith("utf-8") else encoding.upper())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_that_is_written_begins_a_formula(kind: str) -> None:
    evil = [replace(entry, how=f"{sign}HYPERLINK(1)") for entry, sign in zip(ENTRIES, "=+-@", strict=False)]
    content = files.write(evil, kind)
    if kind == "xlsx":
        cells = [cell.value for row in first_sheet(load_workbook(io.BytesIO(content))).iter_rows() for cell in row]
        texts = [str(cell) for cell in cells if cell is not None]
    else:
        texts = content.decode("utf-8-sig").replace("\r\n", ",").split(",")
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]
    assert words.COLUMN_NAMES[KEYS[0]] in texts

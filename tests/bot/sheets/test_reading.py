"""Spreadsheets of any program, and files that are none."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sheets import reading
from bot.sheets.reading import SheetFault, UnreadableSheet, rows_of
from tests.bot.stations.lists import xlsx_file

CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)
XLSX = xlsx_file([["1", "站", "3"]], ["编号", "名称", "数"]).read()


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5), st.sampled_from(["utf-8", "gb18030"]))
def test_rows_come_as_they_were_written(rows: list[list[str]], encoding: str) -> None:
    import csv

    text = io.StringIO()
    csv.writer(text).writerows([["编号", "名称", "区县"], *rows])
    found = [list(cells) for _, cells in rows_of(io.BytesIO(text.getvalue().encode(encoding)))]
    assert found == [["编号", "名称", "区县"], *(row for row in rows if any(row))]


@given(st.binary(max_size=200) | st.binary(max_size=50).map(lambda content: b"\xff\xfe" + content))
def test_any_bytes_are_rows_or_refused(content: bytes) -> None:
    try:
        rows = list(rows_of(io.BytesIO(content)))
    except UnreadableSheet:
        return
    assert all(any(cells) for _, cells in rows)


@given(st.integers(0, len(XLSX) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_rows_or_refused(at: int, scratch: bytes) -> None:
    with suppress(UnreadableSheet):
        list(rows_of(io.BytesIO(XLSX[:at] + scratch + XLSX[at + len(scratch) :])))


def test_a_workbook_that_unpacks_to_too_much_is_refused_before(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<" * 2_000_000)
    monkeypatch.setattr(reading, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(UnreadableSheet) as refusal:
        list(rows_of(io.BytesIO(file.getvalue())))
    assert refusal.value.fault is SheetFault.TOO_BIG


def test_more_columns_than_a_list_has_are_refused() -> None:
    wide = ",".join("x" for _ in range(reading.MOST_COLUMNS + 1)).encode()
    with pytest.raises(UnreadableSheet) as refusal:
        list(rows_of(io.BytesIO(wide)))
    assert refusal.value.fault is SheetFault.TOO_BIG


def test_what_a_workbook_says_of_its_size_is_not_believed() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as packed, zipfile.ZipFile(file, "w") as lying:
        for part in packed.infolist():
            content = packed.read(part)
            lying.writestr(part, content.replace(b'ref="A1:C2"', b'ref="A1:A1"'))
    assert [cells for _, cells in rows_of(io.BytesIO(file.getvalue()))] == [("编号", "名称", "数"), ("1", "站", "3")]

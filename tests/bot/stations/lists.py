"""Lists of stations as staff make them, in memory."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

HEADINGS = (
    "编号",
    "名称",
    "类型",
    "地址",
    "所属区县",
    "经度",
    "纬度",
    "坐标系",
    "开放时间",
    "设施",
    "联系电话",
    "核实日期",
    "状态",
)
ROWS: Sequence[Sequence[str]] = (
    ("017", "测试驿站甲", "工会驿站", "测试一路1号", "赛罕区", "111.7012", "40.8213", "高德",
     "周一至周五8:30-18:00;周末休息", "饮水、充电、热饭", "0471-0000001", "2026-10-01", "开放"),
    ("18", "测试驿站乙", "户外劳动者服务站点", "测试二路2号", "呼和浩特市新城区", "111.6641", "40.8582", "百度",
     "24小时", "饮水，卫生间", "", "2026/11/2", ""),
    ("A-3", "测试司机之家", "司机之家", "测试三路3号", "回民区", "111.6235", "40.8085", "WGS-84",
     "", "休息", "", "", "正常"),
)  # fmt: skip


def csv_file(
    rows: Iterable[Sequence[str]] = ROWS, headings: Sequence[str] = HEADINGS, encoding: str = "utf-8"
) -> io.BytesIO:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return io.BytesIO(text.getvalue().encode(encoding))


def xlsx_file(rows: Iterable[Sequence[object]] = ROWS, headings: Sequence[str] = HEADINGS) -> io.BytesIO:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [headings, *rows]:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def changed(row: int, **cells: str) -> list[list[str]]:
    """The rows with some cells of one of them changed, by heading."""
    rows = [list(one) for one in ROWS]
    for heading, cell in cells.items():
        rows[row][HEADINGS.index(heading)] = cell
    return rows

"""The fields of an entry, one row each: forms, files, checks, search and cards all read this table.

A new field is a row here, an attribute with a default in `data.catalogue.entries.ServiceEntry`, a column in
`data.tables.catalogue.Entry`, and its migration.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a value is, and so how it is read from what people type."""

    WORDS = "words"
    SUBJECT = "subject"
    REGION = "region"
    FACTS = "facts"
    DATE = "date"
    PART = "part"
    """Holds fields of its own, whose keys begin with its key and a dot."""

    FIXED = "fixed"
    """Not typed: an id, an offset, one of a few words."""


class Line(StrEnum):
    """The line of a card in which a value is said."""

    WHO = "who"
    WAY = "way"
    DETAILS = "details"
    """Only where everything of the entry is shown."""


@dataclass(frozen=True, slots=True)
class EntryField:
    """A field; `key` is the attribute, with a dot within `source` or `conflict`, `name` what people call it.

    `longest` counts characters, None: no limit. `may_be_empty`: people may leave it empty. `editable`: people change
    it. `own_words` are ours: no run of 22 characters is the page's. `matched` is its place in the text that questions
    are matched with, 0 for none. `line` is where a card says it, after the name or after `said_as`.
    """

    key: str
    name: str
    kind: Kind = Kind.WORDS
    longest: int | None = None
    may_be_empty: bool = False
    editable: bool = True
    own_words: bool = False
    matched: int = 0
    line: Line | None = None
    said_as: str = ""
    other_names: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What stands before the value on a card."""
        return self.said_as or self.name


FIELDS: Final = (
    EntryField("id", "编号", Kind.FIXED, editable=False),
    EntryField(
        "title", "标题", longest=22, own_words=True,
        other_names=("名称", "题目", "服务名称", "项目名称", "服务项目"),
    ),
    EntryField("intent", "主题", Kind.SUBJECT, other_names=("分类", "类别", "服务类别", "服务类型")),
    EntryField("region", "地区", Kind.REGION, other_names=("区域", "所在地区", "所属地区", "服务地区", "旗县区")),
    EntryField(
        "provider", "谁办的", longest=40, may_be_empty=True, matched=5, line=Line.DETAILS, said_as="谁办",
        other_names=("单位", "主办", "主办单位", "服务单位", "责任单位", "承办单位"),
    ),
    EntryField(
        "audience", "给谁", longest=40, may_be_empty=True, own_words=True, matched=2, line=Line.WHO,
        other_names=("对象", "服务对象", "面向对象"),
    ),
    EntryField(
        "summary", "简介", longest=60, own_words=True, matched=1,
        other_names=("内容", "服务内容", "服务简介", "项目简介"),
    ),
    EntryField(
        "how", "怎么办", longest=60, may_be_empty=True, own_words=True, matched=3, line=Line.WAY,
        other_names=("办法", "怎么办理", "办理方式", "办理流程", "申请方式"),
    ),
    EntryField(
        "contact", "找谁", longest=60, may_be_empty=True, matched=4, line=Line.WAY,
        other_names=("联系方式", "电话", "联系电话", "咨询电话", "服务电话", "地址", "服务地址", "办理地点"),
    ),
    EntryField("facts", "数据", Kind.FACTS, may_be_empty=True, other_names=("数字",)),
    EntryField("valid_from", "开始日期", Kind.DATE, may_be_empty=True, other_names=("开始", "开始时间")),
    EntryField(
        "valid_until", "结束日期", Kind.DATE, may_be_empty=True, other_names=("结束", "截止", "结束时间", "截止日期"),
    ),
    EntryField("conflict", "说法不一", Kind.PART, editable=False),
    EntryField("source", "出处", Kind.PART, editable=False),
    EntryField("source.headline", "出处标题", longest=80, other_names=("标题出处",)),
    EntryField("source.publication", "出处报刊", longest=40, may_be_empty=True, other_names=("报刊",)),
    EntryField("source.byline", "出处作者", longest=40, may_be_empty=True, other_names=("作者",)),
    EntryField("source.as_of", "出处日期", Kind.DATE, may_be_empty=True, other_names=("日期",)),
    EntryField("conflict.entry", "说法不一的条目", Kind.FIXED, editable=False),
    EntryField("conflict.note", "说法不一之处", longest=80, editable=False),
    EntryField("source.article", "出处文件", longest=80, editable=False),
    EntryField("source.as_of_certainty", "出处日期可靠程度", Kind.FIXED, editable=False),
    EntryField("source.start", "出处起点", Kind.FIXED, editable=False),
    EntryField("source.end", "出处终点", Kind.FIXED, editable=False),
)  # fmt: skip
"""Every field, in the order in which people see them."""

NAMES: Final = {field.key: field.name for field in FIELDS}
"""What each field is called."""

OTHER_NAMES: Final = {name: field.key for field in FIELDS for name in field.other_names}
"""The keys of fields by the further names that people find them by."""

LONGEST: Final = {field.key: field.longest for field in FIELDS if field.longest is not None and "." not in field.key}
"""Characters of the entry's own texts."""

OWN_WORDS: Final = tuple(field.key for field in FIELDS if field.own_words)
DATES: Final = tuple(field.key for field in FIELDS if field.kind is Kind.DATE)
MATCHED: Final = tuple(field.key for field in sorted(FIELDS, key=lambda field: field.matched) if field.matched)
"""The keys of the texts that questions are matched with, in their order."""


def said_in(line: Line) -> tuple[EntryField, ...]:
    """The fields that a line of a card says, in their order."""
    return _SAID_IN[line]


def longest_of_part(part: str) -> dict[str, int]:
    """Characters of the texts of a part, by their keys within it."""
    return {
        field.key.removeprefix(f"{part}."): field.longest
        for field in FIELDS
        if field.longest is not None and field.key.startswith(f"{part}.")
    }


_SAID_IN: Final = {line: tuple(field for field in FIELDS if field.line is line) for line in Line}

"""Files of entries, whatever their kind: what is to be written, and what a file that somebody sent holds."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.editing.fact_lines import fact_lines
from bot.exchange import csv_file, xlsx_file, yaml_file
from bot.exchange.rows import MOST_BYTES, Sheet, WrongFile
from bot.wording import exchange as words
from data.entries import ServiceEntry

KINDS: Final = ("yaml", "csv", "xlsx")

_YAML_ENDINGS = (".yaml", ".yml")


def write(entries: Iterable[ServiceEntry], kind: str) -> bytes:
    """A file of entries of one of the kinds."""
    if kind == "yaml":
        return yaml_file.write(entries)
    rows = (row_of(entry) for entry in entries)
    return csv_file.write(rows) if kind == "csv" else xlsx_file.write(rows)


def row_of(entry: ServiceEntry) -> Sequence[str | None]:
    """The entry as texts in the order of the columns."""
    source, conflict = entry.source, entry.conflict
    return (
        entry.id, entry.title, entry.intent, entry.region, entry.provider, entry.audience, entry.summary, entry.how,
        entry.contact, fact_lines(entry.facts) or None, entry.valid_from, entry.valid_until,
        conflict.entry if conflict else None, conflict.note if conflict else None,
        source.article or None, source.publication, source.headline, source.byline, source.as_of,
        source.as_of_certainty, str(source.start), str(source.end),
    )  # fmt: skip


def read(name: str, content: bytes) -> Sheet:
    """What a file holds; its kind is told by its content, and for texts by the name's ending.

    Raises:
        WrongFile: it cannot be read, or is no table of entries.
    """
    if len(content) > MOST_BYTES:
        raise WrongFile(words.FILE_TOO_LARGE.format(most=MOST_BYTES // 2**20))
    if not content.strip():
        raise WrongFile(words.EMPTY_FILE)
    if content.startswith(xlsx_file.OLD_MAGIC):
        raise WrongFile(words.OLD_EXCEL)
    encoding = None
    if content.startswith(xlsx_file.MAGIC):
        rows = xlsx_file.read(content)
    else:
        text, encoding = _decoded(content)
        is_yaml = name.lower().endswith(_YAML_ENDINGS) or text.lstrip().startswith(("- ", "-\n", "# ", "---"))
        rows = yaml_file.read(text) if is_yaml else csv_file.read(text)
    if not rows:
        raise WrongFile(words.NO_ENTRIES)
    return Sheet(rows, encoding)


def _decoded(content: bytes) -> tuple[str, str | None]:
    """The text, and the encoding when it was not UTF-8."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        raise WrongFile(words.NO_TABLE)
    else:
        encodings = ["utf-8-sig", "gb18030"]
    place = 0
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            place = max(place, error.start)
        else:
            return text, None if encoding == "utf-8-sig" else encoding.upper()
    raise WrongFile(words.WRONG_ENCODING.format(byte=place + 1))

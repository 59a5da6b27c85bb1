"""Files of entries, whatever their kind: what is to be written, and what a file that somebody sent holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Final

from bot.editing.fact_lines import fact_lines
from bot.exchange import csv_file, words, xlsx_file, yaml_file
from bot.exchange.rows import KEYS, MOST_BYTES, Sheet, WrongFile
from data.catalogue.entries import ServiceEntry, Subject

KINDS: Final = ("yaml", "csv", "xlsx")

_YAML_ENDINGS = (".yaml", ".yml")


def write(entries: Iterable[ServiceEntry], kind: str, subjects: Mapping[str, Subject] | None = None) -> bytes:
    """A file of entries of one of the kinds; in tables a subject goes by its name, where `subjects` has it."""
    if kind == "yaml":
        return yaml_file.write(entries)
    names = {subject.id: subject.name for subject in (subjects or {}).values()}
    rows = (row_of(entry, names) for entry in entries)
    return csv_file.write(rows) if kind == "csv" else xlsx_file.write(rows)


def row_of(entry: ServiceEntry, names: Mapping[str, str] | None = None) -> list[str | None]:
    """The entry as texts in the order of the columns; `names` are those of subjects, by id."""
    row = [read(entry) for read in _READERS]
    if names:
        row[_SUBJECT] = names.get(entry.intent, entry.intent)
    return row


def _reader(key: str) -> Callable[[ServiceEntry], str | None]:
    """What writes the cell of a column."""
    if key == "facts":
        return lambda entry: fact_lines(entry.facts) or None
    value = attrgetter(key)
    if key.startswith("conflict."):
        return lambda entry: value(entry) if entry.conflict is not None else None
    if key in ("source.start", "source.end"):
        return lambda entry: str(value(entry))
    return (lambda entry: value(entry) or None) if key == "source.article" else value


_READERS: Final = tuple(map(_reader, KEYS))
_SUBJECT: Final = KEYS.index("intent")


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
        sheet = xlsx_file.read(content)
    else:
        text, encoding = _decoded(content)
        is_yaml = name.lower().endswith(_YAML_ENDINGS) or text.lstrip().startswith(("- ", "-\n", "# ", "---"))
        sheet = yaml_file.read(text) if is_yaml else csv_file.read(text)
    if not sheet.rows:
        raise WrongFile(words.NO_ENTRIES)
    return replace(sheet, encoding=encoding)


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

"""What each line of a page is: headline, signature, caption, head of the sheet, or text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median
from typing import Final


class Part(StrEnum):
    """What a line is."""

    BLANK = "blank"
    SHEET_HEAD = "sheet_head"
    """Name of the paper, date, number of the sheet."""

    HEAD = "head"
    SIGNED = "signed"
    """Who wrote the story that begins here, or (`ends`) that ends here."""

    CREDIT = "credit"
    """Who took the photo above."""

    CAPTION = "caption"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed; `start` and `end` are offsets in the page without white space.

    `level` counts the # before a headline, 0 where there was none; `ends`: a signature that ends a story.
    """

    text: str
    start: int
    end: int
    part: Part
    level: int = 0
    ends: bool = False


ENDS: Final = "。！？!?…"
_CLOSING: Final = "”’\"')）】」』"
_LONGEST_HEAD: Final = 50
"""Characters of a line of a headline; the longest of our pages has 44."""

_LONGEST_CAPTION: Final = 200
_FEW: Final = 0.45
"""Share of unfinished lines from which a page is printed in columns: pages of one line a paragraph have a tenth."""

_NAMES: Final = r"(?!手记|观察|感言|述评|调查)[一-鿿·]{2,4}(?:[ 、　,，]+[一-鿿·]{2,4})*"
_ROLE: Final = r"(?:本报|本网|实习|见习|特约|首席|全媒体)*(?:记者|通讯员|评论员|撰稿)"
_SIGNATURE: Final = re.compile(
    rf"[●■◆□▲◎*\s]*(?:文[/／:：])?(?:{_ROLE}[ 　:：]*{_NAMES}[ 　]*)+(?P<photos>文[/／](?:图|摄影?)[ 　]*)?"
)
"""Who wrote a story; `photos`: and took its photos."""

_CREDIT: Final = re.compile(rf".{{0,20}}{_ROLE}[ 　:：]*{_NAMES}[ 　]*(?:文)?[/／]?(?:摄|图)[影]?\s*")
_END_SIGNATURE: Final = re.compile(rf"[（(](?:{_ROLE}[ 　]*)?{_NAMES}[）)]\s*")
_DATED: Final = re.compile(r"(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?")
_NAMED: Final = re.compile(r".{2,14}(?:[日晚早时周晨商青]报|晨刊|周刊|简报|快报|工运|通讯|职工网)")
_LABEL: Final = re.compile(r"相关链接|阅\s*读\s*提\s*示|编者按|延伸阅读|新闻链接|责任编辑.*|导\s*读")
_SHEET: Final = re.compile(
    r"第[\d一二三四五六七八九十]+[版期]|星期[一二三四五六日]|编辑[:：]|版式[:：]|责编|来源[:：]|办公室编"
)
_PICTURED: Final = re.compile(r"(?:图为|图片|上图|下图|左图|右图|资料图)")
_STARTS_STORY: Final = re.compile(r"本[报网刊]讯|[（(]上接|[新华社]{3}")


def lines_of(texts: Sequence[str]) -> list[Line]:
    """The lines of a page with what each of them is."""
    raw: list[Line] = []
    at = 0
    for text in texts:
        stripped = text.strip()
        size = len("".join(stripped.split()))
        hashes = re.match(r"#{1,6}(?=\s)", stripped)
        level = len(hashes[0]) if hashes else 0
        shown = stripped[level:].strip()
        raw.append(Line(shown, at + level, at + size, Part.BODY if shown else Part.BLANK, level))
        at += size
    width = _column_width(raw)
    parted: list[Line] = []
    for number, line in enumerate(raw):
        parted.append(_parted(line, number, raw, parted, width))
    return _captions(parted)


def finished(text: str) -> bool:
    """Whether a text ends with its sentence."""
    return bool(text) and text.rstrip(_CLOSING)[-1:] in ENDS and text.rstrip(_CLOSING) != ""


def starts_story(text: str) -> bool:
    """Whether a line says itself that a story, or the rest of one, begins with it."""
    return _STARTS_STORY.match(text) is not None


def _column_width(lines: Sequence[Line]) -> int | None:
    """Characters of a line where the page is printed in columns; None where a paragraph is one line."""
    long = [line for line in lines if len(line.text) >= 8 and not line.level]
    broken = [
        line.end - line.start
        for line in long
        if not finished(line.text) and line.text[-1] not in "：:" and len(line.text) <= _LONGEST_HEAD
    ]
    if len(long) < 8 or len(broken) < _FEW * len(long):
        return None
    width = int(median(broken))
    alike = sum(abs(size - width) <= 3 for size in broken)
    return width if alike >= 0.5 * len(broken) else None


def _parted(line: Line, number: int, raw: Sequence[Line], before: Sequence[Line], width: int | None) -> Line:
    text = line.text
    if line.part is Part.BLANK:
        return line
    if line.level:
        return replace(line, part=Part.HEAD)
    signed = _SIGNATURE.fullmatch(text)
    last = next((one.part for one in reversed(before) if one.part is not Part.BLANK), None)
    if signed is not None and signed["photos"] is not None and last is Part.HEAD:
        return replace(line, part=Part.SIGNED)
    if _CREDIT.fullmatch(text):
        return replace(line, part=Part.CREDIT)
    if signed is not None:
        return replace(line, part=Part.SIGNED)
    if _END_SIGNATURE.fullmatch(text):
        return replace(line, part=Part.SIGNED, ends=True)
    if len(text) <= 60 and not finished(text) and (_SHEET.search(text) or _DATED.fullmatch(text)):
        signed = re.search(rf"{_ROLE}[ 　:：]*{_NAMES}", text)
        return replace(line, part=Part.SIGNED if signed else Part.SHEET_HEAD)
    if _LABEL.fullmatch(text) or (_NAMED.fullmatch(text) and not any(one.part is Part.BODY for one in before)):
        return replace(line, part=Part.SHEET_HEAD)
    if _is_head(line, number, raw, before, width):
        return replace(line, part=Part.HEAD)
    return line


def _is_head(line: Line, number: int, raw: Sequence[Line], before: Sequence[Line], width: int | None) -> bool:
    text = line.text
    if finished(text) or len(text) > 2 * _LONGEST_HEAD or text[-1] in "，,、；;" or starts_story(text):
        return False
    following = raw[number + 1].text if number + 1 < len(raw) else ""
    rest = next((one.text for one in raw[number + 1 :] if one.text), "")
    if _SIGNATURE.fullmatch(following) or (width is None and (_SIGNATURE.fullmatch(rest) or starts_story(rest))):
        return True
    if len(text) > _LONGEST_HEAD:
        return False
    if width is None:
        # A sentence that a column broke has its first comma, a headline ends with a dash where it has one.
        return not re.search("[,，]", text) or text.endswith(("—", "：", ":"))
    last = next((one for one in reversed(before) if one.part is not Part.BLANK), None)
    alone = (number == 0 or not raw[number - 1].text) and not following
    other_width = abs(line.end - line.start - width) > 3
    if last is not None and last.part is Part.BODY and not finished(last.text):
        return alone and other_width
    return alone or (other_width and not re.search("[,，]", text))


def _captions(lines: list[Line]) -> list[Line]:
    """The lines again, with what stands under a photo told from the text around it."""
    found = list(lines)
    for number, line in enumerate(lines):
        if line.part is Part.CREDIT:
            _mark_above(found, number)
        elif line.part in (Part.BODY, Part.HEAD) and not line.level and _stands_under_photo(lines, number):
            found[number] = replace(line, part=Part.CAPTION)
    return found


def _mark_above(lines: list[Line], number: int) -> None:
    """What a photo's credit ends: the text above it, as far as it goes in one piece and is short."""
    above = number - 1
    while above >= 0 and lines[above].part is Part.BLANK:
        above -= 1
    size = 0
    while above >= 0 and lines[above].part is Part.BODY:
        size += len(lines[above].text)
        if size > _LONGEST_CAPTION:
            return
        lines[above] = replace(lines[above], part=Part.CAPTION)
        above -= 1


def _stands_under_photo(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    if _PICTURED.match(line.text):
        return True
    if number < 2 or any(one.part is not Part.BLANK for one in lines[number - 2 : number]):
        return False
    if not any(one.part is Part.BODY for one in lines[:number]):
        return False
    after = lines[number + 1 : number + 3]
    if line.part is Part.HEAD:
        rest = next((one for one in lines[number + 1 :] if one.part is not Part.BLANK), None)
        return all(one.part is Part.BLANK for one in after) or rest is None or rest.level > 0
    return len(line.text) <= 70 and (not after or after[0].part is Part.BLANK)

"""What drafts say in our own words, and what people read of them."""

from typing import Final

from data.extracting.page_file import Unreadable

_FOR: Final = "，给{audience}的"
_NOT_SAID: Final = "具体怎么办，报道没有写。"
_UNION: Final = "工会"
DAY_OF: Final = "哪天"
HOURS_OF: Final = "几点到几点"
FIGURE_OF: Final = "数目"
DOCUMENT_OF: Final = "文件"
LEVELS: Final = "市区县"
"""The levels by which a place is looked for that the table of regions knows by an older one."""

GO_TO: Final = "到{place}办理"
CALL: Final = "拨打{phone}"
NUMBERED: Final = "{name}（{number}）"

WHY_UNREADABLE: Final = {
    Unreadable.EMPTY: "文件里没有字。",
    Unreadable.TOO_BIG: "文件太大了。请只给一个版面，20 MB 以内。",
    Unreadable.TOO_LONG: "内容太长了。请只给一个版面，PDF 不超过 40 页。",
    Unreadable.PICTURE: "这是照片，读不出字。请把文字贴过来，或给 TXT、PDF、DOCX、网页文件。",
    Unreadable.SCANNED: "这个 PDF 是扫描的图，读不出字。请给能选中文字的 PDF，或把文字贴过来。",
    Unreadable.LOCKED: "这个文件加了密码。请去掉密码再给。",
    Unreadable.BROKEN: "这个文件打不开，可能传坏了。请重新存一份再给。",
    Unreadable.OLD_WORD: "这是老版本的 Word 文件。请另存为 DOCX 再给。",
    Unreadable.UNKNOWN_ENCODING: "读不出这个文件的文字。请存成 UTF-8 的 TXT 再给。",
}
"""Why a file gives no page, and what to do."""


def summary(provider: str | None, audience: str, title: str, longest: int, *, how_is_told: bool) -> str:
    """What a draft says of itself in our own words; the clerk says more."""
    not_said = "" if how_is_told else _NOT_SAID
    whole = (f"{provider or _UNION}办的“{title.strip('“”')}”", _FOR.format(audience=audience) if audience else "")
    for parts in (whole, whole[:1], (f"“{title.strip('“”')}”",)):
        said = "".join(parts) + "。"
        if len(said) + len(not_said) <= longest:
            return said + not_said
        if len(said) <= longest:
            return said
    return whole[0][: longest - 1] + "。"

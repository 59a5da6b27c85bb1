"""How to get at a service as a text prints it: telephone, address, place."""

import re
from dataclasses import dataclass
from typing import Final

from bot.editing.phones import wrong_number
from bot.extracting import words
from data.catalogue.fields import LONGEST

_PHONE: Final = re.compile(
    r"(?:电话|热线|拨打|致电|联系)[^\d，。；]{0,12}(?P<phone>(?:0\d{2,3}[-—－]?)?\d{7,8}|1[3-9]\d{9}|12\d{3}|400[-—]?\d{3}[-—]?\d{4})"
)
_ADDRESS: Final = re.compile(
    r"(?:地址|地点|位于|办公地点)[:：]?(?P<place>[一-鿿\d]{4,30}(?:号|楼|层|室|厅|中心|旁|口))"
)
_GO: Final = re.compile(r"可(?:以)?(?:到|前往|去)(?P<place>[一-鿿]{3,20}?(?:中心|驿站|窗口|大厅|工会|站点|站))")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask and how, in our words around what is printed at `spans` of the text; None where nothing is said."""

    contact: str | None = None
    how: str | None = None
    spans: tuple[tuple[int, int], ...] = ()


def contact_of(text: str) -> Contact:
    """What a text prints of how to get at the service."""
    spans: list[tuple[int, int]] = []
    parts: list[str] = []
    address = _ADDRESS.search(text)
    phone = _PHONE.search(text)
    go = _GO.search(text)
    if address is not None:
        parts.append(address["place"])
        spans.append(address.span("place"))
    if phone is not None and wrong_number(phone["phone"]) is None:
        parts.append(phone["phone"])
        spans.append(phone.span("phone"))
    how = None
    if go is not None:
        how = words.GO_TO.format(place=go["place"])
        spans.append(go.span("place"))
    elif phone is not None and parts and parts[-1] == phone["phone"]:
        how = words.CALL.format(phone=phone["phone"])
    contact = "，".join(parts)
    return Contact(contact if contact and len(contact) <= LONGEST["contact"] else None, how, tuple(spans))

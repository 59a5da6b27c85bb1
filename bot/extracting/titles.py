"""What a draft is called: the name that the page gives, or the thing in its words."""

import re
from typing import Final

from bot.extracting.anchors import Anchor
from data.catalogue.fields import LONGEST

_AFTER: Final = re.compile(
    r"^[”’](?P<kind>[^的和与及在为以了是让使把将等，。、“‘”’；！？（）(),;:\d]{0,8}?(?:系列|专项|主题)?"
    r"(?:活动|行动|计划|制度|机制|小程序|平台(?!企业)|项目|工程|热线|竞赛|大赛|比赛|筛查|体检|普惠日|互动角|工作室|工作组|中心|托管班|培训班|夜校|课堂|夏令营))"
)
_FEWEST: Final = 5
"""Characters from which a name tells by itself what it is."""

_LEADING: Final = re.compile(
    r"^(?:各类|各级|推动|启用|落实|开展|建设|劳动用工|举办的|主办的|全年|今年|积极|建设|落实|市|区|县|的|了|等|和(?!谐)|与|在(?![职岗校建])|为|将|新(?=命名|建|增)|命名|选树|新建|新增)+"
)


def title_of(anchor: Anchor, text: str) -> str:
    """The title of a thing that a text offers, as short as titles are."""
    if not anchor.named:
        return _LEADING.sub("", anchor.words)[-LONGEST["title"] :] or anchor.words[-LONGEST["title"] :]
    after = _AFTER.match(text[anchor.end : anchor.end + 16])
    if after is not None and len(anchor.words) < _FEWEST * 2 and len(anchor.words) + len(after["kind"]) + 2 <= 22:
        return f"“{anchor.words}”{after['kind']}"
    return anchor.words[: LONGEST["title"]]

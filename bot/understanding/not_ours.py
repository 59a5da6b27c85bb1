"""What sounds like one of our services and is none: parcels, and shops that keep them."""

import re
from typing import Final

_NOT_OURS: Final = re.compile(
    r"菜鸟|妈妈驿站|兔喜|丰巢|代收|取件|快件|包裹|寄件|快递(?!员|小哥|师傅|骑手|兄弟|大哥|工人|行业|的)"
    r"|(?:京东|顺丰|中通|圆通|申通|韵达|极兔|邮政)的?(?:驿站|站点|网点)"
)
"""Shops that keep parcels call themselves 驿站 too; couriers are ours."""


def not_ours(normalized: str) -> bool:
    """Whether the text is about parcels."""
    return _NOT_OURS.search(normalized) is not None

"""Whether a text says that somebody makes, holds or gives a thing."""

import re
from typing import Final

from bot.extracting.anchors import Anchor

_DOES: Final = re.compile(
    r"推出|推行|推广|打造|开[办展设通启播]|设[立有置在]?|启[用动]|[创举承主联合]{1,2}办|组[建织]|评[选定]|实施|建[立成设起]?|创[建新]|"
    r"做[优大强好实]|[赠配发]送|发[布放给]|上线|深化|选树|命名|提供|送|签[订约]|出台|制定|修订|完善|健全|[加增]强|强化|推[进动]|"
    r"扩大|落实|认定|培[训育]|办|投入|享受|参[加与]"
)
"""What is done with a thing that is offered, said before it."""

_OPENED: Final = re.compile(r"[一-鿿]{0,4}(?:正式)?(?:成立|启用|上线|揭牌|投用|开班|开营|启动|开放|落成|举行|开播)")
"""What is said behind a thing that was made."""


def done_before(text: str, start: int, anchor: Anchor) -> bool:
    """Whether a verb between a place and a thing says so."""
    return _DOES.search(text, start, anchor.start) is not None


def done_behind(text: str, anchor: Anchor, end: int) -> bool:
    """Whether a verb between a thing and a place says so: …协会成立."""
    return _OPENED.match(text, anchor.end, end) is not None

"""Whether a clause goes on about the thing told of before it, or begins with another."""

import re
from dataclasses import dataclass
from typing import Final

from bot.extracting.anchors import Anchor
from bot.extracting.figures import Figure
from bot.extracting.organisations import Organisation
from bot.extracting.sentences import Clause
from bot.extracting.unit import Subject, Unit

UNSURE: Final = 0.6
"""Confidence of a subject below which a further clause of a sentence speaks of the same thing as the one before."""

_REFERS: Final = re.compile(
    r"^(?:该|这|其中|目前|现在|迄今|截至|累计|共|已|会员凭|凭|参保|首批|成立|每名|每人|每天|最高|去年|计划|填表|日均|配|覆盖|"
    r"惠及|服务|吸引|(?:咨询|联系|服务|报名|预约|受理)?(?:电话|热线|地址)|(?:办公|开放|服务|受理)(?:地点|时间)|为(?:患病|司机|职工)|站里|驿站里|今年已|全年|受理|慰问|总数|签订|资助|办理|发放|涉及|调解|帮助)"
)
_FOUNDS_NEXT: Final = re.compile(
    r"(?:并|还|同时|扎实|积极|持续|深入|广泛|大力|常态化|组织)*"
    r"(?:开展|举办|建立|建成|组建|成立|设立|创建|开设|出台|推出|推行|启动|实施|打造|健全|签订)"
)
"""How a clause begins that tells of a further work."""

_MONEY: Final = re.compile(r"(?:补贴|补助金?|津贴|[助学慰问帮扶互]{1,2}金)$")
"""What is paid out within a programme, unless the programme is to pay it."""

_COUNTS: Final = re.compile(r"认定|命名|评[选定]|[推选]树|配备|建[立成设]|成立|签订|发展|培[训养]|组建")
"""Who is counted because somebody made it so."""

_GETS: Final = re.compile(r"可以?(?:享受|领取|申请|报销)")
"""What people get of a thing that was told of."""

_VISITS: Final = re.compile(r"(?:走访|看望)?慰问")
"""What is done with goods that were told of, unless it has words of its own."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a clause offers: its providers and figures; `told_of`: its sentence told of a thing before.

    `made`: a verb of the clause says that somebody makes, holds or gives it.
    """

    anchor: Anchor
    subject: Subject
    clause: Clause
    providers: tuple[Organisation, ...]
    printed: list[Figure]
    told_of: bool
    made: bool


def tells_more(current: Unit, offer: Offer) -> bool:
    """Whether what a clause offers is the thing told of before."""
    if _GETS.search(offer.clause.text) and not offer.anchor.named and not offer.providers:
        return True
    return _same_thing(current, offer) and not _made_now(current, offer) and not _enumerated(current, offer)


def goes_on(current: Unit, clause: Clause, providers: tuple[Organisation, ...]) -> bool:
    """Whether the clause of a later sentence, which offers nothing itself, still speaks of the same thing."""
    if providers:
        return False
    anchor = current.anchor
    return bool(_REFERS.match(clause.text)) or (anchor.words if anchor.named else anchor.words[-2:]) in clause.text


def said_again(current: Unit, anchor: Anchor) -> bool:
    """Whether a thing goes by the very words of one before."""
    return anchor.words == current.anchor.words or anchor.words in current.text


def counts_apart(current: Unit, told: Anchor) -> bool:
    """Whether a figure counts another thing than the one before: that is a figure's too, or the name of a paper."""
    text = current.piece.text
    if not _COUNTS.search(text[max(0, told.start - 4) : told.end]) or told.words in current.text:
        return False
    return current.anchor.tallied or text[current.anchor.start - 1 : current.anchor.start] == "《"


def _same_thing(current: Unit, offer: Offer) -> bool:
    anchor, subject = offer.anchor, offer.subject
    if said_again(current, anchor):
        return True
    if anchor.named or not offer.told_of or current.anchor.tallied:
        return False
    if not offer.providers and current.venue:
        return True
    if _VISITS.fullmatch(anchor.words) and subject[0] == current.subject[0]:
        return True
    if subject[1] < UNSURE:
        return True
    if current.anchor.named and (not offer.providers or offer.providers[0] in current.providers):
        return True
    # Each with figures of its own and another head: 为15名…发放补助金, 为23名…发放帮扶金.
    apart = bool(current.figures) and _counted_apart(current, offer)
    return subject[0] == current.subject[0] and not apart


def _made_now(current: Unit, offer: Offer) -> bool:
    """Whether a new sentence says that a thing is made which was only a scene's place before."""
    return offer.made and not (offer.told_of or current.done or current.providers)


def _enumerated(current: Unit, offer: Offer) -> bool:
    """Whether a clause goes on enumerating works, each of which is founded in few words and without a figure."""
    if current.figures or offer.printed or not current.done or said_again(current, offer.anchor):
        return False
    words = offer.clause.text
    return words.rstrip("。；").endswith("等") or _FOUNDS_NEXT.match(words) is not None


def _counted_apart(current: Unit, offer: Offer) -> bool:
    """Whether a thing has figures of its own and another head than the one before; money is paid within a programme."""
    mine, theirs = offer.anchor.words, current.anchor.words
    if not offer.printed or mine[-2:] == theirs[-2:]:
        return False
    return bool(_MONEY.search(mine)) == bool(_MONEY.search(theirs))

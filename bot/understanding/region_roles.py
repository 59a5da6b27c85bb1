"""What part a region plays in what is said: asked about, where the person stands, denied, or part of a name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.regions import RegionMention

_DENIED = re.compile(r"(?:不是|不要|不问|没问|别说|别给我说|别的?|除了|不算|不管) ?$")
_STANDS = re.compile(
    r"(?:[我俺咱](?:们|人)?(?:就|现在|目前|人)?|人)(?:在|住|困在|来) ?$"
    r"|(?:[我俺咱](?:们|这儿?|这边|这里)|困在|人在)(?:是)? ?$"
)
_OF_A_NAME = re.compile(r"^(?:和(?:全国|自治区|省|市))?级?的?(?:奖|劳模|劳动模范|五一|荣誉|表彰|称号)")
_ASKED_THERE = re.compile(r"有(?:没有|一样|同样|类似|这个|这种)|能(?:不能|用|领|办)|也有|有吗|有么")


@dataclass(frozen=True, slots=True)
class RegionsSaid:
    """Where the person stands, and the region asked about, as full paths; null where the text does not say."""

    here: str | None
    asked: str | None


def regions_said(text: str, mentions: Sequence[RegionMention]) -> RegionsSaid:
    """The parts that the regions of a normalised text play.

    Of several that are asked about the last one counts. One where the person stands is asked about where no other is,
    or where the text asks whether it has the same.
    """
    asked: list[str] = []
    stands: list[RegionMention] = []
    for mention in mentions:
        before, after = text[: mention.start], text[mention.end :]
        if _DENIED.search(before) or (_relative(text, mention) and _OF_A_NAME.match(after)):
            continue
        if _STANDS.search(before):
            stands.append(mention)
        else:
            asked.append(mention.path)
    here = stands[-1].path if stands else None
    has_the_same = bool(stands) and _ASKED_THERE.search(text[stands[-1].end :]) is not None
    if here is not None and (not asked or has_the_same):
        return RegionsSaid(here, here)
    return RegionsSaid(here, asked[-1] if asked else None)


def _relative(text: str, mention: RegionMention) -> bool:
    return text[mention.start : mention.end] in ("自治区", "全区", "全市", "全省", "省里", "市里")

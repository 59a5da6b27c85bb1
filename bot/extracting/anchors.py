"""What a clause offers: the name in quotation marks, or the thing of the trade it speaks of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.extracting.figures import Figure
from bot.extracting.founded import counted, founded
from bot.extracting.sentences import Clause, Name


@dataclass(frozen=True, slots=True)
class Anchor:
    """A thing that a clause offers: its words as printed and where; `named`: it has a name of its own.

    `item` is where its item of a list begins and ends; None where it stands in no list. `tallied`: a figure alone tells
    that it is a thing.
    """

    words: str
    start: int
    end: int
    named: bool
    item: tuple[int, int] | None = None
    tallied: bool = False


_HEADS: Final = (
    "服务站点|爱心驿站|工会驿站|驿站|司机之家|劳动者港湾|港湾|法律驿所|驿所|帮扶中心|服务中心|化解中心|调解中心|核算服务中心|"
    "职工之家|职工书屋|书屋|书吧|悦读角|互动角|妈咪小屋|哺乳室|母婴室|心理咨询室|咨询室|书画室|创新工作室|工作室|讲堂|课堂|学堂|夜校|"
    "工匠学院|学院|夏令营|冬令营|托管班|暑托班|公益培训班|培训班|提升班|研修班|兴趣班|辅导班|技能培训|培训|健康体检|免费体检|法律体检|法治体检|体检周|体检|筛查|"
    "疗休养|疗养|劳动竞赛|技能竞赛|竞赛|技能大赛|大赛|技能比赛|比赛|大会战|招聘会|招聘活动|直播带岗|送岗|"
    "法律援助服务|法律援助|法律咨询|法律监督|集体协商|集体合同|工资协商|恳谈日|恳谈会|议事会|接待日|普惠日|宣传周|宣传月|要约行动|"
    "医疗互助|互助保障|意外险|补充医疗保险|医疗保险|意外伤害保险|保险|绿色通道|专列|包车|互助保障金|学费补贴|补贴|补助金|补助|津贴|慰问金|助学金|帮扶金|互助金|送温暖|送清凉|助学|"
    "服务卡|会员卡|小程序|APP|服务热线|热线工作室|热线|信箱|服务平台|平台|机制|制度|入会|建会|劳动模范|先锋号|奖章|奖状|工匠|"
    "联合工会|工会联合会|文化宫|早餐|慰问演出|演出|慰问|宣讲|专项行动|(?<!实际)行动|系列活动|活动|项目|计划|工程|服务车|流动服务车|供餐点|"
    "帮扶计划|救助点|引导牌|工作组|帮扶|救助(?!站|管理站)|代理记账|核算服务|直报点|监测点|工匠之都|先锋|联络员"
)
_WEAK: Final = frozenset(
    "行动 活动 系列活动 专项行动 项目 计划 工程 平台 机制 制度 培训 学院 先锋 帮扶 救助 工匠".split()
)
"""What names a thing only with words of its own before it."""

_HEAD: Final = re.compile(_HEADS)
_NAME_ENDS: Final = re.compile(rf"^(?![和与及])[一-鿿]{{0,4}}?(?:{_HEADS})")
_FOUNDS: Final = re.compile(
    r"(?:推出|推行|开办|打造|开设|开通|设立|启用|启动|创办|举办|组建|评选|开展|实施|推广|建立|建成|创建|做[优大强好]|赠送|办起|发布|"
    r"上线|深化|共建|选树|命名|送上|开播|开行|寻找)的?(?:[一-鿿]{0,6})$"
)
_NO_NAME: Final = re.compile(r"[+＋]|、有|^\d|[要将让使]")
_SUMMED_UP: Final = re.compile(r"^[一二三四五六七八九十两]+(?:个|大|项)")
"""What sums several things up: 六个工程, 十大行动."""

_NOTHING_OFFERED: Final = re.compile(
    r"(?:方面|(?:基础|前提|背景|过程|推动|指导|支持|带动)[上下中])$|^(?:围绕|针对|聚焦|按照|根据|结合|其中|每[人名位户]|人均|会员凭|凭|(?:年均|先后|共|已)?(?:带动|惠及|覆盖|吸引|涉及|让|使))|获[颁评得奖]|荣获|\d名[^，,]{0,8}参加|"
    r"请示|政治(?:建设|纪律|规矩|责任)|主题教育|群众路线|从严治党|巡视"
)
"""Clauses that lead to one, tell who gets what of it, or are about the life of the Party."""

_BY: Final = re.compile(r"[为以]")
_DOES: Final = re.compile(
    r"开[展办设通行]|举办|组织|提供|发放|赠|配|推[出行动]|[建送办订签]|设[立有]|实施|深入|进行|制定|资助"
)
"""A clause that says for whom or by what something is done names no thing, unless it does something itself."""

_NEWS: Final = re.compile(r"^本[报网刊]讯(?:[（(][^（()）]*[）)])?")
_REFERRING: Final = re.compile(r"^(?:每一|这样|这些|这类|类似|此类|务实|实际|具体|有力)")
_SLOGAN: Final = re.compile(
    r"(?:以|按照|围绕|坚持|增强|贯彻|弘扬|达到|解决|破解|做到|针对|落实|打通|变|从|叫做|成为|当好|的)$"
)
_LEFT: Final = re.compile(
    r".*(?:[，,、；;：:。！？“”‘’（）()《》]|开展|开办|举办|建设|建成|建立|设立|设有|组织|推出|推行|推广|实施|打造|发放|送上|提供|启用|"
    r"启动|组建|聘请|选派|新建|签订|享受|扩大|完善|加强|做好|持续|推动|推进|深入|深化|出台|参加|参与|配备|成立|创建|认定|加大|命名|选树|评选|承办|通过|送去|即可|一[场个次批支项]|开通|开设|筹集|举行|召开|新增|"
    r"进一步|不断|强化|积极|大力|深度|依托|结合|邀请|此次|该[市区县]|可以?(?:到|去|前往)|各(?![级类])|以及|我们|由|自(?!治)|围绕|重点|提升|整合|为[^，。]{2,14}?(?=[一-鿿]{2,6}$)|在(?![职岗校建])[^，。]{1,10}?(?:里|中|内|上|、)|[的了把将使让与]|(?<!呼)和(?![谐平田]|林格)|还|并|已|全[市区省县]|(?<!\d)(?!12\d{3}(?!\d))\d[\d.万亿余多]*[个家名所间处场件项条辆份支人户期次座批种大级天年月日万元余多])"
)
_MARK_TO_MARK: Final = re.compile(r"[、和与及]?")
_LONGEST: Final = 18
_RULE: Final = re.compile(r"(?:条例|办法|规范)$")
_MADE: Final = re.compile(r"出台|通过|修订|制定")


def anchors(clause: Clause, text: str) -> Iterator[Anchor]:
    """What a clause of a text offers, in order; a name first wherever it has one."""
    if _offers_nothing(clause):
        return
    listed = list(_listed(clause, text))
    if listed:
        yield from listed
        return
    named = [name for name in clause.names if not name.document and _named(clause, text, name.start, name.end)]
    if named:
        yield from (Anchor(one.text, one.start, one.end, named=True) for one in _beside(named, clause, text))
        return
    rules = [name for name in clause.names if name.document and _RULE.search(name.text)]
    if rules and _MADE.search(clause.text):
        yield from (Anchor(name.text, name.start, name.end, named=True) for name in rules)
        return
    thing = _thing(clause, text)
    made = founded(text, clause.start, clause.end)
    if made is not None and (thing is None or thing.end < made[1]):
        thing = Anchor(text[made[0] : made[1]], *made, named=False)
    if thing is not None:
        yield thing


def _offers_nothing(clause: Clause) -> bool:
    words = _NEWS.sub("", clause.text)
    if words.startswith("“") and "”" not in words:
        return True  # what somebody says
    return bool(_NOTHING_OFFERED.search(words) or (_BY.match(words) and not _DOES.search(words)))


def _beside(named: list[Name], clause: Clause, text: str) -> Iterator[Name]:
    """The names that offer something, with those that stand mark to mark with one: “A”“B”和“C”."""
    chain: list[Name] = []
    for name in clause.names:
        if chain and not _MARK_TO_MARK.fullmatch(text[chain[-1].end + 1 : name.start - 1]):
            yield from _of_chain(chain, named)
            chain = []
        chain.append(name)
    yield from _of_chain(chain, named)


def _of_chain(chain: list[Name], named: list[Name]) -> Iterator[Name]:
    if any(name in named for name in chain):
        yield from (name for name in chain if name in named or (not name.document and not _NO_NAME.search(name.text)))


def _named(clause: Clause, text: str, start: int, end: int) -> Anchor | None:
    words = text[start:end]
    if _NO_NAME.search(words) or _SUMMED_UP.match(words):
        return None
    before, after = text[clause.start : start - 1], text[end + 1 : end + 16]
    follows = _NAME_ENDS.match(after)
    if _SLOGAN.search(before) and not follows:
        return None
    if not (follows or _FOUNDS.search(before) or (_HEAD.search(words) and not _SLOGAN.search(before))):
        # “A”“B”等活动: the name of all of them stands at the end.
        listed = re.match(r"(?:[、和]?[“‘][^”’]{2,20}[”’])*(?:等[一-鿿]{0,6}?)?" + f"(?:{_HEADS})", after)
        if listed is None:
            return None
    return Anchor(words, start, end, named=True)


def _figurative(name: Name, clause: Clause, text: str) -> bool:
    """Whether a name in quotation marks is no thing's: it sums several up, or says what something is like."""
    return bool(_SUMMED_UP.match(name.text) or _SLOGAN.search(text[clause.start : name.start - 1]))


def _thing(clause: Clause, text: str) -> Anchor | None:
    """The last thing of the trade that a clause names, with the words that tell which."""
    best: Anchor | None = None
    for found in _HEAD.finditer(text, clause.start, clause.end):
        inside = next((name for name in clause.names if name.start <= found.start() < name.end), None)
        if inside is not None and _figurative(inside, clause, text):
            continue
        if best is not None and best.end == found.start():
            best = replace(best, words=text[best.start : found.end()], end=found.end())
            continue
        quoted = next((name for name in clause.names if found.start() - name.end in (1, 2, 3)), None)
        start = _first(clause, text, found)
        if quoted is not None and not quoted.document and not _SUMMED_UP.match(quoted.text):
            start = quoted.start - 1
        words = text[start : found.end()]
        if (found[0] in _WEAK and len(words) - len(found[0]) < 2) or _REFERRING.match(words):
            continue
        if best is None or found[0] not in _WEAK:
            best = Anchor(words, start, found.end(), named=False)
    return best


def _first(clause: Clause, text: str, head: re.Match[str]) -> int:
    """Where the words that tell which thing begin; a verb right before the head is one of them (创建活动)."""
    for before in (head.start(), head.start() - 2):
        left = _LEFT.match(text[clause.start : max(before, clause.start)])
        first = clause.start + (left.end() if left else 0)
        if first < head.start() or head[0] not in _WEAK:
            return max(first, head.end() - _LONGEST)
    return max(first, head.end() - _LONGEST)


_FEWEST_COUNTED: Final = 4
"""Characters of what a figure counts from which they tell what it is."""

_UNFINISHED: Final = re.compile(r"[为向对给由的与和]$|组织$|邀请$|聘请$")
"""A figure behind these counts people, not the thing."""

_RESULT: Final = re.compile(r"惠及|覆盖|吸引|受益|涉及|带动|参与|挽回|满意|解决|咨询|接待|受理")
"""What came of a work, and not the work."""

_HELD: Final = re.compile(r"开展|进行")
"""What a list's last item goes on with where it lists places: 深入企业、车间开展宣讲."""

_PARTED: Final = re.compile(r"、|以及|和(?=[^，、]{2})|(?<=[”’》])(?=[“‘《])")
_FEWEST: Final = 2
"""Items of a list from which each is a thing of its own."""


def _listed(clause: Clause, text: str) -> Iterator[Anchor]:
    """The things of a list: each item has a name or a head of its own (124个…中心、3012个…驿站)."""
    found = [
        replace(anchor, item=item)
        for item in _items(clause, text)
        if (anchor := _of_item(clause, text, *item)) is not None
    ]
    told = [
        Anchor(text[start:end], start, end, named=False, item=(first, end))
        for first, start, end in counted(text, clause.start, clause.end)
        if not any(one.start < end and first < one.end for one in found)
    ]
    if len(found) + len(told) >= _FEWEST:
        yield from sorted([*found, *told], key=lambda one: one.start)


def _items(clause: Clause, text: str) -> Iterator[tuple[int, int]]:
    """Where the items of a clause begin and end; a name in quotation marks is never cut, nor 全国和自治区劳动模范."""
    at = clause.start
    for cut in _PARTED.finditer(text, clause.start, clause.end):
        if any(name.start <= cut.start() < name.end for name in clause.names):
            continue
        if cut[0] == "和" and not (_HEAD.search(text, at, cut.start()) or text[cut.start() - 1] in "”’》"):
            continue
        if cut.start() > at:
            yield at, cut.start()
        at = cut.end()
    if at < clause.end:
        yield at, clause.end


def _of_item(clause: Clause, text: str, start: int, end: int) -> Anchor | None:
    names = [name for name in clause.names if start <= name.start and name.end <= end]
    for name in names:
        if name.document:
            if _RULE.search(name.text) and _MADE.search(clause.text):
                return Anchor(name.text, name.start, name.end, named=True)
        elif (anchor := _named(clause, text, name.start, name.end)) is not None:
            return anchor
    if names:
        return None
    heads = [one for one in _HEAD.finditer(text, start, end) if one[0] not in _WEAK]
    if not heads or (start > clause.start and _HELD.search(text, start, heads[0].start())):
        return None
    left = _LEFT.match(text[start : heads[-1].start()])
    first = max(start + (left.end() if left else 0), heads[-1].end() - _LONGEST)
    return Anchor(text[first : heads[-1].end()], first, heads[-1].end(), named=False)


_TALLY: Final = re.compile(r"[一-鿿（）()、“”]{3,}$")
_TRAILING: Final = re.compile(r"(?:累计|动态|始终|总共|共|已|均|达到?|总数|分别|保持在?|超过?|在)+$")


def tallied(clause: Clause, text: str, printed: list[Figure]) -> Anchor | None:
    """What the first figure of a clause counts, where no head of the trade says it: 全区建立新业态工会组织2078个."""
    if not printed or _offers_nothing(clause) or _RESULT.search(clause.text):
        return None
    before = _TRAILING.sub("", text[clause.start : printed[0].start])
    left = _LEFT.match(before)
    first = clause.start + max(left.end() if left else 0, len(before) - _LONGEST)
    end = clause.start + len(before)
    if end - first < _FEWEST_COUNTED or _UNFINISHED.search(before):
        return None
    return Anchor(text[first:end], first, end, named=False, tallied=True)

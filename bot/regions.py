"""Administrative regions of China: their names, how they nest, and which of them a text names."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

NATION = "全国"

_PEOPLES = (
    "(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|"
    "布朗|撒拉|毛南|仡佬|普米|怒|保安|裕固|独龙|各)族|蒙古|哈萨克|柯尔克孜|锡伯|塔吉克|维吾尔"
)
_BARE = re.compile(
    rf"(.+?)(?:{_PEOPLES})*(?:自治区|自治州|自治县|自治旗|族区)|(.+?)(?:特别行政区|地区|新区|矿区|林区|特区|省|市|盟|区|县|旗)"
)

# Words that hold a region's name or run into one; read first, so that 每天津贴 holds no 天津 and 京东营业部 no 东营.
# Most were found by joining the frequent words of a dictionary two by two and looking at what came out as a place.
_NOT_PLACES = """
今天 明天 昨天 每天 前天 后天 几天 一天 两天 三天 半天 整天 当天 夏天 冬天 春天 秋天 白天 聊天 阴天 雨天 热天 冷天
东西 安全 完全 健全 保全 齐全 中国 我国 祖国 各国 外国 东北 西北 华北 南北 东南 西南 华南 指南 西湖
完成 形成 组成 造成 变成 构成 建成 达成 做成 办成 赞成 促成 换成 改成 当成 看成 弄成 写成 提成 生成 分成 合成
招呼 称呼 欢呼 高呼 最大 人大 重大 扩大 很大 巨大 较大 广大 强大 盛大 加大 太大 不大 特大 经济 救济 接济 男子汉
以上 身上 网上 线上 晚上 早上 马上 路上 街上 手上 车上 船上 楼上 长江 沿江 黄河 沿海 出海 入海 渤海 脑海 非常 通常
经常 正常 日常 平常 异常 常常 增长 市长 生长 站长 队长 组长 家长 店长 延长 成长 命运 货运 客运 航运 音乐 快乐 娱乐
欢乐 森林 园林 第二 第三 第五 第九 十二 十三 十五 周二 周三 周五 周六 星期二 星期三 星期五 重新 创新 更新 最新 全新
太太 不太 幸福 造福 祝福 经营 运营 民营 直营 自营 私营 发达 到达 表达 传达 送达 下达 直达 抵达 美丽 秀丽 壮丽 股东
房东 京东 巩固 牢固 坚固 领土 国土 出土 轻松 放松 平衡 均衡 推广 四周 每周 上周 下周 一周 本周 这周 资金 基金 积金
奖金 押金 现金 租金 佣金 太阳 复合 混合 批准 标准 核准 权益 公益 利益 效益 收益 日益 严重 注重 尊重 隆重 体重 沉重
来自 亲自 各自 介绍 委托 乡镇 城镇 清凉 荒凉 道德 品德 相信 微信 短信 电信 面包 承包 外包 书包 钱包 背包 打包 红包
便宜 适宜 事宜 吸烟 抽烟 名额 金额 拖延 顺延 传承 继承 聚焦 温和 缓和 调和 无聊 聊聊 大厦 商厦 比赛 竞赛 面临 来临
降临 光临 关怀 明白 蛋白 空白 平安 城南 城北 城西 江南 南湖 人民
和林业 和林草 和林场 和林区 和林地 和林木 北京时间 北京现代 宁德时代 普洱茶
哈密瓜 多伦多 鄂伦春族 鄂温克族 周口店 青城山 长春藤 海东青 趵突泉 歌乐山 千佛山 接二连三 东躲西藏 东胜诉 长沙发
广安门 小沈阳
"""
# Bare county names that are everyday words: 青海互助保障 is not about 互助县, nor 甘肃合作社 about 合作市.
_EVERYDAY_WORDS = """
互助 合作 资源 和平 武功 比如 南部 解放 东方 前进 港口 公安 友好 通道 共和 城中 城东 城西 城北 城区 友谊 平安 中方 安定
延长 新兴 万年 东风 红旗 光泽 南岸 会同 工农 大名 富裕 清水 前锋 复兴 长子 宏伟 温泉 洞口 向阳 郊区 振兴 三元 大方
新华 威信 莲花 平和 丰满 小店 同心 元宝 平房 新建 建设 平定 无为 民权 安居 集贤 方正 惠民 新民 富民 爱民 和顺 博爱 老城
乐业 兴业 永定 安化 吉利 太平 江山 路桥 古城 上城 下城 南城 山城 江南 江北 中原 河口 海港 滨海 湖滨 平原 商城 开化 矿区
"""
# Official names that a speaker mostly means as common nouns: they count for those who live there, or behind the city.
_COMMON_NOUNS = """
城区 郊区 矿区 东区 西区 老城区 新市区 市中区 城中区 城东区 城西区 城北区 港口区 站前区 平房区 老边区 解放区
"""
# 供应城市, 建立山区: three-character names that the end of one word and the next make.
_ENDS_OF_TWO_WORDS = frozenset(("城市", "山区", "城区", "林区", "军区", "海区", "港区"))

# What makes a place's name that of a street (海拉尔大街, 中山东路; but not 去包头路上) or a kind (河南话, 武汉热干面).
_ANOTHER_NAME = re.compile(
    r"村|[东西南北中]?(?:大?街(?!道)|大道|大路|路(?![上况费途程线远]))|话(?![费题务])|方言|口音|菜(?![鸟市场])|小吃|火锅|拉面|牛肉面|热干面|小面|米粉|螺蛳粉|鸡饭|扒鸡|大盘鸡|烤鸭|"
    r"泡馍|肉夹馍|煎饼|烧烤|特产|啤酒|毛峰|毛尖|扑克|梆子|坠子"
)
# 我是河南人, 户口在四川: where a person is from, not where the help is sought.
_ORIGIN = re.compile(r"(?:老家|户口|户籍|籍贯|来自)(?:是|在|于)?$")
_ORIGIN_IF_PERSON = re.compile(r"[我俺咱]是$")
_UNITS = frozenset("省市区县旗盟")
# What may stand before a name such as 单县 or 市里, which otherwise is the end of a word (名单县级, 超市里).
_BEFORE = frozenset(
    "在去到是的我们咱俺住从往来回自跟与和及或由归问找给向让叫对按靠有等说看查想要请了个前现今年那这边就只离"
)
_AFTER_REJECTED = {
    "区": frozenset("别域分间块"),
    "市": frozenset("场"),
    "县": frozenset("级委域"),
    "总": frozenset("是共体量额数值"),
}
_JOINERS = frozenset("的·-—/ ,，")
_SEPARATORS = re.compile(r"[\s·\-—/>,，、]+|市辖区")


class UnknownRegion(ValueError):
    """No region has this name."""

    def __init__(self) -> None:
        super().__init__("no such region; write a full path (内蒙古自治区呼和浩特市), its tail or an everyday name")


class AmbiguousRegion(ValueError):
    """Several regions have this name; `candidates` holds up to five of their full paths."""

    def __init__(self, candidates: tuple[str, ...]) -> None:
        self.candidates = candidates[:5]
        super().__init__(f"several regions have this name; write one of: {' '.join(self.candidates)}")


class BrokenRegionTable(ValueError):
    """The table of regions cannot be read."""


class Level(IntEnum):
    """How deep a region lies; a municipality is a province, its districts are counties."""

    NATION = 0
    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region named in a text: the characters `start` to `end` (exclusive) and the region's full path."""

    start: int
    end: int
    path: str


@dataclass(frozen=True, slots=True)
class _Region:
    key: str  # the code without trailing zero pairs: a region holds those whose key begins with its own
    path: str
    name: str
    level: Level
    parent: str | None


@dataclass(slots=True)
class _Word:
    """What a word may mean: by itself, or only behind a place that holds it."""

    alone: tuple[str, ...] = ()
    chained: tuple[str, ...] = ()
    at_edge: bool = False  # by itself only where a word may begin
    near_only: bool = False  # by itself only for those who live there
    relative: Level | None = None  # 全市: the asker's region of this level


@dataclass(slots=True)
class _Chain:
    start: int
    end: int
    paths: tuple[str, ...]
    counts: bool
    near_only: bool = False
    relative: Level | None = None


_RELATIVE = {
    **dict.fromkeys(("全区", "自治区", "区总"), Level.PROVINCE),
    **dict.fromkeys(("全省", "我省", "省里", "省总"), Level.PROVINCE),
    **dict.fromkeys(("全市", "我市", "本市", "市里", "市总"), Level.PREFECTURE),
}


class Regions:
    """The table of regions, immutable once built.

    Args:
        table: CSV with the columns `code` (GB/T 2260, six digits), `path` (from the province, without separators) and
            `names` (everyday names that count in free text, separated by `|`), ordered by code. The facts come from the
            table of the MIT-licensed package cpca 0.5.5.

    Raises:
        BrokenRegionTable: a column is missing, a code is malformed, or a path or code stands twice.

    """

    def __init__(self, table: str) -> None:
        self._regions: dict[str, _Region] = {}
        self._children: dict[str, list[str]] = {}
        self._words: dict[str, _Word] = {}
        by_key: dict[str, str] = {}
        names: dict[str, list[str]] = {}
        for row in csv.DictReader(io.StringIO(table)):
            try:
                code, path, everyday = row["code"], row["path"], row["names"]
            except KeyError as missing:
                raise BrokenRegionTable(f"the table of regions has no column {missing}") from None
            if not re.fullmatch(r"[1-9]\d{5}", code) or not path or path in self._regions:
                raise BrokenRegionTable(f"the table of regions has a wrong or repeated row: {code} {path}")
            key = "" if code == "100000" else re.sub(r"(?:00)+$", "", code)
            parent = next((by_key[key[:n]] for n in (4, 2, 0) if n < len(key) and key[:n] in by_key), None)
            holder = "" if parent in (None, NATION) else str(parent)
            if key in by_key or not path.startswith(holder):
                raise BrokenRegionTable(f"the table of regions has a wrong or repeated row: {code} {path}")
            by_key[key] = path
            level = Level(len(key) // 2)
            self._regions[path] = _Region(key, path, path[len(holder) :], level, parent)
            self._children[path] = []
            if parent is not None:
                self._children[parent].append(path)
            names[path] = everyday.split("|") if everyday else []
        self._by_code = {self.code(path): path for path in self._regions}
        if NATION not in self._regions:
            raise BrokenRegionTable(f"the table of regions has no row 100000,{NATION}")
        self._learn_words(names)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            if len(word) > 1:
                lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}

    def _learn_words(self, names: dict[str, list[str]]) -> None:
        everyday, common = frozenset(_EVERYDAY_WORDS.split()), frozenset(_COMMON_NOUNS.split())
        for name in _NOT_PLACES.split():
            self._words[name] = _Word()
        for name, level in _RELATIVE.items():
            self._words[name] = _Word(relative=level, at_edge=name[0] not in "全我本自")
        listed = Counter(name for found in names.values() for name in found)
        for region in self._regions.values():
            official = region.name
            for name in {official, *names[region.path]}:
                word = self._words.setdefault(name, _Word())
                word.alone += (region.path,)
                word.near_only = name in common
                two_words = len(name) == 3 and name[1:] in _ENDS_OF_TWO_WORDS
                word.at_edge = (two_words or (len(name) == 2 and name[-1] in _UNITS)) and not listed[name]
        for region in self._regions.values():
            bare = _BARE.fullmatch(region.name)
            name = (bare[1] or bare[2]) if bare else ""
            if len(name) > 1 and name not in everyday:
                word = self._words.setdefault(name, _Word())
                if region.path not in word.alone:
                    word.chained += (region.path,)

    def __contains__(self, path: object) -> bool:
        """Tell whether this is a region's full path."""
        return path in self._regions

    @property
    def paths(self) -> tuple[str, ...]:
        """Return every full path, ordered by code."""
        return tuple(self._regions)

    def _region(self, path: str) -> _Region:
        try:
            return self._regions[path]
        except KeyError:
            raise UnknownRegion from None

    def contains(self, outer: str, inner: str) -> bool:
        """Tell whether `inner` lies in `outer` or is the same; both full paths.

        Raises:
            UnknownRegion: one of them is no full path; so do all methods that take a path.

        """
        return self._region(inner).key.startswith(self._region(outer).key)

    def code(self, path: str) -> str:
        """Return the six digits of the region's code (GB/T 2260); those of the whole country are 100000."""
        key = self._region(path).key
        return key.ljust(6, "0") if key else "100000"

    def coded(self, code: str) -> str | None:
        """Return the full path of the region with this code; None when there is none."""
        return self._by_code.get(code)

    def level(self, path: str) -> Level:
        """Return how deep the region lies."""
        return self._region(path).level

    def parent(self, path: str) -> str | None:
        """Return the full path of the region that directly holds this one; None for the whole country."""
        return self._region(path).parent

    def children(self, path: str) -> tuple[str, ...]:
        """Return the full paths of the regions directly in this one, ordered by code."""
        self._region(path)
        return tuple(self._children[path])

    def province(self, path: str) -> str | None:
        """Return the full path of the province that the region lies in or is; None for the whole country."""
        return self._holder(path, Level.PROVINCE)

    def same_province(self, one: str, other: str) -> bool:
        """Tell whether both lie in one province; the whole country lies in none."""
        province = self.province(one)
        return province is not None and province == self.province(other)

    def city(self, path: str) -> str | None:
        """Return the prefecture or the municipality that the region lies in or is; None where it is in none."""
        city = self._holder(path, Level.PREFECTURE) or self.province(path)
        return city if city is not None and (self.level(city) is Level.PREFECTURE or city.endswith("市")) else None

    def name(self, path: str) -> str:
        """Return the region's own name, without what holds it."""
        return self._region(path).name

    def bare_name(self, path: str) -> str:
        """Return the region's own name without its kind and peoples: 呼和浩特, 海西; as it is where that is all."""
        name = self._region(path).name
        bare = _BARE.fullmatch(name)
        shortest = (bare[1] or bare[2]) if bare is not None else name
        # 内蒙古自治区 without its people would be 内.
        return shortest if len(shortest) > 1 else name.removesuffix("自治区")

    def short(self, path: str) -> str:
        """Return the name to show: without the province, unless the region is one or lies in a municipality."""
        region, province = self._region(path), self.province(path)
        if province is None or region.level is Level.PROVINCE or province.endswith("市"):
            return path
        return path.removeprefix(province)

    def _holder(self, path: str, level: Level) -> str | None:
        region: _Region | None = self._region(path)
        while region is not None and region.level > level:
            region = self._regions[region.parent] if region.parent is not None else None
        return region.path if region is not None and region.level is level else None

    def parse(self, text: str, near: str | None = None) -> str:
        """Return the full path of the one region that `text` names.

        `text` is a full path, a tail of one, an everyday name, or such names from the larger to the smaller; spaces and
        separators do not matter. `near` is the full path of the asker's region: of several candidates those that lie in
        the smallest region around it win.

        Raises:
            UnknownRegion: no region has this name.
            AmbiguousRegion: several have it, and `near` does not decide.

        """
        name = _SEPARATORS.sub("", text)
        if name in self._regions:
            return name
        found = self._words.get(name)
        paths = (found.alone or found.chained) if found else self._parts(name)
        if not paths:
            raise UnknownRegion
        settled = self._settle(paths, near) or self._broadest(paths)
        if settled is None:
            raise AmbiguousRegion(paths)
        return settled

    def _parts(self, name: str) -> tuple[str, ...]:
        """Return the regions that a text made of nothing but names, larger ones first, can mean."""
        paths: tuple[str, ...] = (NATION,)
        start = 0
        while start < len(name):
            for length in self._lengths.get(name[start : start + 2], ()):
                word = self._words.get(name[start : start + length])
                inner = self._inside(word, paths) if word else ()
                if inner:
                    paths, start = inner, start + length
                    break
            else:
                return ()
        return paths if start else ()

    def _inside(self, word: _Word, outer: tuple[str, ...]) -> tuple[str, ...]:
        """Return the word's meanings that lie in one of the outer regions."""
        keys = tuple(self._regions[path].key for path in outer)
        return tuple(path for path in word.alone or word.chained if self._regions[path].key.startswith(keys))

    def _settle(self, paths: tuple[str, ...], *nears: str | None) -> str | None:
        """Return the one path meant: the only one, one that holds all others, or the only one near."""
        if self._holds_all(paths):
            return paths[0]
        for near in nears:
            around = self._regions.get(near) if near is not None else None
            while around is not None and around.key:
                inside = tuple(path for path in paths if self._regions[path].key.startswith(around.key))
                if inside and self._holds_all(inside):
                    return inside[0]
                around = self._regions[around.parent] if not inside and around.parent is not None else None
        return None

    def _holds_all(self, paths: tuple[str, ...]) -> bool:
        """Tell whether the first region holds all others, as 大理州 holds 大理市; the table is ordered."""
        first = self._regions[paths[0]].key
        return len(paths) == 1 or all(self._regions[path].key.startswith(first) for path in paths)

    def _broadest(self, paths: tuple[str, ...]) -> str | None:
        """Return the only path of the highest level: a bare 大同 means the city, not a district elsewhere."""
        level = min(self._regions[path].level for path in paths)
        highest = [path for path in paths if self._regions[path].level is level]
        return highest[0] if len(highest) == 1 else None

    def find(self, text: str, near: str | None = None) -> tuple[RegionMention, ...]:
        """Return the regions that a free text names, in order and without overlap; ordinary words do not count.

        Names that stand together and nest are one mention of the smallest region (内蒙古呼和浩特赛罕区). A name that
        several regions have means the one near a region named before it or near `near` (a full path, the asker's
        region; None or no path of the table: no help), otherwise nothing.
        """
        mentions: list[RegionMention] = []
        for chain in self._chains(text):
            if not chain.counts or self._only_an_origin(text, chain.start, chain.end):
                continue
            named = next((m.path for m in reversed(mentions) if m.path != NATION), None)
            if chain.relative is not None:
                path = self._relative(text[chain.start : chain.end], chain.relative, named, near)
            else:
                path = self._settle(chain.paths, named, near)
                if path is not None and chain.near_only and not self._in_one_city(path, named or near):
                    path = None
            if path is not None:
                mentions.append(RegionMention(chain.start, chain.end, path))
        return tuple(mentions)

    def _chains(self, text: str) -> Iterator[_Chain]:
        chain: _Chain | None = None
        for start, end, word in self._scan(text):
            touches = chain is not None and (
                start == chain.end or (start == chain.end + 1 and text[chain.end] in _JOINERS)
            )
            if chain is not None and touches:
                if word.relative is not None and chain.counts and chain.paths:
                    continue  # 包头全市 is 包头
                inner = self._inside(word, chain.paths) if chain.paths != (NATION,) else ()
                if inner:
                    chain = _Chain(chain.start, end, inner, chain.counts or inner[0] in word.alone)
                    continue
            if chain is not None:
                yield chain
            counts = bool(word.alone or word.relative) and (not word.at_edge or _begins_word(text, start))
            chain = _Chain(start, end, word.alone or word.chained, counts, word.near_only, word.relative)
        if chain is not None:
            yield chain

    def _scan(self, text: str) -> Iterator[tuple[int, int, _Word]]:
        """Yield the known words from left to right, the longest first."""
        start, size = 0, len(text)
        while start < size - 1:
            step = 1
            for length in self._lengths.get(text[start : start + 2], ()):
                end = start + length
                word = self._words.get(text[start:end]) if end <= size else None
                if word is None:
                    continue
                last = text[end - 1]
                after = text[end : end + 1]
                if after in _AFTER_REJECTED.get(last, ()) or (word.at_edge and last == "县" and after == "里"):
                    continue
                step = length
                if last in _UNITS or not _ANOTHER_NAME.match(text, end):
                    yield start, end, word
                break
            start += step

    @staticmethod
    def _only_an_origin(text: str, start: int, end: int) -> bool:
        before = text[max(0, start - 4) : start]
        return bool(_ORIGIN.search(before)) or (text[end : end + 1] == "人" and bool(_ORIGIN_IF_PERSON.search(before)))

    def _in_one_city(self, path: str, near: str | None) -> bool:
        return near in self._regions and near is not None and self.city(path) == self.city(near) is not None

    def _relative(self, word: str, level: Level, named: str | None, near: str | None) -> str | None:
        """Return the region of this level around the one named before, or around the asker's."""
        if named is not None and word == "全区" and self.level(named) is Level.COUNTY:
            return None  # 赛罕区的驿站全区有几个: the district, which is named already
        around = named if named is not None else near
        if around not in self._regions or around is None:
            return None
        if level is Level.PREFECTURE:
            return self.city(around)
        province = self.province(around)
        unit = "省" if "省" in word else "自治区"
        return province if province is not None and province.endswith(unit) else None


def _begins_word(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return not "一" <= before <= "鿿" or before in _BEFORE

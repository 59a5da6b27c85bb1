from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.regions import AmbiguousRegion, BrokenRegionTable, Level, Regions, UnknownRegion

REGIONS = Regions((Path(__file__).parents[2] / "seeds" / "regions.csv").read_text(encoding="utf-8"))
NEIMENGGU = "内蒙古自治区"
HOHHOT = "内蒙古自治区呼和浩特市"
PATHS = st.sampled_from(REGIONS.paths)


def official_parts(path: str) -> list[str]:
    parts: list[str] = []
    while path != "全国":
        parent = REGIONS.parent(path)
        assert parent is not None
        parts.insert(0, path.removeprefix(parent) if parent != "全国" else path)
        path = parent
    return parts


def test_the_table_holds_every_level() -> None:
    levels = [REGIONS.level(path) for path in REGIONS.paths]

    assert REGIONS.paths[0] == "全国"
    assert levels.count(Level.NATION) == 1
    assert levels.count(Level.PROVINCE) == 34
    assert 330 <= levels.count(Level.PREFECTURE) <= 340
    assert 2800 <= levels.count(Level.COUNTY) <= 3000
    assert not [path for path in REGIONS.paths if "市辖区" in path or "直辖" in path]


def test_every_path_is_its_own_name() -> None:
    assert [path for path in REGIONS.paths if REGIONS.parse(path) != path] == []


def test_every_tail_names_its_region_or_all_that_share_it() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for path in REGIONS.paths[1:]:
        parts = official_parts(path)
        for start in range(len(parts)):
            owners["".join(parts[start:])].add(path)

    for tail, paths in owners.items():
        if len(paths) == 1:
            assert REGIONS.parse(tail) in paths, tail
            continue
        with pytest.raises(AmbiguousRegion) as refused:
            REGIONS.parse(tail)
        assert set(refused.value.candidates) <= paths
        assert len(refused.value.candidates) == min(5, len(paths))
        assert refused.value.candidates[0] in str(refused.value)


@given(PATHS)
def test_every_official_name_near_its_own_place_means_that_place(path: str) -> None:
    if path != "全国":
        assert REGIONS.parse(official_parts(path)[-1], near=path) == path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("呼市", HOHHOT),
        ("青城", HOHHOT),
        ("呼和", HOHHOT),
        ("呼和浩特", HOHHOT),
        ("内蒙", NEIMENGGU),
        ("蒙", NEIMENGGU),
        ("赛罕", f"{HOHHOT}赛罕区"),
        ("呼市赛罕", f"{HOHHOT}赛罕区"),
        (" 内蒙古 / 呼和浩特 / 赛罕区 ", f"{HOHHOT}赛罕区"),
        ("土左旗", f"{HOHHOT}土默特左旗"),
        ("托县", f"{HOHHOT}托克托县"),
        ("和林", f"{HOHHOT}和林格尔县"),
        ("和林格尔新区", f"{HOHHOT}和林格尔县"),
        ("清水河", f"{HOHHOT}清水河县"),
        ("武川", f"{HOHHOT}武川县"),
        ("达茂旗", "内蒙古自治区包头市达尔罕茂明安联合旗"),
        ("锡盟", "内蒙古自治区锡林郭勒盟"),
        ("莒县", "山东省日照市莒县"),
        ("民乐", "甘肃省张掖市民乐县"),
        ("民和县", "青海省海东市民和回族土族自治县"),
        ("海北州", "青海省海北藏族自治州"),
        ("海南", "海南省"),
        ("青海海南", "青海省海南藏族自治州"),
        ("吉林", "吉林省"),
        ("大同", "山西省大同市"),
        ("大理", "云南省大理白族自治州"),
        ("济源", "河南省济源市"),
        ("北京市市辖区朝阳区", "北京市朝阳区"),
        ("全国", "全国"),
    ],
)
def test_everyday_names(text: str, path: str) -> None:
    assert REGIONS.parse(text) == path


def test_the_askers_region_decides_between_places_of_one_name() -> None:
    xian = "陕西省西安市"

    assert REGIONS.parse("新城区", near=HOHHOT) == f"{HOHHOT}新城区"
    assert REGIONS.parse("新城区", near=f"{HOHHOT}赛罕区") == f"{HOHHOT}新城区"
    assert REGIONS.parse("新城区", near=NEIMENGGU) == f"{HOHHOT}新城区"
    assert REGIONS.parse("新城区", near=xian) == f"{xian}新城区"
    for near in (None, "北京市", "全国", "不在表里"):
        with pytest.raises(AmbiguousRegion):
            REGIONS.parse("新城区", near=near)


@pytest.mark.parametrize("text", ["", " ", "火星", "区", "东西", "全市", "赛罕区呼和浩特市", "北京市赛罕区", "呼市啊"])
def test_what_names_no_region_is_refused(text: str) -> None:
    with pytest.raises(UnknownRegion):
        REGIONS.parse(text, near=HOHHOT)


@given(PATHS, PATHS, PATHS)
def test_containing_is_a_partial_order_under_the_nation(a: str, b: str, c: str) -> None:
    assert REGIONS.contains(a, a)
    assert REGIONS.contains("全国", a)
    assert not (REGIONS.contains(a, b) and REGIONS.contains(b, a)) or a == b
    assert not (REGIONS.contains(a, b) and REGIONS.contains(b, c)) or REGIONS.contains(a, c)


@pytest.mark.slow
@given(PATHS)
def test_parents_and_children_agree_with_containing(path: str) -> None:
    parent = REGIONS.parent(path)

    assert (parent is None) == (path == "全国")
    if parent is not None:
        assert REGIONS.contains(parent, path)
        assert not REGIONS.contains(path, parent)
        assert path in REGIONS.children(parent)
        assert REGIONS.level(parent) < REGIONS.level(path)
        assert REGIONS.same_province(path, path)
    assert all(REGIONS.parent(child) == path for child in REGIONS.children(path))
    assert path.endswith(REGIONS.short(path))
    assert REGIONS.short(path)


def test_a_containing_region_need_not_be_written_alike() -> None:
    assert REGIONS.contains(NEIMENGGU, HOHHOT)
    assert not REGIONS.contains("吉林省", "北京市")
    assert not REGIONS.contains(HOHHOT, NEIMENGGU)


def test_provinces() -> None:
    assert REGIONS.province(f"{HOHHOT}赛罕区") == NEIMENGGU
    assert REGIONS.province("北京市朝阳区") == "北京市"
    assert REGIONS.province("全国") is None
    assert REGIONS.same_province(HOHHOT, "内蒙古自治区包头市")
    assert not REGIONS.same_province(HOHHOT, "青海省")
    assert not REGIONS.same_province("全国", "全国")
    assert REGIONS.parent("河南省济源市") == "河南省"
    assert REGIONS.level("河南省济源市") is Level.COUNTY


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (f"{HOHHOT}赛罕区", "呼和浩特市赛罕区"),
        (HOHHOT, "呼和浩特市"),
        ("青海省", "青海省"),
        ("北京市朝阳区", "北京市朝阳区"),
        ("河南省济源市", "济源市"),
        ("全国", "全国"),
    ],
)
def test_the_name_to_show(path: str, shown: str) -> None:
    assert REGIONS.short(path) == shown


def test_a_path_outside_the_table_is_refused() -> None:
    assert HOHHOT in REGIONS
    assert "呼市" not in REGIONS
    with pytest.raises(UnknownRegion):
        REGIONS.contains(NEIMENGGU, "呼市")
    with pytest.raises(UnknownRegion):
        REGIONS.children("呼市")


@pytest.mark.parametrize(
    "table",
    [
        "",
        "code,path\n100000,全国\n",
        "code,path,names\n",
        "code,path,names\n100000,全国,\n15,内蒙古自治区,\n",
        "code,path,names\n100000,全国,\n150000,内蒙古自治区,\n150000,青海省,\n",
        "code,path,names\n100000,全国,\n150000,内蒙古自治区,\n630000,内蒙古自治区,\n",
        "code,path,names\n100000,全国,\n150000,内蒙古自治区,\n150100,呼和浩特市,\n",
    ],
)
def test_a_broken_table_is_refused(table: str) -> None:
    with pytest.raises(BrokenRegionTable):
        Regions(table)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("呼市现在建成多少个户外劳动者服务站点了", [HOHHOT]),
        ("青城工匠怎么评", [HOHHOT]),
        ("内蒙古呼和浩特赛罕区有驿站吗", [f"{HOHHOT}赛罕区"]),
        ("呼和浩特的赛罕区", [f"{HOHHOT}赛罕区"]),
        ("呼和浩特市土默特左旗", [f"{HOHHOT}土默特左旗"]),
        ("新城区有没有歇脚的地方", [f"{HOHHOT}新城区"]),
        ("赛罕区总工会在哪", [f"{HOHHOT}赛罕区"]),
        ("土左旗有吗", [f"{HOHHOT}土默特左旗"]),
        ("托县的驿站", [f"{HOHHOT}托克托县"]),
        ("和林有没有", [f"{HOHHOT}和林格尔县"]),
        ("海拉尔有吗", ["内蒙古自治区呼伦贝尔市海拉尔区"]),
        ("满洲里口岸的职工", ["内蒙古自治区呼伦贝尔市满洲里市"]),
        ("鄂尔多斯有驿站吗", ["内蒙古自治区鄂尔多斯市"]),
        ("兴安盟有没有", ["内蒙古自治区兴安盟"]),
        ("去包头路上摔了", ["内蒙古自治区包头市"]),
        ("呼市、包头、青海都有吗", [HOHHOT, "内蒙古自治区包头市", "青海省"]),
        ("国网长春供电公司的联络员", ["吉林省长春市"]),
        ("长春菜鸟驿站", ["吉林省长春市"]),
        ("长春朝阳区", ["吉林省长春市朝阳区"]),
        ("北京朝阳有吗", ["北京市朝阳区"]),
        ("辽宁朝阳", ["辽宁省朝阳市"]),
        ("沈阳和平区有没有", ["辽宁省沈阳市和平区"]),
        ("大同城区有吗", ["山西省大同市城区"]),
        ("天津河北都有吗", ["天津市", "河北省"]),
        ("吉林市有吗", ["吉林省吉林市"]),
        ("吉林有吗", ["吉林省"]),
        ("西宁送外卖", ["青海省西宁市"]),
        ("青海互助保障怎么办", ["青海省"]),
        ("甘肃合作社", ["甘肃省"]),
        ("甘肃民乐有吗", ["甘肃省张掖市民乐县"]),
        ("民乐县的工会", ["甘肃省张掖市民乐县"]),
        ("山东莒县有没有", ["山东省日照市莒县"]),
        ("莒县呢", ["山东省日照市莒县"]),
        ("我是河南人，在呼市跑单", [HOHHOT]),
        ("老家四川，户口在甘肃，在包头干", ["内蒙古自治区包头市"]),
        ("在西安跑单，新城区有驿站吗", ["陕西省西安市", "陕西省西安市新城区"]),
        ("今天天津下雨", ["天津市"]),
        ("全国一共多少", ["全国"]),
        ("国内哪儿都行吗", ["全国"]),
        ("各地都有吗", ["全国"]),
        ("中国内蒙古", [NEIMENGGU]),
        ("全内蒙一共建了几个", [NEIMENGGU]),
        ("全区有多少个", [NEIMENGGU]),
        ("自治区总工会", [NEIMENGGU]),
        ("向区总申请", [NEIMENGGU]),
        ("赛罕区全区有几个", [f"{HOHHOT}赛罕区"]),
        ("赛罕区的驿站，全区有几个", [f"{HOHHOT}赛罕区"]),
        ("全市有多少个", [HOHHOT]),
        ("在市里哪有驿站", [HOHHOT]),
        ("我市总工会电话", [HOHHOT]),
        ("市总电话多少", [HOHHOT]),
        ("包头全市有多少个", ["内蒙古自治区包头市"]),
        ("包头的驿站，全市多少", ["内蒙古自治区包头市", "内蒙古自治区包头市"]),
    ],
)
def test_places_that_a_question_names(text: str, found: list[str]) -> None:
    assert [mention.path for mention in REGIONS.find(text, near=HOHHOT)] == found


LOOK_ALIKES = """
安康杯怎么报名 这俩政策大同小异 长治久安 跑单要平平安安 外卖是朝阳产业 能不能和平解决 通州事件是啥
新城那边有没有 东风快递 吉利汽车 长安汽车 保山茶 永安 福鼎白茶 穿中山装 大理石砸了 阿里巴巴 六安
日照时间 开封不退 保定期 来宾登记 海南鸡饭多少钱 黄山毛峰好喝 武汉热干面 一口河南话听不懂 北京时间八点
北京现代的车 德州扑克 哈密瓜甜不甜 青城山好玩吗 每天津贴多少 夏天津贴怎么算 买东西安全吗 把东西藏起来
京东营业部也能入会吗 送完成都算完成吗 变成都市人 晚上海鲜坏了 网上海报在哪看 打招呼和登记 工资阳光发放
公益阳光行动 面临夏季高温 平安顺利 城南充电 推广安全头盔 大厦门口不让停车 周六安排几点 昨天水费
规定西瓜不让卖 最新余额 集中卫生检查 振兴和发展 文化德育 草原和林业 房东胜诉 到达旗舰店 批准旗县
人民乐县 知道县里有没有 提高县级工会 名单县级公示 和县里说一声 公安县级 供应城市 建立山区站点
超市里能歇脚吗 城市总是堵 社区总是没人 开发区总工会 安全区域在哪 咱区里有没有 城区有吗 郊区 城东区有没有
老城区改造 高新区 经开区 工业园区 景区 林区 矿区 小区 片区 海拉尔大街上有吗 中山东路 锡林郭勒南路
鄂尔多斯大街 兴安南路 昭乌达路那边 朝阳市场 我是河南人
"""


@pytest.mark.parametrize("text", LOOK_ALIKES.split())
def test_words_that_only_look_like_places(text: str) -> None:
    assert REGIONS.find(text, near=HOHHOT) == ()


def test_words_for_the_askers_own_region_need_one() -> None:
    for text in ("全区有多少", "自治区劳模", "向区总申请", "全市有多少", "在市里", "全省有多少", "新城区有吗"):
        assert REGIONS.find(text) == ()
        assert REGIONS.find(text, near="全国") == ()
        assert REGIONS.find(text, near="不在表里") == ()
    assert REGIONS.find("全区有多少", near="吉林省长春市") == ()
    assert [m.path for m in REGIONS.find("全省有多少", near="吉林省长春市")] == ["吉林省"]
    assert [m.path for m in REGIONS.find("全市有多少", near="吉林省长春市朝阳区")] == ["吉林省长春市"]
    assert [m.path for m in REGIONS.find("全市有多少", near="北京市朝阳区")] == ["北京市"]
    assert REGIONS.find("全市有多少", near="青海省") == ()


def test_common_nouns_are_districts_for_those_who_live_there() -> None:
    assert [m.path for m in REGIONS.find("城东区有吗", near="青海省西宁市")] == ["青海省西宁市城东区"]
    assert REGIONS.find("城东区有吗", near="青海省海东市") == ()


def test_a_mention_says_where_it_stands() -> None:
    (mention,) = REGIONS.find("我在内蒙古呼和浩特的赛罕区跑单", near=None)

    assert (mention.start, mention.end) == (2, 13)


PIECES = st.sampled_from(
    [
        *"区县市旗省的路里总，,、 a😀东西安全",
        "全市",
        "全区",
        "呼市",
        "朝阳",
        "朝阳区",
        "新城区",
        "内蒙",
        "城区",
        "我是",
        "人",
        "海南",
        "吉林",
        "莒县",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.none() | PATHS | st.text(max_size=3))
def test_mentions_never_overlap_and_nothing_is_raised(text: str, near: str | None) -> None:
    end = 0
    for mention in REGIONS.find(text, near):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.path in REGIONS
        end = mention.end


@given(PATHS)
def test_a_full_path_in_a_sentence_is_found_whole(path: str) -> None:
    text = f"请问{path}有没有驿站"

    assert [(m.start, m.end, m.path) for m in REGIONS.find(text)] == [(2, 2 + len(path), path)]

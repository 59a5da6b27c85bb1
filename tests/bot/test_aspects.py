"""What about a service is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.aspects import FIGURES, Aspect, aspects_of, fits, measure_asked
from bot.understanding.normalize import normalize

ASKED = {
    Aspect.COUNT: "有多少个驿站 多少家企业 来了多少人 一共几场 总共有几处 规模多大规模",
    Aspect.MONEY: "补多少钱 发了多少补贴 奖金多少元 能领几百块 投入多少资金",
    Aspect.SHARE: "占百分之几 建制率是多少 比例有多高 能占几成 满意度多少",
    Aspect.COST: "要钱吗 免费吗 收费不收费 会费多少 要不要钱 用交费吗",
    Aspect.DURATION: "要等多久 有效期多长时间 几天能办 多少天回复",
    Aspect.HOURS: "几点开门 晚上还开吗 周末开吗 24小时的吗 几点下班",
    Aspect.DATE: "什么时候开始 哪年的事 还办着吗 截止到几号 多会儿开",
    Aspect.PROVIDER: "谁主办的 归谁管 谁负责 哪个单位搞的",
    Aspect.CONTACT: "找谁 怎么联系 有热线吗 客服在吗 找哪个部门",
    Aspect.PAPERS: "要带什么材料 要带身份证不 需要证明吗 手续",
    Aspect.WHERE: "在哪 怎么走 附近有吗 地址 去哪领",
    Aspect.ELIGIBLE: "我能参加吗 年龄有限制吗 谁能去 临时工算不算 够不够格",
    Aspect.HOW: "怎么申请 咋报名 流程 如何办理 怎么加入",
    Aspect.MORE: "还有别的吗 别的呢 换一个 还有啥",
    Aspect.SOURCE: "有原文吗 出处是哪 真的假的 哪个报纸",
}


@pytest.mark.parametrize(
    ("aspect", "text"), [(aspect, text) for aspect, texts in ASKED.items() for text in texts.split()]
)
def test_the_aspect_asked_for_comes_first(aspect: Aspect, text: str) -> None:
    assert aspects_of(normalize(text))[:1] == (aspect,)


@pytest.mark.parametrize("text", ["体检", "老板欠薪", "驿站", "", "医疗互助", "今年冬天的活动"])
def test_a_bare_subject_asks_for_the_whole_service(text: str) -> None:
    assert aspects_of(normalize(text)) == ()


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("有多少家企业", "家"),
        ("建了几个驿站", "个"),
        ("办了多少件案子", "件"),
        ("来了多少人", "人"),
        ("有多少职工", "人"),
        ("几十场招聘会", None),
        ("补多少钱", None),
        ("在哪", None),
    ],
)
def test_the_measure_word_counted_with(text: str, measure: str | None) -> None:
    assert measure_asked(text) == measure


@pytest.mark.parametrize(
    ("aspect", "measure", "fitting", "other"),
    [
        (Aspect.MONEY, None, ("3.23亿", "元"), ("503", "家")),
        (Aspect.COST, None, ("免费", None), ("20.42万", "元")),
        (Aspect.SHARE, None, ("85%", None), ("85", "家")),
        (Aspect.DATE, None, ("2025年3月", None), ("85%", None)),
        (Aspect.DATE, None, ("2025-03", None), ("100", "元")),
        (Aspect.DURATION, None, ("15", "天"), ("85%", None)),
        (Aspect.HOURS, None, ("24小时", None), ("85", "家")),
        (Aspect.COUNT, "家", ("503", "家"), ("20", "件")),
        (Aspect.COUNT, "家", ("503", "个"), ("20", "人")),
        (Aspect.COUNT, None, ("503", "家"), ("85%", None)),
        (Aspect.NAME, None, ("云光中", None), ("503", "家")),
    ],
)
def test_a_value_of_the_kind_asked_for_fits_better(
    aspect: Aspect, measure: str | None, fitting: tuple[str, str | None], other: tuple[str, str | None]
) -> None:
    assert fits((aspect,), measure, "数", *fitting) > 0 > fits((aspect,), measure, "数", *other)


def test_the_same_measure_fits_better_than_one_of_its_kind_and_that_than_any() -> None:
    exact, alike, anything, other = (fits((Aspect.COUNT,), "个", "数", "5", unit) for unit in ("个", "家", "套", "元"))
    assert exact > alike > anything > other


@given(
    st.sets(st.sampled_from(Aspect)),
    st.none() | st.sampled_from("家件人个场"),
    st.text(max_size=12),
    st.text(min_size=1, max_size=12),
    st.none() | st.text(min_size=1, max_size=3),
)
def test_a_fit_lies_between_minus_one_and_one(
    aspects: set[Aspect], measure: str | None, name: str, value: str, unit: str | None
) -> None:
    fit = fits(aspects, measure, name, value, unit)
    assert -1 <= fit <= 1
    assert fit == 0 or aspects & FIGURES


@given(st.text(max_size=80))
def test_any_text_has_its_aspects_once_each(text: str) -> None:
    found = aspects_of(normalize(text))
    assert len(set(found)) == len(found)
    measure_asked(normalize(text))

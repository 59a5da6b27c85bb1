"""What about a service is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.aspects import Aspect, aspects_of, measure_asked
from bot.understanding.normalize import normalize

ASKED = {
    Aspect.COUNT: "有多少个驿站 多少家企业 来了多少人 一共几场 总共有几处 规模多大规模",
    Aspect.MONEY: "花出去多少 补助金总额 补多少钱 发了多少补贴 奖金多少元 能领几百块 投入多少资金",
    Aspect.SHARE: "应约率一般能到多少 争议降了多少 几成新 占百分之几 建制率是多少 比例有多高 能占几成 满意度多少",
    Aspect.COST: "要钱吗 免费吗 收费不收费 会费多少 要不要钱 用交费吗",
    Aspect.DURATION: "要等多久 有效期多长时间 几天能办 多少天回复",
    Aspect.HOURS: "几点开门 晚上还开吗 周末开吗 24小时的吗 几点下班",
    Aspect.DATE: "走访是哪一天 什么时候开始 哪年的事 还办着吗 截止到几号 多会儿开",
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
        ("建了多少个职工服务中心", "个"),
        ("去了哪几个村", "哪"),
        ("部长姓啥", "谁"),
        ("补多少钱", None),
        ("在哪", None),
    ],
)
def test_the_measure_word_counted_with(text: str, measure: str | None) -> None:
    assert measure_asked(text) == measure


@given(st.text(max_size=80))
def test_any_text_has_its_aspects_once_each(text: str) -> None:
    found = aspects_of(normalize(text))
    assert len(set(found)) == len(found)
    measure_asked(normalize(text))

"""Who speaks here: read from a setting, said in one line."""

import pytest

from bot.operator import Operator, WrongOperator, read_operator
from bot.settings import WrongSetting, read_settings

WHOLE = "名称=赛罕区总工会；电话=0471-1234567；时间=周一至周五 9:00-17:00；备案号=蒙ICP备00000000号；性质=官方"


def test_everything_given_is_said() -> None:
    operator = read_operator(WHOLE)
    assert operator == Operator("赛罕区总工会", "0471-1234567", "周一至周五 9:00-17:00", "蒙ICP备00000000号", True)
    assert operator.line == "赛罕区总工会主办"
    assert operator.reach == "电话 0471-1234567（周一至周五 9:00-17:00）"


def test_what_is_not_called_official_is_a_demonstration() -> None:
    assert "演示" in read_operator("名称=某公司").line
    assert "不是任何工会办的" in read_operator("").line


@pytest.mark.parametrize(
    "text", ["赛罕区总工会", "电话=12351", "名称=甲；性质=真的", "名称=甲；电话=打给我", "名称=甲;名称=乙"]
)
def test_what_cannot_be_read_is_refused_by_name(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WrongOperator):
        read_operator(text)
    monkeypatch.setenv("UNIONBOT_OPERATOR", text)
    with pytest.raises(WrongSetting, match="UNIONBOT_OPERATOR"):
        read_settings()


def test_the_setting_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNIONBOT_OPERATOR", WHOLE)
    assert read_settings().operator == read_operator(WHOLE)
    monkeypatch.delenv("UNIONBOT_OPERATOR")
    assert read_settings().operator == Operator()

"""Danger is heard by meaning, in one clause of a long story too; what is over, or only said so, is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.danger import DangerHearing
from bot.understanding.danger_patterns import without_figures
from data.catalogue.dangers import DangerKind
from data.seeding.danger_files import digest_of
from data.seeding.seed_files import seeds_folder

BURIED = "这一单本来六点就能送到，商家出餐慢，站长还在群里骂人，{}，平台的客服也打不通，保险我也不懂，你们说说看"


def test_the_model_was_fitted_on_the_phrases_that_stand_there() -> None:
    fitted_on = (seeds_folder() / "danger" / "fitted_on.txt").read_text(encoding="utf-8").strip()
    assert fitted_on == digest_of(seeds_folder()), "python -m bot.understanding.danger_fitting fits it anew"


def test_the_model_knows_every_kind(danger: DangerHearing) -> None:
    assert set(danger.model.classes) == set(DangerKind)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("我真的不想活了", DangerKind.SELF_HARM),
        ("我今晚就去捅死他", DangerKind.THREAT),
        ("电动车在楼道里烧起来了", DangerKind.FIRE),
    ],
)
def test_a_danger_is_heard_alone_and_in_the_middle_of_a_story(
    danger: DangerHearing, said: str, kind: DangerKind
) -> None:
    for text in (said, BURIED.format(said)):
        found = danger.danger_in(text)
        assert found is not None
        assert found.kind is kind
        assert 0 < found.probability < 1


def test_the_same_story_without_it_is_no_danger(danger: DangerHearing) -> None:
    assert danger.danger_in(BURIED.format("楼里电梯又坏了")) is None


@pytest.mark.parametrize(
    "text", ["累死了", "笑死", "这单跑死我了", "想死你们了", "手机掉水里了", "站长打我电话", "", "了", "。。。"]
)
def test_figures_of_speech_are_no_danger(danger: DangerHearing, text: str) -> None:
    assert danger.danger_in(text) is None


def test_a_figure_of_speech_does_not_hide_a_danger(danger: DangerHearing) -> None:
    found = danger.danger_in("累死了，我真的不想活了")
    assert found is not None
    assert found.kind is DangerKind.SELF_HARM


@pytest.mark.parametrize(
    "text", ["去年被车撞了，腿里的钢板该取了", "上个月从架子上掉下来住了院，包工头不赔", "前年宿舍着火烧了东西"]
)
def test_what_is_over_is_no_danger(danger: DangerHearing, text: str) -> None:
    assert danger.danger_in(text) is None


def test_what_was_thought_of_before_may_be_done_now(danger: DangerHearing) -> None:
    found = danger.danger_in("去年就想过跳楼，今天又不想活了")
    assert found is not None
    assert found.kind is DangerKind.SELF_HARM


def test_the_features_are_shared_and_say_the_same(danger: DangerHearing) -> None:
    for text in ("我被车撞了，站不起来", "附近哪里能热饭"):
        assert danger.heard(danger.featurizer(text)).danger == danger.danger_in(text)


@given(st.text(alphabet="死我了想活打电话笑累 跳楼价", max_size=60))
def test_leaving_out_figures_of_speech_ends(text: str) -> None:
    rest = without_figures(text)
    assert len(rest) <= len(text)
    assert without_figures(rest) is not None

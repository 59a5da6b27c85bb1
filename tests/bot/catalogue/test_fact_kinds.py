"""How well a fact's kind of value answers what is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.fact_kinds import fits
from bot.catalogue.fact_traits import traits_of
from bot.understanding.aspects import FIGURES, Aspect
from data.catalogue.entries import Fact


def fit(aspect: Aspect, measure: str | None, value: str, unit: str | None, name: str = "数") -> float:
    """How well this value fits."""
    return fits(aspect, measure, traits_of(Fact(name, value, unit, None)))


@pytest.mark.parametrize(
    ("aspect", "measure", "fitting", "other"),
    [
        (Aspect.MONEY, None, ("3.23亿", "元"), ("503", "家")),
        (Aspect.COST, None, ("免费", None), ("20.42万", "元")),
        (Aspect.SHARE, None, ("85%", None), ("85", "家")),
        (Aspect.SHARE, None, ("八成新以上", None), ("85", "家")),
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
    assert fit(aspect, measure, *fitting) > 0 > fit(aspect, measure, *other)


def test_who_asks_for_a_person_and_which_village_for_a_place() -> None:
    person, place = ("法律工作部部长", "走访的村")
    assert fit(Aspect.NAME, "谁", "尉军", None, person) > 0 > fit(Aspect.NAME, "谁", "三卜树村", None, place)
    assert fit(Aspect.NAME, "哪", "三卜树村", None, place) > 0 > fit(Aspect.NAME, "哪", "尉军", None, person)


def test_the_same_measure_fits_better_than_one_of_its_kind_and_that_than_any() -> None:
    exact, alike, anything, other = (fit(Aspect.COUNT, "个", "5", unit) for unit in ("个", "家", "套", "元"))
    assert exact > alike > anything > other


@given(
    st.sampled_from(Aspect),
    st.none() | st.sampled_from("家件人个场谁哪"),
    st.text(max_size=12),
    st.text(min_size=1, max_size=12),
    st.none() | st.text(min_size=1, max_size=3),
)
def test_a_fit_lies_between_minus_one_and_one(
    aspect: Aspect, measure: str | None, name: str, value: str, unit: str | None
) -> None:
    found = fit(aspect, measure, value, unit, name)
    assert -1 <= found <= 1
    assert found == 0 or aspect in FIGURES or aspect is Aspect.REGION

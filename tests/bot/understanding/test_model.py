"""The linear model: fitting, trusting, keeping."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.snapshot import Snapshot
from bot.understanding.features import Featurizer
from bot.understanding.fitted import KEPT_FILES, FittingFailed, content_key, fitted_model, fitting_ahead
from bot.understanding.fitting import Example, fit
from bot.understanding.model import NO_CLASS, OUT_OF_SCOPE, Calibration, IntentModel
from bot.understanding.shipped import shipped_vectors
from tests.small_catalogue import OUT_OF_SCOPE as OUTSIDE
from tests.small_catalogue import PHRASES

TINY = [
    *(("热饭在哪", "meal"), ("一碗热饭", "meal"), ("送热饭", "meal")),
    *(("歇脚站", "stop"), ("哪能歇脚", "stop"), ("想歇歇脚", "stop")),
    *(("今天天气", OUT_OF_SCOPE), ("股票涨了", OUT_OF_SCOPE), ("讲个笑话", OUT_OF_SCOPE)),
]


def tiny(featurizer: Featurizer) -> IntentModel:
    """A model of nine phrases."""
    return fit(featurizer, [Example(text, label) for text, label in TINY])


# Fitting


def test_a_tiny_set_is_learnt(featurizer: Featurizer) -> None:
    model = tiny(featurizer)
    assert model.classes == (OUT_OF_SCOPE, "meal", "stop")
    assert [model.best_class(featurizer(text)) for text, _ in TINY] == [label for _, label in TINY]
    unseen = {"热饭几点送": "meal", "有没有歇脚的地方": "stop", "明天天气好吗": OUT_OF_SCOPE}
    assert {text: model.best_class(featurizer(text)) for text in unseen} == unseen


def test_the_small_catalogue_is_learnt(small: Snapshot) -> None:
    pairs = [(text, intent) for intent, texts in PHRASES.items() for text in texts.split()]
    pairs += [(text, OUT_OF_SCOPE) for text in OUTSIDE.split()]
    wrong = [text for text, intent in pairs if small.model.best_class(small.featurizer(text)) != intent]
    assert wrong == []


def test_two_classes_make_a_model_and_one_does_not(featurizer: Featurizer) -> None:
    model = fit(featurizer, [Example(text, label) for text, label in TINY[:6]])
    assert [model.best_class(featurizer(text)) for text, _ in TINY[:6]] == [label for _, label in TINY[:6]]
    assert model.top(featurizer("热饭"))[3] == NO_CLASS
    with pytest.raises(ValueError, match="two intents"):
        fit(featurizer, [Example("热饭", "meal"), Example("送热饭", "meal")])


def test_the_same_phrases_make_the_same_model(featurizer: Featurizer) -> None:
    one, other = tiny(featurizer), tiny(featurizer)
    for text, _ in TINY:
        assert np.array_equal(one.margins(featurizer(text)), other.margins(featurizer(text)))


def test_the_best_and_the_second_stand_in_order(small: Snapshot) -> None:
    for text in ("热饭怎么领", "歇脚", "今天天气", "", "zzz"):
        features = small.featurizer(text)
        margins = dict(zip(small.model.classes, small.model.margins(features).tolist(), strict=True))
        intent, best, second, out = small.model.top(features)
        assert out == margins.pop(OUT_OF_SCOPE)
        assert intent != OUT_OF_SCOPE
        assert [best, second] == sorted(margins.values(), reverse=True)[:2]


# Trusting

margin = st.floats(-5, 5)
weight = st.floats(0, 20)


@given(
    *(weight, weight, weight, st.floats(-10, 10)),
    *(margin, margin, margin, st.floats(0, 3)),
)
def test_confidence_rises_with_the_best_and_falls_with_its_rivals(
    best_weight: float, gap: float, scope: float, bias: float, best: float, second: float, out: float, more: float
) -> None:
    trusted = Calibration(bias, best_weight, gap, scope).probability
    asked = trusted(best, second, out)
    assert 0 < asked < 1
    assert trusted(best + more, second, out) >= asked - 1e-12
    assert trusted(best, second + more, out) <= asked + 1e-12
    assert trusted(best, second, out + more) <= asked + 1e-12


def test_a_confidence_is_a_logistic_curve() -> None:
    assert Calibration(0.5, 1.0, 2.0, 3.0).probability(1.0, 0.5, -1.0) == pytest.approx(
        1 / (1 + math.exp(-(0.5 + 1.0 + 2.0 * 0.5 + 3.0 * 2.0)))
    )


def test_fitted_trust_rises_with_the_best_and_falls_with_out_of_scope(
    shipped_snapshot: Snapshot, small: Snapshot
) -> None:
    for trusted in (shipped_snapshot.model.calibration.probability, small.model.calibration.probability):
        assert 0 < trusted(-1.0, -1.2, 1.0) < trusted(0.0, -0.9, 0.0) < trusted(1.0, -0.9, -1.0) < 1
        assert trusted(0.0, -0.9, -0.5) > trusted(0.0, -0.9, 0.5)


def test_what_was_learnt_is_trusted_more_than_what_is_out_of_scope(small: Snapshot) -> None:
    def trust(text: str) -> float:
        _, best, second, out = small.model.top(small.featurizer(text))
        return small.model.calibration.probability(best, second, out)

    inside = [trust(text) for texts in PHRASES.values() for text in texts.split()]
    outside = [trust(text) for text in OUTSIDE.split()]
    assert all(0 < p < 1 for p in inside + outside)
    assert min(inside) > max(outside)


# Keeping


def test_a_kept_model_gives_the_same_margins(small: Snapshot, tmp_path: Path) -> None:
    small.model.save(tmp_path / "a.npz")
    once = IntentModel.load(tmp_path / "a.npz")
    assert once is not None
    once.save(tmp_path / "below" / "b.npz")
    twice = IntentModel.load(tmp_path / "below" / "b.npz")
    assert twice is not None
    assert (once.classes, once.calibration) == (small.model.classes, small.model.calibration)
    for text in (*PHRASES["camp"].split(), "", "今天天气"):
        features = small.featurizer(text)
        # Half precision on disk: a thousandth of a margin at most.
        assert np.allclose(once.margins(features), small.model.margins(features), atol=2e-3)
        assert np.array_equal(once.margins(features), twice.margins(features))
    assert sorted(path.name for path in tmp_path.rglob("*.npz")) == ["a.npz", "b.npz"]


def _rewritten(path: Path, *, newer: int = 0, without: str = "") -> None:
    """The same file by another version, or without one of its parts."""
    with np.load(path) as arrays:
        parts = {name: array for name, array in arrays.items() if name != without}
    parts["version"] = parts["version"] + newer
    np.savez(path, allow_pickle=False, **parts)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x93NUMPY\x01\x00garbage"])
def test_a_file_that_is_no_model_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(content)
    assert IntentModel.load(path) is None


def test_a_missing_file_an_older_version_and_a_missing_part_are_none(featurizer: Featurizer, tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    assert IntentModel.load(path) is None
    tiny(featurizer).save(path)
    _rewritten(path)
    assert IntentModel.load(path) is not None
    _rewritten(path, newer=1)
    assert IntentModel.load(path) is None
    tiny(featurizer).save(path)
    _rewritten(path, without="bias")
    assert IntentModel.load(path) is None


def test_the_key_is_of_the_content() -> None:
    key = content_key(TINY, b"vectors")
    assert key == content_key(list(TINY), b"vectors")
    assert len(key) == 64
    assert (
        len({key, content_key(TINY[:-1], b"vectors"), content_key(TINY[::-1], b"vectors"), content_key(TINY, b"v")})
        == 4
    )


def _files(folder: Path) -> list[Path]:
    return list(folder.glob("intents-*.npz"))


@pytest.mark.slow
async def test_a_model_is_fitted_once_and_then_read(featurizer: Featurizer, tmp_path: Path) -> None:
    older = [tmp_path / f"intents-{n}.npz" for n in range(KEPT_FILES + 1)]
    for path in older:
        path.write_bytes(b"")
    fits = list[int]()
    first = await fitted_model(TINY, shipped_vectors(), tmp_path, fits.append)
    second = await fitted_model(TINY, shipped_vectors(), tmp_path, fits.append)
    assert fits == [len(TINY)]
    assert len(_files(tmp_path)) == KEPT_FILES
    for text, label in TINY:
        assert first.best_class(featurizer(text)) == label
        assert np.array_equal(first.margins(featurizer(text)), second.margins(featurizer(text)))


@pytest.mark.slow
async def test_a_process_started_ahead_fits_the_first_model(featurizer: Featurizer, tmp_path: Path) -> None:
    async with fitting_ahead(tmp_path) as started:
        assert started is not None
        model = await fitted_model(TINY, shipped_vectors(), tmp_path, lambda _: None, started)
        await started.fit(TINY, tmp_path / "intents-again.npz")  # it has had its work and ended: nothing comes of more
    assert len(_files(tmp_path)) == 1
    for text, label in TINY:
        assert model.best_class(featurizer(text)) == label
    async with fitting_ahead(tmp_path) as unneeded:
        assert unneeded is None


async def test_a_process_started_ahead_that_had_no_work_ends(tmp_path: Path) -> None:
    async with fitting_ahead(tmp_path) as started:
        assert started is not None
    with pytest.raises(FittingFailed):
        await started.fit(TINY, tmp_path / "intents-late.npz")
    assert not _files(tmp_path)


@pytest.mark.slow
async def test_a_fit_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(FittingFailed, match="two intents"):
        await fitted_model([("热饭", "meal")], b"", tmp_path, lambda _: None)


def test_a_calibration_can_be_replaced(small: Snapshot) -> None:
    shaken = replace(small.model, calibration=Calibration(0.0, 0.0, 0.0, 0.0))
    assert shaken.calibration.probability(3.0, 1.0, -2.0) == 0.5

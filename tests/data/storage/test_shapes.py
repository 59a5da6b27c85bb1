"""What was stored in any shape is read in that of now."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from data.storage.shapes import Shape, as_it_was


def _renamed(content: Mapping[str, object]) -> Mapping[str, object]:
    return {"whom" if key == "who" else key: value for key, value in content.items()}


def _doubled(content: Mapping[str, object]) -> Mapping[str, object]:
    return {**content, "times": int(str(content.get("times", 0))) * 2}


SHAPES = (Shape(()), Shape((as_it_was,)), Shape((as_it_was, _renamed)), Shape((as_it_was, _renamed, _doubled)))


@given(st.dictionaries(st.sampled_from(("who", "times", "more")), st.integers(0, 9)))
def test_what_is_stamped_is_read_as_it_was(content: dict[str, int]) -> None:
    for shape in SHAPES:
        assert shape.read(shape.stamped(content)) == content


def test_every_step_since_the_shape_of_then_is_taken_once() -> None:
    newest = SHAPES[-1]
    expected = {"whom": "tg:1", "times": 6}
    assert newest.read({"who": "tg:1", "times": 3}) == expected
    assert newest.read(SHAPES[1].stamped({"who": "tg:1", "times": 3})) == expected
    assert newest.read(SHAPES[2].stamped({"whom": "tg:1", "times": 3})) == expected
    assert newest.read(newest.stamped({"whom": "tg:1", "times": 6})) == expected


def test_what_a_later_release_wrote_stands_as_it_is() -> None:
    assert SHAPES[1].read(SHAPES[3].stamped({"whom": "tg:1", "new": True})) == {"whom": "tg:1", "new": True}

"""The law of fetching: Telegram never forgets an update that is not answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.telegram.wire.window import Window


@pytest.mark.slow
@given(st.data())
def test_nothing_unanswered_is_ever_forgotten_and_nothing_is_taken_twice(data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.integers(1, 10**9), unique=True, max_size=300))
    server = list(ids)  # what Telegram keeps, in its order
    window, taken, unanswered = Window(), list[int](), set[int]()
    for _ in range(data.draw(st.integers(0, 40))):
        offset = window.ask()
        if offset in server:
            del server[: server.index(offset)]
        elif taken and offset == taken[-1] + 1:
            del server[: server.index(taken[-1]) + 1 if taken[-1] in server else 0]
        assert unanswered <= set(server)
        new, forgotten = window.fetched(offset, server[: Window.SIZE])
        assert not set(forgotten) & set(server)
        assert not set(new) & set(taken)
        taken += new
        unanswered |= set(new)
        assert window.open == unanswered
        if unanswered:
            for update_id in data.draw(st.sets(st.sampled_from(sorted(unanswered)))):
                window.answered(update_id)
                unanswered.discard(update_id)
        assert window.idle == (not unanswered)
    assert taken == ids[: len(taken)]


def test_the_offset_stands_at_the_first_unanswered_update() -> None:
    window = Window()
    assert window.ask() == 0
    assert window.fetched(0, [5, 6, 7]) == ([5, 6, 7], [])
    window.answered(6)
    assert (window.ask(), window.gain) == (5, 0)
    window.answered(5)
    assert (window.gain, window.ask()) == (2, 7)
    assert window.fetched(7, [7, 8]) == ([8], [5, 6])
    window.answered(7)
    window.answered(8)
    assert window.ask() == 9
    assert window.fetched(9, []) == ([], [7, 8])
    assert window.ask() == 0


def test_after_a_week_of_silence_ids_may_go_on_anywhere() -> None:
    window = Window()
    window.fetched(0, [900])
    window.answered(900)
    window.fetched(window.ask(), [])
    assert window.ask() == 0
    assert window.fetched(0, [17, 18]) == ([17, 18], [])


def test_what_was_let_go_no_longer_holds_up_the_others() -> None:
    window = Window()
    window.fetched(0, [1, 2, 3])
    window.answered(2)
    window.answered(3)
    window.let_go(1)
    assert 1 not in window
    assert window.ask() == 4

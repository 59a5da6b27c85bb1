"""The log of a bad day can be read: one line when it begins, one a minute, one when it is over."""

import logging
import sqlite3

import orjson
import pytest

from bot.logs.reporting import report_place
from data.storage.troubles import log_back
from tests.written_log import written_log


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def fails(job: str) -> None:
    try:
        raise sqlite3.OperationalError("unable to open database file")
    except sqlite3.OperationalError as error:
        error.sqlite_errorcode = 14
        report_place(error, job)


def test_a_database_that_is_away_is_told_once_a_minute_and_when_it_is_back(clock: Clock) -> None:
    with written_log(clock) as stream:
        for second in range(130):
            clock.now = float(second)
            for job in ("ledger", "catalogue", "talks"):
                fails(job)
        log_back()
        log_back()
        fails("ledger")
    lines = [line.partition("data.storage.troubles: ")[2] for line in stream.getvalue().splitlines()]
    assert lines == [
        "the database is out of reach; answers come from memory",
        "the database is out of reach; answers come from memory (and 179 more like it)",
        "the database is out of reach; answers come from memory (and 179 more like it)",
        "the database is back",
        "the database is out of reach; answers come from memory",
    ]


def test_lines_for_machines_are_objects() -> None:
    with written_log(as_json=True) as stream:
        logging.getLogger("a.b").warning("three %s", "words")
        try:
            raise ValueError("of ours")
        except ValueError:
            logging.getLogger("a.b").exception("broken")
        logging.getLogger("a.b").info("not this")
    first, second = map(orjson.loads, stream.getvalue().splitlines())
    assert (first["level"], first["message"]) == ("WARNING", "three words")
    assert first["logger"] == "a.b"
    assert first["at"].endswith("+00:00")
    assert second["trace"].endswith("ValueError: of ours")


def test_an_error_of_ours_is_told_by_its_place_and_not_taken_for_the_database_s() -> None:
    with written_log() as stream:
        for number in range(3):
            try:
                raise ValueError(f"a rider's words {number}")
            except ValueError as error:
                report_place(error, "ask")
    assert stream.getvalue().count("ValueError in ask #") == 1
    assert "rider" not in stream.getvalue()

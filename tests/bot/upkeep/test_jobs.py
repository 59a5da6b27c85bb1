"""The keeper of jobs: each goes on after an error, is reported once, and says how it stands."""

import logging
from datetime import UTC, date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.staff import Staff
from bot.upkeep import words as wording
from bot.upkeep.backups import Backups
from bot.upkeep.doctor import Doctor, report_lines
from bot.upkeep.jobs import SLOWEST, Job
from data.storage.engine import Database
from tests.bot.upkeep.rounds import Rounds


class Work:
    """Does what it is told to: nothing, or raise."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.rounds = 0

    async def __call__(self) -> None:
        self.rounds += 1
        if self.error is not None:
            raise self.error


async def test_a_job_is_done_at_its_pace() -> None:
    rounds, work = Rounds(), Work()
    async with rounds.of(Job("talks", "删对话", 60.0, work)):
        for _ in range(3):
            await rounds.next()
        assert (work.rounds, rounds.waits) == (4, [60.0] * 4)
        standing = rounds.standing
        assert (standing.failures, standing.age, standing.last_success) == (0, 0.0, rounds.now)
        assert not standing.late
    assert rounds.keeper.standings() == []


async def test_one_that_fails_goes_on_with_growing_pauses_and_is_reported_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rounds, work = Rounds(), Work()
    work.error = LookupError("what a row held")
    async with rounds.of(Job("talks", "删对话", 60.0, work)):
        for _ in range(8):
            await rounds.next()
        assert rounds.waits == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]
        standing = rounds.standing
        assert (standing.failures, standing.error, standing.last_success) == (9, "LookupError", None)
        assert standing.age == sum(rounds.waits[:-1])
        work.error = None
        await rounds.next()
        assert (rounds.standing.failures, rounds.standing.error, rounds.waits[-1]) == (0, "", 60.0)
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    assert errors[0].startswith("LookupError in talks #")
    assert "what a row held" not in caplog.text
    assert "talks works again after 9 failures" in caplog.text
    caplog.clear()


async def test_another_kind_of_error_and_a_later_failure_are_reported_again(caplog: pytest.LogCaptureFixture) -> None:
    rounds, work = Rounds(), Work()
    async with rounds.of(Job("talks", "删对话", 60.0, work)):
        for error in (KeyError(), OSError(), KeyError(), None, KeyError()):
            work.error = error
            await rounds.next()
    errors = [record.getMessage().split()[0] for record in caplog.records if record.levelno >= logging.ERROR]
    assert errors == ["KeyError", "OSError", "KeyError"]
    caplog.clear()


async def test_only_words_of_ours_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    rounds, work = Rounds(), Work()
    work.error = ValueError("cannot write; set UNIONBOT_BACKUPS")
    async with rounds.of(Job("backups", "备份", 600.0, work, plain=(ValueError,))):
        pass
    assert [record.getMessage() for record in caplog.records] == ["backups: cannot write; set UNIONBOT_BACKUPS"]
    caplog.clear()


async def test_a_failing_job_holds_no_other_up(caplog: pytest.LogCaptureFixture) -> None:
    first, second = Rounds(), Work()
    broken = Work()
    broken.error = OSError()
    async with first.of(Job("broken", "坏的", 1.0, broken)), first.keeper.keeping(Job("whole", "好的", 1.0, second)):
        for _ in range(6):
            await first.next()
        assert broken.rounds >= 2
        assert second.rounds >= 2
    caplog.clear()


async def test_two_jobs_of_one_name_are_a_mistake() -> None:
    rounds = Rounds()
    job = Job("talks", "删对话", 60.0, Work())
    async with rounds.of(job):
        with pytest.raises(ValueError, match="talks"):
            async with rounds.keeper.keeping(job):
                pass
        await rounds.next()
        assert rounds.standing.failures == 0


@given(
    every=st.floats(0.1, 4000),
    again_after=st.floats(0.1, 700),
    slowest=st.floats(1, 700),
    failures=st.integers(1, 10_000),
)
def test_pauses_never_shrink_nor_pass_the_slowest(
    every: float, again_after: float, slowest: float, failures: int
) -> None:
    async def nothing() -> None: ...

    job = Job("talks", "", every, nothing, again_after=again_after, slowest=slowest)
    assert job.pause(failures) <= job.pause(failures + 1) <= slowest
    assert job.pause(0) == every


async def test_the_doctor_tells_of_a_job_that_fails_or_hangs(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rounds, work = Rounds(), Work()
    backups = Backups(database, tmp_path, lambda: rounds.now, UTC)
    staff = Staff(database, frozenset(), lambda: rounds.now)
    doctor = Doctor(database, backups, staff, lambda: date(2026, 11, 21), has_channel=False, keeper=rounds.keeper)
    async with rounds.of(Job("talks", "删掉过期的对话", 60.0, work)):
        assert "✓ 定时的事 1 件，都在照做" in report_lines(await doctor.examine())
        work.error = OSError()
        for _ in range(3):
            await rounds.next()
        said = report_lines(await doctor.examine())
        assert "✗ 「删掉过期的对话」连着 3 次没做成（OSError），上次做成是 1 分钟前" in said
        assert wording.FIX.format(fix=wording.JOB_FAILS_FIX.format(name="talks")) in said
        work.error = None
        await rounds.next()
        rounds.now += 3 * SLOWEST + 1
        assert any(
            line.startswith("！ 「删掉过期的对话」已经 3 分钟没做完一回")
            for line in report_lines(await doctor.examine())
        )
    caplog.clear()

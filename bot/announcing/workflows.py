"""Runs and corrections as workflows of DBOS: they outlive the process, and another process can go on with them.

DBOS remembers which steps are done. What must not happen twice is in the ledger: a step that was cut off runs again.
It keeps numbers and words of ours only, never a text or a chat. It is imported where somebody subscribed: half a second
and 15 MB that others do without.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy.engine import make_url

from bot.announcing.amending import Amender
from bot.announcing.run import Run
from bot.logs.reporting import report_place
from data.storage.engine import Database, readable_by_owner_alone

_LOGGER = logging.getLogger(__name__)

T = TypeVar("T")
Part = tuple[int, int]
"""An announcement's number, and the run or the version."""

VERSION: Final = "announcing-1"
"""Of the steps and their order; a release that changes those changes this. Workflows of another version are left alone,
and what they had not finished is begun anew, which the ledger makes safe."""

_NAME = "unionbot"
_RETRIES: Final = {"retries_allowed": True, "max_attempts": 8, "interval_seconds": 1.0, "backoff_rate": 2.0}


class StepFailed(Exception):
    """A step raised; only the error's class is told, as its words may hold what a row held."""


def system_database(database: Database) -> str:
    """Where DBOS keeps its tables: a file beside ours, or a schema of its own in our PostgreSQL database."""
    if not database.is_sqlite:
        # Our driver calls it ssl, that of DBOS sslmode; the values are the same.
        query = {"sslmode" if name == "ssl" else name: value for name, value in database.url.query.items()}
        return database.url.set(drivername="postgresql", query=query).render_as_string(hide_password=False)
    path = Path(database.url.database or "unionbot.db")
    return f"sqlite:///{path.with_name(f'{path.stem}-workflows.db')}"


class Workflows:
    """The workflows of one process; `executor` is its unique id."""

    def __init__(self, database: Database, executor: str, run: Run, amender: Amender) -> None:
        self._database = database
        self._executor = executor
        self._run = run
        self._amender = amender
        self._dbos: Any = None
        self._begun: dict[str, Any] = {}
        self._launching = asyncio.Lock()

    @property
    def launched(self) -> bool:
        """Whether DBOS runs here."""
        return self._dbos is not None

    async def launch(self) -> None:
        """Starts DBOS; does nothing when it runs."""
        async with self._launching:
            if self._dbos is None:
                loop = asyncio.get_running_loop()
                self._dbos = await asyncio.to_thread(self._start, loop)

    def _start(self, loop: asyncio.AbstractEventLoop) -> Any:
        from dbos import DBOS, DBOSConfig, error

        config: DBOSConfig = {
            "name": _NAME,
            "system_database_url": system_database(self._database),
            "application_version": VERSION,
            "executor_id": self._executor,
            "log_level": "CRITICAL",  # its lines quote errors, and errors quote rows
            "enable_otlp": False,
            "sys_db_pool_size": 4,
            "max_executor_threads": 8,
        }
        if self._database.is_sqlite:
            readable_by_owner_alone(Path(system_database(self._database).removeprefix("sqlite:///")))
        DBOS(config=config)
        here = _Steps(DBOS, loop)

        async def announce(number: int, run: int) -> None:
            try:
                await self._run.carry_out(number, run, here)
            except error.DBOSMaxStepRetriesExceeded:
                _LOGGER.error("announcement %d is paused: one of its steps failed again and again", number)
                await here.step("trouble", lambda: self._run.preparer.trouble(number, run))

        async def amend(number: int, version: int) -> None:
            await here.step("amend", lambda: self._amender.amend(number, version))

        self._begun = {
            "announce": DBOS.workflow(name="announce")(announce),
            "amend": DBOS.workflow(name="amend")(amend),
        }
        try:
            DBOS.launch()
        except BaseException:
            DBOS.destroy(destroy_registry=True)  # half launched it could never be launched again
            raise
        return DBOS

    async def begin(self, number: int, run: int) -> None:
        """See `bot.announcing.records.Runner`; what cannot begin now is begun by `take_up`."""
        await self._try("announce", number, run)

    async def amend(self, number: int, version: int) -> None:
        """See `bot.announcing.records.Runner`; what cannot begin now is begun by `take_up`."""
        await self._try("amend", number, version)

    async def _try(self, name: str, number: int, part: int) -> None:
        try:
            await self._once(name, number, part)
        except Exception as error:
            where = make_url(system_database(self._database)).render_as_string(hide_password=True)
            _LOGGER.error(
                "announcement %d waits: its workflow cannot begin (%s); is %s there, and may it be written?",
                number,
                type(error).__name__,
                where,
            )

    async def _once(self, name: str, number: int, part: int) -> None:
        await self.launch()
        from dbos import SetWorkflowID

        with SetWorkflowID(_id(name, number, part)):
            await self._dbos.start_workflow_async(self._begun[name], number, part)

    async def take_up(self, living: Collection[str], runs: Iterable[Part], amendments: Iterable[Part]) -> None:
        """Has gone on with what processes that are not alive left, and begun what one of them only wrote down.

        `runs` and `amendments` are those that the database has open.
        """
        open_ones = await self._dbos.list_workflows_async(
            status="PENDING", app_version=VERSION, load_input=False, load_output=False
        )
        for workflow in [one.workflow_id for one in open_ones if one.executor_id not in living]:
            await self._dbos.resume_workflow_async(workflow)
        wanted = {_id("announce", *part): ("announce", part) for part in runs}
        wanted |= {_id("amend", *part): ("amend", part) for part in amendments}
        if not wanted:
            return
        found = await self._dbos.list_workflows_async(workflow_ids=list(wanted), load_input=False, load_output=False)
        for workflow in wanted.keys() - {one.workflow_id for one in found}:
            name, part = wanted[workflow]
            await self._once(name, *part)

    async def close(self) -> None:
        """Ends DBOS here; what is open waits for another process."""
        if self._dbos is not None:
            dbos, self._dbos = self._dbos, None
            # DBOS lent the loop its threads, and takes them along.
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(thread_name_prefix="asyncio"))
            await asyncio.to_thread(dbos.destroy, destroy_registry=True)


def _id(name: str, number: int, part: int) -> str:
    return f"{VERSION}-{name}-{number}-{part}"


class _Steps:
    """`bot.announcing.run.Durable` on DBOS; the work itself always runs on our own loop."""

    def __init__(self, dbos: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._dbos = dbos
        self._loop = loop

    async def step(self, name: str, work: Callable[[], Awaitable[T]]) -> T:
        async def there() -> T:
            try:
                return await work()
            except Exception as error:
                report_place(error, name)
                raise StepFailed(type(error).__name__) from None

        async def here() -> T:
            if asyncio.get_running_loop() is self._loop:
                return await there()
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(there(), self._loop))

        done: T = await self._dbos.run_step_async({"name": name, **_RETRIES}, here)
        return done

    async def sleep(self, seconds: float) -> None:
        await self._dbos.sleep_async(seconds)

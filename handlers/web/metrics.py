"""Totals for monitoring: no persons, no questions."""

from collections.abc import Iterable
from itertools import accumulate

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.upkeep.jobs import Keeper
from bot.upkeep.totals import SECONDS, ChannelTotals, Watched
from data.upkeep.standing import Counted

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)


class Metrics:
    """The totals of one process."""

    def __init__(self, keeper: Keeper, watched: Watched) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Jobs(keeper))
        self._registry.register(_Channels(watched))
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "unionbot_web_requests", "Requests by route and status", ("route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "unionbot_web_request_seconds", "Time to answer", ("route",), buckets=_SECONDS, registry=self._registry
        )
        self._replies = Counter(
            "unionbot_web_replies", "Replies by outcome: answer, choose, unknown, smalltalk", ("outcome",),
            registry=self._registry,
        )  # fmt: skip

    def served(self, route: str, status: int, seconds: float) -> None:
        """Counts one request; `route` is the handler's name, never an address."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def replied(self, outcome: str) -> None:
        """Counts one reply."""
        self._replies.labels(outcome).inc()

    def text(self, counted: Counted | None, backup_age: float | None, free: int) -> bytes:
        """Everything, in the format that Prometheus reads, with what was counted at this moment.

        `counted` is None while the database is away; `backup_age` in seconds, None without one; `free` in bytes.
        """
        now = CollectorRegistry()
        now.register(_Now(counted, backup_age, free))
        return generate_latest(self._registry) + generate_latest(now)


class _Jobs(Collector):
    """How the jobs stand at the moment of asking."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """One gauge for each thing that is known of a job."""
        success = GaugeMetricFamily(
            "unionbot_job_last_success_timestamp_seconds", "When a job was last done; none before", labels=("job",)
        )
        age = GaugeMetricFamily(
            "unionbot_job_age_seconds", "Seconds since a job was last done, or begun", labels=("job",)
        )
        failures = GaugeMetricFamily("unionbot_job_failures", "Failures of a job in a row", labels=("job",))
        for job in self._keeper.standings():
            if job.last_success is not None:
                success.add_metric((job.name,), job.last_success)
            age.add_metric((job.name,), job.age)
            failures.add_metric((job.name,), job.failures)
        return success, age, failures


class _Channels(Collector):
    """What the channels did, at the moment of asking."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched

    def collect(self) -> Iterable[Metric]:
        """One family for each thing that is known of a channel."""
        by = ("channel",)
        updates = CounterMetricFamily("unionbot_updates", "Updates by kind", labels=("channel", "kind"))
        answers = CounterMetricFamily("unionbot_answers", "Answers by outcome", labels=("channel", "outcome"))
        refused = CounterMetricFamily("unionbot_refused_calls", "Calls that met a limit (429)", labels=by)
        seconds = HistogramMetricFamily("unionbot_update_seconds", "From an update to the end of its answer", labels=by)
        waiting = GaugeMetricFamily("unionbot_updates_waiting", "Updates under way", labels=by)
        success = GaugeMetricFamily("unionbot_last_success_timestamp_seconds", "When a call last succeeded", labels=by)
        update = GaugeMetricFamily("unionbot_last_update_timestamp_seconds", "When an update last came", labels=by)
        for name, totals in self._watched.channels.items():
            for kind, number in totals.updates.items():
                updates.add_metric((name, kind), number)
            for outcome, number in totals.answers.items():
                answers.add_metric((name, outcome), number)
            refused.add_metric((name,), totals.refused)
            seconds.add_metric((name,), _cumulated(totals), totals.seconds)
            waiting.add_metric((name,), totals.waiting)
            if totals.last_success is not None:
                success.add_metric((name,), totals.last_success)
            if totals.last_update is not None:
                update.add_metric((name,), totals.last_update)
        return updates, answers, refused, seconds, waiting, success, update


def _cumulated(totals: ChannelTotals) -> list[tuple[str, float]]:
    """The buckets as Prometheus has them: each with all below it."""
    bounds = (*(str(bound) for bound in SECONDS), "+Inf")
    return [(bound, float(sum_)) for bound, sum_ in zip(bounds, accumulate(totals.buckets), strict=True)]


class _Now(Collector):
    """What was counted for this answer."""

    def __init__(self, counted: Counted | None, backup_age: float | None, free: int) -> None:
        self._counted = counted
        self._backup_age = backup_age
        self._free = free

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """One gauge for each thing; none for what is not known."""
        yield GaugeMetricFamily("unionbot_disk_free_bytes", "Left on the fuller disk", self._free)
        if self._backup_age is not None:
            yield GaugeMetricFamily("unionbot_backup_age_seconds", "Age of the newest backup", self._backup_age)
        if self._counted is None:
            return
        for name, told, states in (
            ("unionbot_announcements", "Announcements by state", self._counted.announcements),
            ("unionbot_deliveries", "Deliveries of what is being sent, by state", self._counted.deliveries),
            ("unionbot_cases", "Cases by state", self._counted.cases),
        ):
            family = GaugeMetricFamily(name, told, labels=("state",))
            for state, number in states.items():
                family.add_metric((state,), number)
            yield family

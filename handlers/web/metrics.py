"""Totals for monitoring: no persons, no questions."""

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)


class Metrics:
    """The totals of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
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

    def text(self) -> bytes:
        """Everything, in the format that Prometheus reads."""
        return generate_latest(self._registry)

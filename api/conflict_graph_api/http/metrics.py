"""What operators see of each request: an id, a line in the log, and Prometheus metrics."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflict_graph.store.base import Store
from conflict_graph_api.http.logs import log_request

REQUEST_ID_HEADER: Final = "X-Request-Id"
_GIVEN_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
_SECONDS: Final = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counters of one application; every application has a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "conflict_graph_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "conflict_graph_request_seconds",
            "Time from request to the last byte of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.open = Gauge("conflict_graph_requests_open", "Requests being answered now.", registry=self.registry)
        self.queries = Counter(
            "conflict_graph_queries",
            "Free-form SPARQL queries by outcome: answered, truncated, or the code of the error.",
            ("outcome",),
            registry=self.registry,
        )
        self.snapshot = Gauge(
            "conflict_graph_snapshot_info", "The snapshot that is served.", ("snapshot",), registry=self.registry
        )
        self.store = _StoreMetrics()
        self.registry.register(self.store)

    def text(self, store: Store | None) -> bytes:
        """Return all metrics, and those of a store, in the Prometheus text format."""
        self.snapshot.clear()
        if store is not None:
            self.snapshot.labels(store.snapshot).set(1)
        self.store.store = store
        return generate_latest(self.registry)


class _StoreMetrics(Collector):
    """What the store itself can tell, read when it is asked for."""

    store: Store | None = None

    def collect(self) -> Iterator[Metric]:
        """Yield the age of the snapshot, and what the workers do."""
        if self.store is None:
            return
        published = self.store.published
        if published is not None:
            age = max(0.0, time.time() - published)
            name, meaning = "conflict_graph_snapshot_age_seconds", "Time since the snapshot was published."
            yield GaugeMetricFamily(name, meaning, value=age)
        workers = self.store.workers()
        if workers is not None:
            running = GaugeMetricFamily("conflict_graph_workers", "Worker processes.", labels=["state"])
            running.add_metric(["running"], workers.running)
            running.add_metric(["idle"], workers.idle)
            yield running
            name, meaning = "conflict_graph_queue_length", "Queries that wait for a worker."
            yield GaugeMetricFamily(name, meaning, value=workers.waiting)
            name, meaning = "conflict_graph_workers_killed", "Worker processes that were killed or died."
            yield CounterMetricFamily(name, meaning, value=workers.killed)


class Observed:
    """Gives each request an id (the caller's own when it is well formed), and logs, counts and times its answer."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID_HEADER, "")
        request_id = given if _GIVEN_ID.fullmatch(given) else str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = request_id
        status, size = 500, 0

        async def send_named(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id
            size += len(message.get("body", b""))
            await send(message)

        started = time.perf_counter()
        with self.metrics.open.track_inprogress():
            try:
                await self.app(scope, receive, send_named)
            finally:
                self._note(scope, status, size, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", None) or "other"
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self.metrics.requests.labels(method, route, str(status)).inc()
        self.metrics.seconds.labels(route).observe(seconds)
        log_request(
            client=(scope.get("client") or ("-",))[0],
            method=method,
            path=(scope.get("raw_path") or b"").decode("latin-1"),
            status=status,
            route=route,
            seconds=round(seconds, 4),
            bytes=size,
            request_id=scope["state"]["request_id"],
        )

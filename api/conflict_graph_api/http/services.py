"""What one application works with, from its start to its end, as it lies in ``app.state``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import anyio

from conflict_graph.queries.snapshot_cache import SnapshotCache
from conflict_graph.settings import Settings
from conflict_graph.store.base import Store
from conflict_graph_api.http.budgets import Budget, Clients
from conflict_graph_api.http.metrics import Metrics

if TYPE_CHECKING:
    import networkx as nx

Places = dict[str, tuple[float, float]]
"""Where the things of a picture stand, by their IRIs."""


@dataclass(slots=True, kw_only=True)
class Services:
    """The store that is served, the settings, and what all requests share.

    store is None until the application has started, unless it was given one. query_limiter bounds the free-form queries
    under way and waiting, write_limiter lets one change at a time be made; networks and layouts are the last few.
    """

    settings: Settings
    store: Store | None
    metrics: Metrics
    clients: Clients
    query_limiter: anyio.CapacityLimiter
    write_limiter: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(1))
    networks: SnapshotCache[nx.Graph] = field(default_factory=lambda: SnapshotCache(most=4))
    layouts: SnapshotCache[Places] = field(default_factory=lambda: SnapshotCache(most=16))

    @classmethod
    def of(cls, settings: Settings, store: Store | None = None) -> Services:
        """Return what an application with these settings works with."""
        return cls(
            settings=settings,
            store=store,
            metrics=Metrics(),
            clients=Clients(Budget.of(settings)),
            query_limiter=anyio.CapacityLimiter(settings.worker_count + settings.queue_length),
        )

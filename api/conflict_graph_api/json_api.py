"""Every JSON route and the pictures, in the order in which the documentation lists them."""

from __future__ import annotations

from typing import Final

from conflict_graph_api.routes import (
    claims,
    compare,
    entities,
    graph_api,
    map,
    meetings,
    network,
    paths,
    positions,
    queries,
    search,
    timeline,
    verdict,
    visualisations,
)

JSON_ROUTERS: Final = (
    search.router,
    entities.router,
    claims.router,
    verdict.router,
    positions.router,
    meetings.router,
    timeline.router,
    map.router,
    paths.router,
    compare.router,
    network.router,
    graph_api.router,
    visualisations.router,
    queries.router,
)

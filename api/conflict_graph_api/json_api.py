"""Every JSON route and the pictures, in the order in which the documentation lists them."""

from __future__ import annotations

from typing import Final

from conflict_graph_api.claims import claim_routes, meeting_routes, position_routes, verdict_routes
from conflict_graph_api.compare import api_routes, path_routes
from conflict_graph_api.graph import api_routes as graph_api
from conflict_graph_api.lists import search_routes
from conflict_graph_api.map import api_routes as map
from conflict_graph_api.networks import api_routes as network
from conflict_graph_api.networks import picture_routes
from conflict_graph_api.sparql import named_query_routes
from conflict_graph_api.things import api_routes as entities
from conflict_graph_api.timeline import api_routes as timeline

JSON_ROUTERS: Final = (
    search_routes.router,
    entities.router,
    claim_routes.router,
    verdict_routes.router,
    position_routes.router,
    meeting_routes.router,
    timeline.router,
    map.router,
    path_routes.router,
    api_routes.router,
    network.router,
    graph_api.router,
    picture_routes.router,
    named_query_routes.router,
)

"""The web application: middleware, routes, error handlers, and the store opened and closed with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from conflict_graph import __version__
from conflict_graph.opening import open_store
from conflict_graph.settings import Settings
from conflict_graph.store.base import Store
from conflict_graph_api.about import docs_routes, health_routes
from conflict_graph_api.about import page_routes as about_pages
from conflict_graph_api.claims import claim_routes, meeting_routes, position_routes, verdict_routes
from conflict_graph_api.compare import api_routes as compare_api
from conflict_graph_api.compare import page_routes as compare_pages
from conflict_graph_api.compare import path_routes
from conflict_graph_api.graph import api_routes as graph_api
from conflict_graph_api.graph import page_routes as graph_pages
from conflict_graph_api.graph.scene_store import SceneStore
from conflict_graph_api.http import openapi
from conflict_graph_api.http.bounds import HeadAsGet, RequestBounds
from conflict_graph_api.http.budgets import RateLimitFields
from conflict_graph_api.http.compression import Compressed
from conflict_graph_api.http.metrics import REQUEST_ID_HEADER, Metrics, Observed
from conflict_graph_api.http.responses import SNAPSHOT_HEADER, TRUNCATED_HEADER
from conflict_graph_api.http.security import SecurityHeaders
from conflict_graph_api.http.services import Services
from conflict_graph_api.lists import page_routes as list_pages
from conflict_graph_api.lists import search_routes
from conflict_graph_api.map import api_routes as map_api
from conflict_graph_api.map import page_routes as map_pages
from conflict_graph_api.networks import api_routes as network_api
from conflict_graph_api.networks import picture_routes
from conflict_graph_api.pages.problems import UnexpectedErrors, add_problem_handlers
from conflict_graph_api.pages.templates import STATIC, CachedStatic
from conflict_graph_api.sparql import graph_store_routes, named_query_routes, query_routes, update_routes
from conflict_graph_api.things import api_routes as thing_api
from conflict_graph_api.things import page_routes as thing_pages
from conflict_graph_api.timeline import api_routes as timeline_api
from conflict_graph_api.timeline import page_routes as timeline_pages
from conflict_graph_api.vocabulary import page_routes as vocabulary_pages

ROUTERS = (
    query_routes.router,
    update_routes.router,
    graph_store_routes.router,
    search_routes.router,
    thing_api.router,
    claim_routes.router,
    verdict_routes.router,
    position_routes.router,
    meeting_routes.router,
    timeline_api.router,
    map_api.router,
    path_routes.router,
    compare_api.router,
    network_api.router,
    graph_api.router,
    picture_routes.router,
    named_query_routes.router,
    list_pages.router,
    timeline_pages.router,
    map_pages.router,
    compare_pages.router,
    graph_pages.router,
    thing_pages.router,
    vocabulary_pages.router,
    about_pages.router,
    health_routes.router,
    docs_routes.router,
)
"""Every route, in the order in which the documentation lists them."""
EXPOSED = (
    "ETag", "Link", "Location", "Retry-After", "RateLimit", "RateLimit-Policy",
    SNAPSHOT_HEADER, TRUNCATED_HEADER, REQUEST_ID_HEADER,
)  # fmt: skip


def create_app(store: Store | None = None, settings: Settings | None = None) -> FastAPI:
    """Return the application that serves a store.

    Without a store, the one that settings.store names is opened at start and closed at the end; a store given
    here stays the caller's to close. Settings default to the environment.
    """
    services = Services.of(settings or Settings(), store)
    app = FastAPI(
        title="conflict-graph",
        version=__version__,
        description=openapi.DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        responses=openapi.EVERYWHERE,
        middleware=_middleware(services.settings, services.metrics),
        lifespan=_lifespan,
    )
    app.state.services = services
    app.state.scenes = SceneStore(services.settings)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", CachedStatic(directory=STATIC), name="static")
    add_problem_handlers(app)
    openapi.describe_security(app)
    return app


def _middleware(settings: Settings, metrics: Metrics) -> list[Middleware]:
    """Return the middleware, outermost first."""
    cors: dict[str, Any] = {
        "allow_origins": ["*"],
        "allow_methods": ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"],
        "allow_headers": ["*"],
        "expose_headers": EXPOSED,
        "max_age": 86_400,
    }
    proxies = [name.strip() for name in settings.trusted_proxies.split(",") if name.strip()]
    return [
        *([Middleware(ProxyHeadersMiddleware, trusted_hosts=proxies)] if proxies else []),
        Middleware(Observed, metrics=metrics),
        Middleware(SecurityHeaders),
        Middleware(CORSMiddleware, **cors),
        Middleware(RateLimitFields),
        Middleware(UnexpectedErrors),
        Middleware(RequestBounds, url_bytes=settings.url_bytes, body_bytes=settings.body_bytes),
        Middleware(HeadAsGet),
        Middleware(Compressed),
    ]


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open the configured store unless one was given, and close what was opened here."""
    services: Services = app.state.services
    if services.store is not None:
        yield
        await run_in_threadpool(app.state.scenes.close)
        return
    opened = await run_in_threadpool(lambda: open_store(services.settings.store, services.settings))
    services.store = opened
    try:
        yield
    finally:
        services.store = None
        await run_in_threadpool(app.state.scenes.close)
        await run_in_threadpool(opened.close)

"""What routes ask for: the store, the settings, the counters and the view."""

from __future__ import annotations

from typing import Annotated, Any, cast

from fastapi import Depends
from starlette.requests import Request

from conflict_graph.ask.things import scope_of
from conflict_graph.errors import StoreError
from conflict_graph.scope import ALL, DAYS, PARTS, ScopeArgs
from conflict_graph.settings import Settings
from conflict_graph.store.base import Store
from conflict_graph_api.http.metrics import Metrics
from conflict_graph_api.http.parameters import query_pairs, several, single
from conflict_graph_api.http.services import Services
from conflict_graph_api.http.view_state import ViewState


def services_of(request: Request) -> Services:
    """Return what the application that serves a request works with."""
    services: Services = request.app.state.services
    return services


def get_store(request: Request) -> Store:
    """Return the store that is served; raises StoreError (503) while it is still being opened."""
    store = services_of(request).store
    if store is None:
        raise StoreError("The store is not open yet.", hint="Try again in a second; /readyz tells when it is.")
    return store


def get_held_store(store: Annotated[Store, Depends(get_store)]) -> Store:
    """Return the store held at its present snapshot, for an answer that is made of several queries."""
    return store.view()


def get_settings(request: Request) -> Settings:
    """Return the settings of the application."""
    return services_of(request).settings


def get_metrics(request: Request) -> Metrics:
    """Return the counters of the application."""
    return services_of(request).metrics


def get_view(request: Request, store: Annotated[Store, Depends(get_held_store)]) -> ViewState:
    """Return what the address of a page asks it to show.

    Raises what `scope_of` raises, and UnsupportedScope for what possibly holds: pages show that and say so.
    """
    pairs = query_pairs(request)
    parts: dict[str, Any] = {name: single(pairs, name) for name in DAYS}
    parts |= {name: several(pairs, name) for name in ("layer", "modality", "source")}
    parts["holds"] = single(pairs, "holds") or "certain"
    scope = scope_of(store, ALL, cast(ScopeArgs, parts))
    scope.require([name for name in PARTS if name != "holds"], "A page, which marks what possibly holds,")
    return ViewState.of(scope, pairs)


StoreDep = Annotated[Store, Depends(get_store)]
HeldStoreDep = Annotated[Store, Depends(get_held_store)]
SettingsDep = Annotated[Settings, Depends(get_settings)]
MetricsDep = Annotated[Metrics, Depends(get_metrics)]
ViewDep = Annotated[ViewState, Depends(get_view)]

"""What routes ask for: the store, the settings, the counters and the view."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from conflict_graph.errors import StoreError
from conflict_graph.settings import Settings
from conflict_graph.store.base import Store
from conflict_graph_api.observe import Metrics
from conflict_graph_api.services import Services
from conflict_graph_api.view_state import ViewState, view_state


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


StoreDep = Annotated[Store, Depends(get_store)]
HeldStoreDep = Annotated[Store, Depends(get_held_store)]
SettingsDep = Annotated[Settings, Depends(get_settings)]
MetricsDep = Annotated[Metrics, Depends(get_metrics)]
ViewDep = Annotated[ViewState, Depends(view_state)]

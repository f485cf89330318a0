"""What operators ask: alive, ready, measured."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, Field

from conflict_graph_api.http import openapi
from conflict_graph_api.http.dependencies import MetricsDep, StoreDep, services_of
from conflict_graph_api.http.responses import NO_STORE

router = APIRouter(tags=["Operation"])


class Alive(BaseModel):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Ready(BaseModel):
    """The store is open and answers."""

    status: Literal["ready"] = "ready"
    snapshot: str = Field(description="The snapshot that is served.")


@router.get("/healthz", summary="Is the process alive?")
def healthz(response: Response) -> Alive:
    """Answer as long as the process does."""
    response.headers["Cache-Control"] = NO_STORE
    return Alive()


@router.get("/readyz", summary="Is a snapshot served?", responses={503: openapi.problem("The store is not open.")})
def readyz(response: Response, store: StoreDep) -> Ready:
    """Answer once the store is open and answers a query."""
    response.headers["Cache-Control"] = NO_STORE
    view = store.view()
    view.ask("ASK {}")
    return Ready(snapshot=view.snapshot)


@router.get(
    "/metrics",
    summary="Metrics in the Prometheus text format",
    response_class=Response,
    responses={200: {"content": openapi.content("text/plain")}},
)
def metrics(request: Request, counters: MetricsDep) -> Response:
    """Return requests, times, queries by outcome, the queue, workers, and the snapshot that is served with its age."""
    text = counters.text(services_of(request).store)
    return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": NO_STORE})

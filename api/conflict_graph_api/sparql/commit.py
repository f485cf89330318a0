"""The one door through which HTTP writes reach the store."""

from __future__ import annotations

from collections.abc import Callable

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from conflict_graph.store.base import Change, Store
from conflict_graph.write.commit import commit as commit_to
from conflict_graph.write.gate import gate
from conflict_graph_api.http.dependencies import services_of
from conflict_graph_api.http.responses import NO_STORE, SNAPSHOT_HEADER


async def commit(request: Request, store: Store, prepare: Callable[[], tuple[int, Change]]) -> Response:
    """Commit a change and answer with its status once the new snapshot is published.

    prepare looks at the store and returns the status to answer and the change to make. Writes of one service
    stand in line, so what prepare saw still holds when the change is applied. A change that leaves claims which
    break the shapes is refused with InvalidData, unless the gate is off; shortcuts follow from the claims in any case.
    Raises what `commit` of the library raises.
    """
    services = services_of(request)
    rules = gate if services.settings.write_gate else None

    def write() -> tuple[int, str]:
        status, change = prepare()
        return status, commit_to(store, change, rules=rules).snapshot

    status, snapshot = await anyio.to_thread.run_sync(write, limiter=services.write_limiter)
    return Response(status_code=status, headers={SNAPSHOT_HEADER: snapshot, "Cache-Control": NO_STORE})

"""Where this service shows things of the graph: the thing at an address, and the way on when it has moved."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse

from conflict_graph.ask.search import near_names
from conflict_graph.ask.things import thing
from conflict_graph.errors import InvalidParameter, NotFound
from conflict_graph.model import Thing
from conflict_graph.namespaces import BASE, ID, KIND_PREFIXES, ONTOLOGY, VOCAB
from conflict_graph.store.base import Store
from conflict_graph.suggest import nearest

_SERVED_HERE: Final = (ID, VOCAB, ONTOLOGY)


def served_path(iri: str) -> str | None:
    """Return the path under which this service shows a thing of the graph, or None for things of others.

    >>> served_path("https://w3id.org/conflict-graph/id/person/emmanuel-macron")
    '/id/person/emmanuel-macron'
    """
    return "/" + iri[len(BASE) :] if iri.startswith(_SERVED_HERE) else None


def thing_at(store: Store, kind: str, slug: str) -> Thing:
    """Return the thing at an address ``{kind}/{slug}``; raises NotFound with near kinds or near names."""
    if kind not in KIND_PREFIXES:
        near = nearest(kind, KIND_PREFIXES, 2)
        raise NotFound("kind of thing", kind, near, hint=f"The kinds are {', '.join(KIND_PREFIXES)}.")
    try:
        return thing(store, f"{ID}{kind}/{slug}")
    except (NotFound, InvalidParameter):
        raise NotFound(kind, slug, near_names(store, slug.replace("-", " "))) from None


def permanent_redirect(request: Request, path: str) -> RedirectResponse:
    """Return the redirect to another path of this service, below its root and with the query kept."""
    root, query = request.scope.get("root_path", ""), request.url.query
    return RedirectResponse(f"{root}{path}{'?' + query if query else ''}", status_code=308)

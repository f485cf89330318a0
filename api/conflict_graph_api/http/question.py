"""One JSON question while it is answered: the graph held at a snapshot, names looked up, the answer written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel
from starlette.responses import Response

from conflict_graph import __version__
from conflict_graph.ask.things import resolve
from conflict_graph.graph import Graph
from conflict_graph.model import Thing
from conflict_graph_api.http.addresses import permanent_redirect, served_path, thing_at
from conflict_graph_api.http.dependencies import HeldStoreDep, SettingsDep
from conflict_graph_api.http.paging import Page, page_of
from conflict_graph_api.http.responses import data_headers, etag, is_current, not_modified
from conflict_graph_api.http.selection import Paging

_T = TypeVar("_T")


class Question:
    """A question to the graph at its present snapshot.

    Everything that is looked up through it, and the id in its answer, belong to that one state.
    """

    def __init__(self, request: Request, store: HeldStoreDep, settings: SettingsDep) -> None:
        self.request = request
        self.store = store
        self.settings = settings
        self.graph = Graph(self.store, settings)
        self.snapshot = self.store.snapshot

    def iri(self, name: str | None, kinds: Sequence[str] = ()) -> str | None:
        """Return the IRI of a thing that is given by name, alias, prefixed name or IRI; None when none is given.

        Raises NotFound with near names, and AmbiguousName with the candidates.
        """
        return resolve(self.store, name, kinds).iri if name else None

    def iris(self, names: Sequence[str], kinds: Sequence[str] = ()) -> list[str]:
        """Return the IRIs of several things, as `iri` does."""
        return [resolve(self.store, name, kinds).iri for name in names if name]

    def addressed(self, kind: str, slug: str) -> Thing:
        """Return the thing at an address ``{kind}/{slug}``; raises NotFound with near names."""
        return thing_at(self.store, kind, slug)

    def page(self, items: Sequence[_T], key: Callable[[_T], str], paging: Paging) -> Page[_T]:
        """Return the wanted page of a list; raises InvalidParameter for a cursor that does not fit."""
        return page_of(self.request, items, key, paging.limit or self.settings.page_size, paging.cursor)

    def headers(self, media_type: str, *links: str) -> dict[str, str]:
        """Return the headers of an answer in a media type, with these links."""
        url = self.request.url
        tag = etag(self.snapshot, url.path, url.query, str(self.request.base_url), media_type, __version__)
        headers = data_headers(self.snapshot, tag) | {"Content-Type": media_type}
        return headers | {"Link": ", ".join(links)} if links else headers

    def current(self, headers: dict[str, str]) -> Response | None:
        """Return 304 when the client holds the very answer that these headers are for, else None."""
        return not_modified(headers) if is_current(self.request, headers["ETag"]) else None

    def answer(self, build: Callable[[], BaseModel], *links: str) -> Response:
        """Return the record that build makes as JSON, or 304 when the client holds it already."""
        headers = self.headers("application/json", *links)
        return self.current(headers) or self._json(build(), headers)

    def _json(self, record: BaseModel, headers: dict[str, str]) -> Response:
        following = getattr(record, "next", None)
        if following:
            headers["Link"] = ", ".join([*filter(None, [headers.get("Link")]), f'<{following}>; rel="next"'])
        return Response(record.model_dump_json(), headers=headers)

    def moved(self, thing: Thing, *rest: str) -> Response | None:
        """Return the redirect to what took the place of a merged thing, the query kept; None for any other thing."""
        path = served_path(thing.replaced_by or "")
        if not path:
            return None
        return permanent_redirect(self.request, "/".join([f"/api/entities{path.removeprefix('/id')}", *rest]))


QuestionDep = Annotated[Question, Depends()]

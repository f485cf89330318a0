"""Pages from templates: escaped by default, with the links, labels and state that every page needs."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from conflict_graph import __version__
from conflict_graph.namespaces import shorten
from conflict_graph.words.days import day
from conflict_graph_api.http.addresses import served_path
from conflict_graph_api.http.dependencies import services_of
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages import islands
from conflict_graph_api.pages.words import HELPERS, LAYERS

HERE: Final = Path(__file__).resolve().parents[1]
STATIC: Final = HERE / "static"
NAVIGATION: Final = (
    ("Search", "/search"),
    ("Meetings", "/meetings"),
    ("Actors", "/actors"),
    ("Issues", "/issues"),
    ("Graph", "/graph"),
    ("Timeline", "/timeline"),
    ("Map", "/map"),
    ("SPARQL", "/sparql"),
    ("Vocabulary", "/ontology"),
    ("About", "/about"),
)
_ADDRESS: Final = re.compile(rf"(?<!\S)({'|'.join((*(path for _, path in NAVIGATION), '/api/docs'))})(?=[\s.,]|$)")


@cache
def style_sheets() -> dict[str, Path]:
    """Return the file of each style sheet by its name: those that pages share, and the one of each feature.

    >>> style_sheets()["map"].parent.name
    'map'
    """
    shared = {path.stem: path for path in (HERE / "pages" / "styles").glob("*.css")}
    return shared | {path.parent.name: path for path in HERE.glob("*/style.css")}


def template_files() -> list[Path]:
    """Return the files of all templates, those that pages share and those of the features."""
    return sorted(HERE.glob("*/templates/**/*.html"))


def _sheet(path: str) -> Path | None:
    """Return the file of a style sheet by its path below /static, or None for what is no style sheet."""
    folder, _, name = path.partition("/")
    return style_sheets().get(name.removesuffix(".css")) if folder == "css" else None


@cache
def _fingerprint(path: str) -> str:
    return hashlib.sha256((_sheet(path) or STATIC / path).read_bytes()).hexdigest()[:12]


def web_address(iri: str) -> str | None:
    """Return an IRI that may become a link: http and https only, so that ``javascript:`` stays text.

    >>> web_address("javascript:alert(1)") is None
    True
    """
    try:
        parts = urlsplit(iri)
    except ValueError:
        return None
    return iri if parts.scheme in ("http", "https") and parts.netloc else None


def with_links(text: str, href: Callable[[str], str]) -> Markup:
    """Return a text in which the addresses of the main pages are links; everything else stays text.

    >>> with_links("Start at /graph <b>.", lambda path: path)
    Markup('Start at <a href="/graph">/graph</a> &lt;b&gt;.')
    """
    parts = _ADDRESS.split(text)
    link = Markup('<a href="{}">{}</a>')
    return Markup("").join(link.format(href(part), part) if at % 2 else part for at, part in enumerate(parts))


def _loader() -> BaseLoader:
    """Return what finds templates: those that pages share by their name, those of a feature with its name before."""
    own = {path.parent.name: FileSystemLoader(path) for path in HERE.glob("*/templates")}
    return ChoiceLoader([own.pop("pages"), PrefixLoader(own)])


class Pages:
    """The templates of the service."""

    def __init__(self) -> None:
        self.environment = Environment(
            loader=_loader(),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters |= {
            "shorten": shorten,
            "web_address": web_address,
            "served_path": served_path,
            "day": day,
            "with_links": with_links,
        }
        words = {"layers_of_truth": LAYERS, **HELPERS}
        self.environment.globals |= {"navigation": NAVIGATION, "version": __version__, **words}

    def render(self, request: Request, template: str, **context: Any) -> str:
        """Return a template filled for a request.

        Templates see what is given here and: request, path, snapshot (or None), href(path), static(path), island(name)
        (the tags that load an island), view (the ViewState: dates and layers), and the filters shorten, served_path,
        web_address and day.
        """
        root = request.scope.get("root_path", "")
        store = services_of(request).store
        known = {
            "request": request,
            "path": request.url.path.removeprefix(root),
            "snapshot": store.snapshot if store is not None else None,
            "href": lambda path: f"{root}{path}",
            "static": lambda path: f"{root}/static/{path}?v={_fingerprint(path)}",
            "island": lambda name: islands.tags(name, f"{root}/static"),
            "view": ViewState(),
        }
        return self.environment.get_template(template).render({**known, **context})


class BoundPages:
    """The pages together with the request they are for."""

    def __init__(self, pages: Pages, request: Request) -> None:
        self._pages = pages
        self._request = request

    def response(
        self, template: str, *, status: int = 200, headers: dict[str, str] | None = None, **context: Any
    ) -> Response:
        """Return a page as a response; it varies with Accept and must be asked for again after a change."""
        html = self._pages.render(self._request, template, **context)
        base = {"Content-Language": "en", "Vary": "Accept", "Cache-Control": "no-cache"}
        return HTMLResponse(html, status, headers={**base, **(headers or {})})


def pages_of(request: Request) -> BoundPages:
    """Return the pages for a request."""
    return BoundPages(_pages(), request)


@cache
def _pages() -> Pages:
    return Pages()


class CachedStatic(StaticFiles):
    """Static files; an address that names its content by its hash may be kept for good."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Return the file for a path; style sheets lie with the pages and features they are of."""
        sheet = _sheet(path.replace(os.sep, "/"))
        return super().lookup_path(path) if sheet is None else (str(sheet), sheet.stat())

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, or raise the framework's 404."""
        response = await super().get_response(path, scope)
        forever = scope["query_string"].startswith(b"v=") or path.replace("\\", "/").startswith(islands.HASHED)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if forever else "public, no-cache"
        return response

"""Names, quotes and notes made to do harm: in the browser they are text on every page, and nothing in them runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from serving import running

from conflict_graph.rdf.documents import read_rdf
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

EVERY_KIND = Path(__file__).parents[1] / "valid" / "every-kind.ttl"
EVIL = (
    "</script></title></textarea><script>window.harmed=1;alert(1)</script><img src=x onerror='harmed=2'>"
    "<svg onload=harmed=3>\"'><iframe src=javascript:parent.harmed=4></iframe>{{7*7}}\u202egnp.exe\u2066 "
)
NAMES = ("prefLabel", "altLabel", "title", "wording", "note", "exact", "value", "text", "publisher", "definition")
HARM = """INSERT DATA {
  per:harm a cg:Person ; skos:prefLabel "<b onclick=harmed=5>click</b>"@en ; foaf:homepage <javascript:harmed=6> ;
    schema:sameAs <javascript:alert(7)> , <data:text/html,evil> , <https://evil.example/?a=%22%3E%3Cscript%3E> .
}"""


def poisoned() -> list[ox.Quad]:
    """A graph of every kind of claim in which every name, quote and note is made to do harm."""
    quads = []
    for quad in read_rdf(EVERY_KIND).quads:
        if isinstance(quad.object, ox.Literal) and re.split(r"[#/]", quad.predicate.value)[-1] in NAMES:
            evil = ox.Literal(EVIL + quad.object.value, language=quad.object.language or None)
            quad = ox.Quad(quad.subject, quad.predicate, evil)
        quads.append(quad)
    return quads


def things() -> list[str]:
    """The path of every thing of that graph."""
    subjects = {quad.subject.value for quad in read_rdf(EVERY_KIND).quads if isinstance(quad.subject, ox.NamedNode)}
    return sorted(one.partition("conflict-graph")[2] for one in subjects if "/id/" in one)


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    """The address of a service of hostile data."""
    store = MemoryStore()
    store.change(Change(add=poisoned(), updates=[HARM]))
    with running(create_app(store)) as address:
        yield address


def test_nothing_runs_on_any_page_and_every_name_reads_as_it_is_written(open_page, hostile):
    paths = things()
    actors = [path.removeprefix("/id/") for path in paths if path.startswith(("/id/person/", "/id/state/"))]
    pages = [
        "/",
        "/actors",
        "/meetings",
        "/issues",
        "/sources",
        "/about",
        "/timeline",
        "/map",
        "/search?q=%3Cscript%3E",
        "/sparql?query=SELECT+%2A+%7B+%3Fs+skos%3AprefLabel+%3Fo+%7D",
        f"/compare?actor={actors[0]}&actor={actors[-1]}",
        f"/path?from={actors[0]}&to={actors[-1]}",
        "/graph",
        *(f"/graph?node={actor}" for actor in actors[:2]),
        "/id/person/harm",
        *paths,
    ]
    page = open_page("/", origin=hostile)
    wrong = []
    for path in pages:
        answer = page.goto(path)
        if path.startswith(("/graph", "/sparql", "/map", "/timeline")):
            page.wait_for_load_state("networkidle")
        elements = page.evaluate("""() => [
          window.harmed, document.querySelectorAll("iframe, img, [onclick], [onload], [onerror]").length,
          [...document.querySelectorAll("a")].map(a => new URL(a.getAttribute("href") || "", location).protocol)
            .filter(protocol => !/^https?:$/.test(protocol)).length,
          (document.querySelector("h1") || {}).textContent]""")
        if answer.status != 200 or elements[:3] != [None, 0, 0] or "49" in elements[3]:
            wrong.append((path, answer.status, elements))
    assert wrong == []


def test_hostile_names_can_be_completed_chosen_and_drawn(open_page, hostile):
    page = open_page("/", origin=hostile)
    box = page.get_by_role("combobox", name="Search by name")
    box.fill("script")
    page.get_by_role("option").first.wait_for()
    assert page.get_by_role("option").locator("script, img, svg, b").count() == 0
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.harmed") is None

"""The same question through each surface, its answer brought to one plain form."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import httpx
import networkx as nx

from conflict_graph.model import Claim
from conflict_graph.namespaces import ID
from conflict_graph.queries.catalogue import named

VOID = ("meta", "link", "br", "img", "input", "hr", "path", "rect", "line", "circle")


def sparql(client: httpx.Client, name: str, **parameters: object) -> list[dict[str, str]]:
    """The rows of a named query's text, posted to the endpoint."""
    query = {"query": named(name).bind(**parameters)}
    answer = client.post("/sparql", data=query, headers={"Accept": "application/sparql-results+json"})
    assert answer.status_code == 200, answer.text
    return [{key: cell["value"] for key, cell in row.items()} for row in answer.json()["results"]["bindings"]]


def listed(client: httpx.Client, path: str, **parameters: Any) -> list[dict[str, Any]]:
    """Every item of a JSON list, page after page."""
    items: list[dict[str, Any]] = []
    answer = client.get(path, params={"limit": 200, **parameters}).json()
    while True:
        items += answer["items"]
        if answer["next"] is None:
            assert answer["total"] == len(items)
            assert answer["answer"] == ("said" if items else "not-said")
            return items
        answer = client.get(answer["next"]).json()


class Page(HTMLParser):
    """The claims and meetings a page links to; a claim is dimmed when all its places on the page are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.dimmed: dict[str, bool] = {}
        self.meetings: set[str] = set()
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        dim = (self._open[-1][1] if self._open else False) or "later" in (given.get("class") or "").split()
        link = re.match(r"/id/(claim|meeting)/([^?#]+)", given.get("href") or "")
        if link and link[1] == "claim":
            iri = f"{ID}claim/{link[2]}"
            self.dimmed[iri] = self.dimmed.get(iri, True) and dim
        elif link:
            self.meetings.add(f"{ID}meeting/{link[2]}")
        if tag not in VOID:
            self._open.append((tag, dim))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass


def page(client: httpx.Client, path: str, **parameters: Any) -> Page:
    """A page as a browser gets it."""
    answer = client.get(path, params=parameters, headers={"Accept": "text/html"})
    assert answer.status_code == 200, path
    return Page(answer.text)


Edges = Counter[tuple[tuple[str, ...], str, bool, tuple[str, ...]]]


def edges_of(graph: nx.Graph) -> Edges:
    """The edges of a network: ends, relationship, whether planned alone, and claims."""
    return Counter(
        _edge((u, v), edge["relationship"], edge["planned"], edge["claims"]) for u, v, edge in graph.edges(data=True)
    )


def edges_of_json(answer: dict[str, Any]) -> Edges:
    """The same of a JSON network."""
    return Counter(
        _edge((edge["source"], edge["target"]), edge["relationship"], edge["planned"], edge["claims"])
        for edge in answer["edges"]
    )


def edges_of_file(graph: nx.Graph) -> Edges:
    """The same of a network read back from a file, where lists stand as JSON texts."""
    return Counter(
        _edge((u, v), edge["relationship"], edge["planned"], json.loads(edge["claims"]))
        for u, v, edge in graph.edges(data=True)
    )


def _edge(
    ends: tuple[str, str], relationship: str, planned: object, claims: list[str]
) -> tuple[tuple[str, ...], str, bool, tuple[str, ...]]:
    return tuple(sorted(ends)), relationship, str(planned).lower() == "true", tuple(sorted(claims))


Drawn = Counter[tuple[tuple[str, ...], bool, tuple[str, ...]]]


def drawn_on(html: str) -> Drawn:
    """What a picture draws: the names at the ends of each line, whether it is dashed, and its sentences."""
    found = re.search(r'<script type="application/json" id="network-data">(.*?)</script>', html, re.DOTALL)
    assert found
    data = json.loads(found[1])
    names = {node["id"]: node["name"] for node in data["nodes"]}
    return Counter(
        (
            tuple(sorted((names[line["from"]], names[line["to"]]))),
            "planned" in line["words"].split("; "),
            tuple(sorted(data["claims"][number]["sentence"] for number in line["claims"])),
        )
        for line in data["edges"]
    )


def to_draw(graph: nx.Graph, sentences: dict[str, str]) -> Drawn:
    """What a picture of a network must draw."""
    return Counter(
        (
            tuple(sorted((graph.nodes[u]["label"], graph.nodes[v]["label"]))),
            bool(edge["planned"]),
            tuple(sorted(sentences[iri] for iri in edge["claims"])),
        )
        for u, v, edge in graph.edges(data=True)
    )


def iris(claims: list[Claim]) -> list[tuple[str, str]]:
    """Claims with how surely they hold, in their order."""
    return [(claim.iri, claim.holds) for claim in claims]

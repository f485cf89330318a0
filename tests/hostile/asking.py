"""Queries that are heavy and light for the store of the hostile tests, and ways to ask them and wait."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx
from prometheus_client.parser import text_string_to_metric_families

SECONDS = 1.0
"""The time limit of the service that most tests ask."""

HEAVY = {
    "cartesian count": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "order by over a join": "SELECT * { ?m <http://x/of> ?r . ?n <http://x/of> ?r . ?o <http://x/of> ?r } ORDER BY ?o",
    "group by": "SELECT ?r (COUNT(?n) AS ?c) "
    "{ ?m <http://x/of> ?r . ?n <http://x/of> ?r . ?o <http://x/of> ?r } GROUP BY ?r",
    "property path": "SELECT (COUNT(*) AS ?n) { ?a (<http://x/with>/^<http://x/with>)+ ?b }",
    "regular expression": "SELECT (COUNT(*) AS ?n) { ?m <http://x/label> ?a . ?n <http://x/label> ?b "
    "FILTER(REGEX(CONCAT(?a, ?b), '(e+|m+)+z')) }",
    "streamed product": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
}
LIGHT = "SELECT ?day {{ <http://x/m{}> <http://x/day> ?day }}"


def ask(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return client.post("/sparql", data={"query": query}, headers=headers, timeout=30)


def metric(client: httpx.Client, name: str) -> dict[str, float]:
    """The samples of a metric by the value of their label."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        "".join(sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
        if sample.name == name
    }


def running_workers(client: httpx.Client) -> float:
    """How many workers are at a query."""
    return metric(client, "conflict_graph_workers")["running"]


def until(condition: Callable[[], bool], seconds: float) -> float:
    """How long it took until a condition held; it must within so many seconds."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds
        time.sleep(0.01)
    return time.monotonic() - started

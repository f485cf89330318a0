"""What every store does with a change."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from conflict_graph.errors import (
    ConflictGraphError,
    InvalidParameter,
    OutwardRequestRefused,
    QuerySyntaxError,
    StoreChanged,
)
from conflict_graph.store.base import Change, Store

X = "PREFIX x: <http://example.com/> "


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://example.com/{name}")


def quad(name: str, graph: str | None = None) -> ox.Quad:
    return ox.Quad(node(name), node("p"), ox.Literal(name), node(graph) if graph else None)


def names(store: Store) -> list[str]:
    return sorted(found.object.value for found in store.quads() if isinstance(found.object, ox.Literal))


def test_a_change_removes_then_adds_then_updates(store: Store) -> None:
    store.change(Change(add=[quad("old"), quad("kept")]))
    before = store.snapshot
    after = store.change(
        Change(
            remove=[quad("old"), quad("new")],
            add=[quad("new"), quad("gone")],
            updates=[X + "DELETE WHERE { x:gone ?p ?o }", X + "INSERT { x:late x:p 'late' } WHERE { x:new ?p ?o }"],
        )
    )
    assert names(store) == ["kept", "late", "new"]
    assert after == store.snapshot != before


def test_graphs_are_cleared_before_anything_is_added(example: Store) -> None:
    example.change(Change(clear=["default", "http://example.com/one"], add=[quad("fresh")]))
    assert example.graphs() == ["http://example.com/two"]
    assert [found.object.value for found in example.quads("default")] == ["fresh"]
    example.change(Change(clear=["http://example.com/never-there"]))
    assert example.count() == 3


@pytest.mark.parametrize(
    "failing",
    [
        Change(add=[quad("new")], remove=[quad("old")], updates=["INSERT DATA { broken }"]),
        Change(add=[quad("new")], updates=[X + "DELETE WHERE { ?s ?p ?o }", X + "CREATE GRAPH x:one"]),
        Change(clear=["default"], updates=["LOAD <http://127.0.0.1:1/>"]),
        Change(updates=[X + "DELETE WHERE { ?s ?p ?o } ; CREATE GRAPH x:one"]),
    ],
)
def test_a_change_that_fails_anywhere_changes_nothing(store: Store, failing: Change) -> None:
    store.change(Change(add=[quad("old"), quad("in-one", "one")]))
    snapshot, before = store.snapshot, names(store)
    with pytest.raises(ConflictGraphError):
        store.change(failing)
    assert names(store) == before
    assert store.snapshot.rpartition("-")[0] == snapshot.rpartition("-")[0]


def test_a_syntax_error_in_an_update_says_line_and_column(store: Store) -> None:
    with pytest.raises(QuerySyntaxError, match="'WHER' cannot stand here") as caught:
        store.change(Change(updates=["DELETE { ?s ?p ?o }\nWHER { ?s ?p ?o }"]))
    assert (caught.value.extra["line"], caught.value.extra["column"]) == (2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:1/>",
        "load silent <http://127.0.0.1:1/> into graph <http://x/>",
        "LOADSILENT<http://127.0.0.1:1/>",
        "PREFIX e: <http://127.0.0.1:1/> LOADe:x",
        "INSERT DATA { <http://a> <http://b> 1 } ; PREFIX e: <http://127.0.0.1:1/> LOADe:x",
        "INSERT { ?s ?p 1 } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ],
)
def test_no_update_reaches_another_host(store: Store, text: str) -> None:
    with pytest.raises(OutwardRequestRefused, match="queries stay on this machine"):
        store.change(Change(updates=[text]))
    assert store.count() == 0


def test_a_store_tells_its_graphs_and_counts_every_quad(example: Store) -> None:
    assert example.graphs() == ["http://example.com/one", "http://example.com/two"]
    assert example.count() == len(list(example.quads())) == 10
    assert len(list(example.quads("http://example.com/two"))) == 2
    assert {str(found.graph_name) for found in example.quads("default")} == {"DEFAULT"}


def test_a_graph_name_that_is_no_iri_changes_nothing(store: Store) -> None:
    with pytest.raises(InvalidParameter, match="absolute IRI"):
        store.change(Change(clear=["one"], add=[quad("x")]))
    assert store.count() == 0


def test_the_snapshot_id_stays_until_something_changes_and_is_never_used_again(
    open_empty: Callable[..., Store],
) -> None:
    first, second = open_empty(), open_empty(worker_count=1)
    seen = [first.change(Change(add=[quad(name)])) for name in ("a", "b", "c")]
    assert len(set(seen)) == 3
    assert first.query("ASK {}").snapshot == first.snapshot
    if not first.location.startswith("http"):
        assert first.snapshot == seen[-1]
        assert second.change(Change(add=[quad("a")])) not in seen


def test_a_change_made_for_another_state_is_refused(open_empty: Callable[..., Store]) -> None:
    store = open_empty()
    based_on = store.snapshot
    store.change(Change(add=[quad("first")], based_on=based_on))
    if store.location.startswith("http"):
        return  # an endpoint elsewhere cannot promise this
    with pytest.raises(StoreChanged, match="made for"):
        store.change(Change(add=[quad("second")], based_on=based_on))
    assert names(store) == ["first"]


def test_a_view_holds_one_state_while_the_store_goes_on(store: Store) -> None:
    store.change(Change(add=[quad("a")]))
    view = store.view()
    if view is store:
        return  # memory and endpoints cannot hold a state
    store.change(Change(add=[quad("b")]))
    assert (view.count(), store.count()) == (1, 2)
    assert view.query("SELECT ?s { ?s ?p ?o }", accept=["csv"]).body.count(b"\n") == 2

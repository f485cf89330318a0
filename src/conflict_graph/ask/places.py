"""What links things of the graph to a map: the codes of states, the coordinates of places, the states of offices."""

from __future__ import annotations

from conflict_graph.ask.labels import refs, text
from conflict_graph.model import Ref
from conflict_graph.queries.catalogue import run
from conflict_graph.store.base import Store


def states(store: Store) -> dict[str, tuple[Ref, str]]:
    """Return every state by its IRI, with its code of three letters; an empty text for one that has none."""
    states_by_iri: dict[str, tuple[Ref, str]] = {}
    for row in run(store, "state-codes"):
        iri = text(row["state"])
        label = text(row["stateLabel"]) if "stateLabel" in row else Ref(iri).name
        states_by_iri.setdefault(iri, (Ref(iri, label, "State"), text(row["code"]).upper() if "code" in row else ""))
    return states_by_iri


def coordinates(store: Store) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of every place that has them; values that no globe has are left out."""
    points: dict[str, tuple[float, float]] = {}
    for row in run(store, "place-coordinates"):
        at = _degrees(text(row["longitude"]), text(row["latitude"]))
        if at:
            points.setdefault(text(row["place"]), at)
    return points


def _degrees(longitude: str, latitude: str) -> tuple[float, float] | None:
    try:
        east, north = float(longitude), float(latitude)
    except ValueError:
        return None
    return (east, north) if abs(east) <= 180 and abs(north) <= 90 else None


def offices_of_states(store: Store) -> dict[str, Ref]:
    """Return for the IRI of each office the state it belongs to."""
    owners = {text(row["post"]): text(row["owner"]) for row in run(store, "offices")}
    names = refs(store, owners.values())
    return {post: names[owner] for post, owner in owners.items() if names[owner].kind == "State"}

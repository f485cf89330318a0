"""Numbers of the things in a network, computed once for each network and only when they are asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    import networkx as nx

_T = TypeVar("_T")


class Numbers:
    """What is known of one network by heart: measures and communities. It keeps no network alive."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._values: dict[str, object] = {}

    def once(self, name: str, make: Callable[[], _T]) -> _T:
        """Return what was made under a name, or make it now; who asks meanwhile waits for it."""
        with self._lock:
            if name not in self._values:
                self._values[name] = make()
            return self._values[name]  # type: ignore[return-value]


_known: WeakKeyDictionary[nx.Graph, Numbers] = WeakKeyDictionary()
_lock = threading.Lock()


def numbers(net: nx.Graph) -> Numbers:
    """Return the numbers of a network that is not changed any more."""
    with _lock:
        if net not in _known:
            _known[net] = Numbers()
        return _known[net]


def measured(net: nx.Graph, name: str) -> dict[str, float]:
    """Return PageRank or betweenness of every thing in a network, as `relate.measures` defines them."""
    from conflict_graph.relate.measures import values_of

    return numbers(net).once(name, lambda: values_of(net, name)[0])


def communities(net: nx.Graph) -> dict[str, int]:
    """Return the number of the community of every thing, from 1, largest first, as `relate.communities` finds them."""

    def find() -> dict[str, int]:
        from conflict_graph.relate.communities import communities as communities_of

        return {member.iri: group.number for group in communities_of(net).communities for member in group.members}

    return numbers(net).once("communities", find)


def degree(net: nx.Graph, node: str) -> int:
    """Return how many things a thing is joined to."""
    import networkx as nx

    return len(set(nx.all_neighbors(net, node))) if node in net else 0


def meetings_of(net: nx.Graph, node: str) -> int:
    """Return how many meetings a thing attended or is expected at."""
    return int(net.nodes[node].get("meetings", 0)) if node in net else 0


def span(net: nx.Graph, node: str) -> tuple[str, str]:
    """Return first and last known day of a thing's ties, or empty texts."""
    if node not in net:
        return "", ""
    days = [day for _, _, edge in net.edges(node, data=True) for day in (edge["first"], edge["last"]) if day]
    return min(days, default=""), max(days, default="")

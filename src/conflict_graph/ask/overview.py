"""What a store holds, in numbers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from conflict_graph.ask.labels import text
from conflict_graph.display import Display
from conflict_graph.model import Concept, Ref
from conflict_graph.queries.catalogue import run
from conflict_graph.queries.snapshot_cache import SnapshotCache
from conflict_graph.store.base import Row, Store


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ClaimCount(Display):
    """Claims of one kind in one layer, the sources they rest on, and how many quote a source whose text is kept."""

    layer: str
    kind: str
    claims: int
    sources: int
    quoted: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Overview(Display):
    """Where a store is, the snapshot it is read from, its statements, its named graphs and its claims.

    quoted counts the claims that quote their source word for word where its text is kept, so that the quote is checked.
    """

    location: str
    writable: bool
    snapshot: str
    statements: int
    graphs: tuple[str, ...]
    claims: int
    quoted: int
    by_kind: tuple[ClaimCount, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the overview as plain data, ready for JSON."""
        return asdict(self)

    def to_text(self) -> str:
        """Return the overview as aligned lines for a terminal."""
        facts = {
            "store": f"{self.location}{'' if self.writable else ' (read-only)'}",
            "snapshot": self.snapshot,
            "statements": f"{self.statements:,}",
            "named graphs": str(len(self.graphs)),
            "claims": f"{self.claims:,}",
            "quoted": f"{self.quoted:,}, checked against the text of their source; the others name their source",
        }
        lines = [f"{name:<14}{value}" for name, value in facts.items()]
        width = max((len(count.kind) for count in self.by_kind), default=0)
        for layer in dict.fromkeys(count.layer for count in self.by_kind):
            lines += ["", f"{layer} layer"]
            for count in (count for count in self.by_kind if count.layer == layer):
                sources = f"{count.sources} {'source' if count.sources == 1 else 'sources'}"
                lines.append(f"  {count.kind:<{width}}  {count.claims:>7,}  from {sources}")
        return "\n".join(lines)


_counts: Final = SnapshotCache[tuple[ClaimCount, ...]](most=3)


def overview(store: Store) -> Overview:
    """Return what a store holds.

    Raises EndpointError when the store is a remote endpoint that does not answer.
    """
    counts = _counts.get(store, "overview", lambda: tuple(_count(row) for row in run(store, "overview")))
    return Overview(
        location=store.location,
        writable=store.writable,
        snapshot=store.snapshot,
        statements=store.count(),
        graphs=tuple(store.graphs()),
        claims=sum(count.claims for count in counts),
        quoted=sum(count.quoted for count in counts),
        by_kind=counts,
    )


def _count(row: Row) -> ClaimCount:
    return ClaimCount(
        layer=Concept(text(row["layer"])).code,
        kind=Ref(text(row["kind"])).name,
        claims=int(text(row["claims"])),
        sources=int(text(row["sources"])),
        quoted=int(text(row["quoted"])),
    )

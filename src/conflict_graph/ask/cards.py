"""Names and kinds of many things at once, merged ones followed to what took their place."""

from __future__ import annotations

from collections.abc import Iterable

from conflict_graph.ask.labels import BATCH, refs, text
from conflict_graph.batching import batched
from conflict_graph.model import Ref
from conflict_graph.namespaces import DCTERMS
from conflict_graph.queries.catalogue import run_bare
from conflict_graph.store.base import Store

_MERGES = 5


def cards(store: Store, iris: Iterable[str]) -> dict[str, Ref]:
    """Return the thing behind each IRI; one the graph says nothing of is not among them.

    A merged thing leads to what took its place.
    """
    distinct = list(dict.fromkeys(iris))
    leads = {iri: iri for iri in distinct}
    known: set[str] = set()
    for _ in range(_MERGES):
        ahead = sorted({target for target in leads.values() if target not in known})
        replaced = {}
        for batch in batched(ahead, BATCH):
            for row in run_bare(store, "statements", thing=batch):
                known.add(text(row["thing"]))
                if text(row["property"]) == DCTERMS + "isReplacedBy":
                    replaced[text(row["thing"])] = text(row["value"])
        if not replaced:
            break
        leads = {iri: replaced.get(target, target) for iri, target in leads.items()}
    by_target = refs(store, {target for target in leads.values() if target in known})
    return {iri: by_target[target] for iri, target in leads.items() if target in by_target}

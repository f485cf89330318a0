"""One page of each kind the service shows, over the shipped data, for all tests that go through them.

Whoever adds a kind of page adds it here; a test sees to it that no route of a page is left out.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

MACRON: Final = "/id/person/emmanuel-macron"
MEETING: Final = "/id/meeting/cow-2026-02-24"
SEED: Final = "/id/source/seed-000"
TABLE_QUERY: Final = "SELECT ?meeting ?name { ?meeting a cg:Meeting ; skos:prefLabel ?name } ORDER BY ?name LIMIT 20"
GRAPH_QUERY: Final = "CONSTRUCT { ?s skos:prefLabel ?o } { ?s a cg:Meeting ; skos:prefLabel ?o } ORDER BY ?s LIMIT 10"


def asking(query: str) -> str:
    """The address of the SPARQL page with a query."""
    return "/sparql?" + urlencode({"query": query})


THINGS: Final = (
    MACRON,
    "/id/state/usa",
    "/id/unnamed/some-european-leaders",
    "/id/coalition/willing",
    "/id/post/president-of-france",
    MEETING,
    "/id/process/peace-negotiations",
    "/id/outcome/doc-declaration-of-intent-2026",
    "/id/place/paris",
    "/id/issue/force-placement",
    "/id/issue/own-contribution",
    "/id/condition/peace-deal",
    "/id/claim/seed-cow-scheduled",
    "/id/evidence/seed-000-610-753",
    SEED,
    "/id/source/wlc",
    "/id/run/curation-1",
)
OTHERS: Final = (
    "/",
    "/actors",
    "/meetings",
    "/issues",
    "/sources",
    "/about",
    "/.well-known/void",
    "/search",
    "/search?q=Macron",
    "/search?q=xqzx",
    "/ontology",
    "/vocab/stance",
    "/vocab/stance-support",
    "/compare",
    "/compare?a=per:emmanuel-macron&b=per:donald-trump",
    "/path",
    "/path?a=per:emmanuel-macron&b=per:donald-trump",
    "/graph",
    "/graph?node=person/emmanuel-macron&node=person/donald-trump",
    "/graph?mode=meetings&node=person/emmanuel-macron",
    "/graph/evidence?claim=clm:seed-cow-scheduled",
    "/timeline",
    "/timeline?actor=per:emmanuel-macron&valid_at=2026-01-20&from=2026-01-01&until=2026-03-31",
    "/timeline?until=1200-01-01",
    "/map",
    "/map?show=membership&coalition=coal:willing&valid_at=2026-02-24",
    "/map?show=meetings&view=world",
    "/sparql",
    asking(TABLE_QUERY),
    asking(GRAPH_QUERY),
    asking("ASK {}"),
    "/api/docs",
    "/problems/not-found",
    f"{MACRON}?valid_at=2026-01-06",
    f"{MEETING}?valid_at=2026-02-24&known_at=2026-02-23&layer=article",
    "/meetings?valid_at=1900-01-01",
)
PAGES: Final = (*OTHERS, *THINGS)
FAULTY: Final = {
    "/compare?a=Makron&b=Trump": 404,
    "/id/person/emanuel-makron": 404,
    "/no/such/page": 404,
    "/meetings?valid_at=2026-13-45": 400,
    "/timeline?actor=Macrom": 404,
    "/map?view=moon": 400,
    asking("SELECT * { ?s ?p"): 400,
}
"""Pages that tell what went wrong, with their status."""

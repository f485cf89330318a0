"""Every IRI the project uses, spelled once.

The base is a constant of the data, not a deployment setting: a thing keeps its name wherever it is served.
The redirect at w3id.org is not registered yet; the service itself answers for the paths below the base.
"""

from __future__ import annotations

from typing import Final

BASE: Final = "https://w3id.org/conflict-graph/"
ONTOLOGY: Final = BASE + "ontology"
ID: Final = BASE + "id/"
VOCAB: Final = BASE + "vocab/"
QUERY: Final = BASE + "query/"

CG: Final = ONTOLOGY + "#"
SHAPES: Final = BASE + "shapes#"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
ORG: Final = "http://www.w3.org/ns/org#"
SH: Final = "http://www.w3.org/ns/shacl#"
SCHEMA: Final = "https://schema.org/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
WGS84: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/"
WIKIDATA: Final = "http://www.wikidata.org/entity/"

SHORTCUTS: Final = tuple(CG + name for name in ("memberOf", "attends", "metWith", "currentStatus", "currentPosition"))
"""Properties that are derived from claims, and stated by none."""

KIND_PREFIXES: Final[dict[str, str]] = {
    "person": "per",
    "state": "st",
    "organization": "orgn",
    "coalition": "coal",
    "unnamed": "unn",
    "post": "post",
    "meeting": "mtg",
    "process": "proc",
    "outcome": "out",
    "place": "plc",
    "issue": "iss",
    "condition": "cond",
    "claim": "clm",
    "evidence": "ev",
    "source": "src",
    "run": "run",
    "decision": "dec",
}
"""The kind in an entity's IRI (``.../id/{kind}/{slug}``) and its Turtle prefix. Options live beside their issue."""

PREFIXES: Final[dict[str, str]] = {
    "cg": CG,
    "v": VOCAB,
    **{prefix: f"{ID}{kind}/" for kind, prefix in KIND_PREFIXES.items()},
    "q": QUERY,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "oa": OA,
    "org": ORG,
    "sh": SH,
    "schema": SCHEMA,
    "foaf": FOAF,
    "geo": GEO,
    "wgs84": WGS84,
    "edtf": EDTF,
    "wd": WIKIDATA,
}
"""Prefixes known to every surface: queries, Turtle output, the command line and the pages."""

_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def shorten(iri: str) -> str:
    """Return the prefixed name of an IRI, or the IRI itself when no prefix fits.

    >>> shorten("https://w3id.org/conflict-graph/id/person/emmanuel-macron")
    'per:emmanuel-macron'
    >>> shorten("http://example.com/x")
    'http://example.com/x'
    """
    for prefix, namespace in _BY_LENGTH:
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(name: str) -> str:
    """Return the IRI of a prefixed name; a full IRI, or a name with an unknown prefix, comes back unchanged.

    >>> expand("per:emmanuel-macron")
    'https://w3id.org/conflict-graph/id/person/emmanuel-macron'
    >>> expand("http://example.com/x")
    'http://example.com/x'
    """
    prefix, colon, local = name.partition(":")
    if colon and not local.startswith("//") and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return name

"""Rows for what claims speak of: people, actors, issues and sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conflict_graph.imports.tables.export.read_things import About, Reader, Row, common, started
from conflict_graph.imports.tables.thing_rows import ACTOR_KINDS
from conflict_graph.namespaces import ID, VOCAB, WIKIDATA

_KINDS: Final = {kind: word for word, (kind, _) in ACTOR_KINDS.items()}
_MEETINGS: Final = frozenset({"Meeting", "Process"})


def rows_of(reader: Reader, thing: About, prefix: str) -> Iterator[tuple[str, Row]]:
    """Yield the tables and rows that describe a thing."""
    if thing.kind == "Person":
        yield "people", _person(reader, thing, prefix)
    elif thing.kind in _KINDS:
        yield "actors", _actor(thing)
    elif thing.kind == "Source":
        yield "sources", _source(thing)
    elif thing.kind == "Issue":
        yield from (("issues", row) for row in _issue(reader, thing))


def _actor(thing: About) -> Row:
    return {"id": thing.id, "kind": _KINDS[thing.kind], "name": thing.label, "iso_alpha3": thing.one("cg:isoAlpha3"),
            **_names(thing)}  # fmt: skip


def _names(thing: About) -> Row:
    wikidata = [one.removeprefix(WIKIDATA) for one in thing.all("schema:sameAs") if one.startswith(WIKIDATA)]
    return {"aliases": ";".join(thing.plain("skos:altLabel")), "wikidata": next(iter(wikidata), "")}


def _person(reader: Reader, thing: About, prefix: str) -> Row:
    row = {"id": thing.id, "name": thing.label, **_names(thing)}
    tenure = reader.about(f"{ID}claim/{prefix}-{thing.id}-office")
    if not tenure.kind or tenure.one("prov:invalidatedAtTime"):
        return row
    post = reader.about(tenure.one("cg:post"))
    _, precision = started(tenure)
    office = {
        "office": post.label,
        "state": post.ids("cg:postIn"),
        "office_from": tenure.one("cg:validFrom"),
        "office_until": tenure.one("cg:validUntil"),
        "precision": precision or ("day-inferred" if tenure.code("cg:dateBasis", "date") == "inferred" else ""),
    }
    return {**row, **common(reader, tenure), **office}


def _issue(reader: Reader, issue: About) -> Iterator[Row]:
    row = {"issue": issue.id, "issue_label": issue.label}
    options = reader.with_value("cg:optionOf", issue.iri)
    if not options:
        yield row
    for option in options:
        cells = {
            "option": reader.option(option.iri),
            "option_label": option.label,
            "incompatible_with": ";".join(map(reader.option, option.all("cg:incompatibleWith"))),
        }
        yield row | cells


def _source(thing: About) -> Row:
    text = thing.one("cg:text")
    edtf = thing.one("cg:issuedEdtf")
    return {
        "id": thing.id,
        "site": thing.one("dcterms:publisher"),
        "title": thing.label,
        "date": thing.one("dcterms:issued") or ("" if edtf.startswith("..") else edtf),
        "read_on": edtf.removeprefix("../") if edtf.startswith("..") else "",
        "address": thing.one("schema:url") or thing.one("dcterms:identifier"),
        "origin": thing.one("dcterms:provenance"),
        "reliability": thing.one("cg:reliability").removeprefix(f"{VOCAB}reliability-").upper(),
        "source_class": thing.one("skos:note"),
        "text": f"sources/{thing.id}.txt" if text else "",
        "language": thing.one("dcterms:language") if text else "",
    }

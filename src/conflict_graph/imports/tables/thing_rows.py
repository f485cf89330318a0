"""Rows that describe things: sources, actors, people with their offices, issues with their options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import pyoxigraph as ox

from conflict_graph.imports.importer import Item, Statement
from conflict_graph.imports.nodes import concept, day, edtf, english, iri, node, plain, some, thing
from conflict_graph.imports.tables.quotes import text_statements
from conflict_graph.imports.tables.row_context import Context
from conflict_graph.imports.tables.rows import Row
from conflict_graph.namespaces import WIKIDATA

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
ACTOR_KINDS: Final = {
    "state": ("State", "state"),
    "territory": ("Place", "place"),
    "organisation": ("InternationalOrganization", "organization"),
    "coalition": ("Coalition", "coalition"),
}
"""What the words of the column kind stand for: the class, and the folder of its name."""


def source(row: Row, context: Context) -> Iterator[Item]:
    """Yield a source; the evidence that is the source as such comes with the first row that rests on it."""
    issued, assumed = _issued(row, context)
    grade = row.code("reliability")
    admiralty = len(grade) == 1 and grade in "abcdef"
    remarks = [row.text("source_class"), "" if admiralty else row.text("reliability")]
    statements = (
        *some("rdf:type", node("cg:Source")),
        *some("dcterms:title", english(row.text("title"))),
        *some("dcterms:publisher", plain(row.text("site"))),
        *issued,
        *_address(row.text("address")),
        *some("dcterms:provenance", english(row.text("origin")) if row.text("origin") else None),
        *some("cg:reliability", concept(f"reliability-{grade}") if admiralty else None),
        *some("skos:note", english(": ".join(filter(None, remarks))) if any(remarks) else None),
        *_text(row, context),
    )
    yield Item(thing("source", row.id), statements, row.origin, assumed=assumed)


def _address(text: str) -> list[Statement]:
    """Return where a source is found: an address of the web, or whatever else tells it apart."""
    if not text:
        return []
    return some("schema:url", iri(text)) if _ADDRESS.fullmatch(text) else some("dcterms:identifier", plain(text))


def _issued(row: Row, context: Context) -> tuple[list[Statement], frozenset[ox.NamedNode]]:
    published = row.day("date")
    if published is None:
        read = row.day("read_on")
        until = read.last if read else context.read_on
        name = node("cg:issuedEdtf")
        return some("cg:issuedEdtf", edtf(f"../{until}")), frozenset() if read else frozenset({name})
    if published.is_month:
        return some("cg:issuedEdtf", edtf(published.text)), frozenset()
    return some("dcterms:issued", day(published.first)), frozenset()


def _text(row: Row, context: Context) -> list[Statement]:
    name = row.text("text")
    if not name:
        return []
    text = context.texts.read(name)
    if text is None:
        row.complain("text", "There is no such file beside the tables, or it is not UTF-8.", expected="a text file")
        return []
    return text_statements(text, row.text("language") or "en")


def actor(row: Row, context: Context) -> Iterator[Item]:
    """Yield a state, territory, organisation or coalition."""
    kind, _ = ACTOR_KINDS[row.code("kind")]
    entry = context.index.get("actor", row.id)
    if entry:
        iso = row.text("iso_alpha3").upper()
        code = some("cg:isoAlpha3", plain(iso) if iso and kind == "State" else None)
        yield context.thing(row, kind, iri(entry.iri), row.text("name"), [*_names(row), *code, *_same_as(row)])


def person(row: Row, context: Context) -> Iterator[Item]:
    """Yield a person and the tenure of the office."""
    name = thing("person", row.id)
    yield context.thing(row, "Person", name, row.text("name"), [*_names(row), *_same_as(row)])
    state, remark = context.behalf(row, "state")
    yield from context.described(row, state)
    office = row.text("office")
    if not office:
        return
    post = context.named(row, "office", "Post", office)
    if post is None:
        return
    if context.made_here(row, post):
        owner = some("cg:postIn", iri(state.iri) if state else None)
        yield context.thing(row, "Post", iri(post.iri), office, owner)
    yield from _tenure(row, context, name, iri(post.iri), remark)


def _tenure(row: Row, context: Context, name: ox.NamedNode, post: ox.NamedNode, remark: str) -> Iterator[Item]:
    sources = context.sources(row)
    if not row.text("source_ids"):
        expected = "the source of the office, by id"
        row.complain("source_ids", "An office without a source is no claim.", expected=expected)
        return
    start, end = row.day("office_from"), row.day("office_until")
    basis = ("inferred" if row.code("precision") == "day-inferred" else "stated") if start or end else "unknown"
    own = [
        *some("org:member", name),
        *some("cg:post", post),
        *some("cg:validFrom", day(start.last) if start else None),
        *some("cg:validUntil", day(end.last) if end else None),
        *some("cg:dateBasis", concept(f"date-{basis}")),
    ]
    earliest: date | None = start.first if start else None
    stated_on = context.stated_on(row, sources, earliest, row.day("known_by"))
    note = " ".join(filter(None, [row.text("note"), remark]))
    yield from context.claim(row, "Tenure", own, sources=sources, stated_on=stated_on, part="office", note=note)


def option(row: Row, context: Context) -> Iterator[Item]:
    """Yield an issue, with the first row that has it, and one of its options."""
    issue = context.index.get("issue", row.text("issue"))
    if issue is None:
        return
    if issue.row == row.number:
        yield context.thing(row, "Issue", iri(issue.iri), issue.label)
    entry = context.index.get("option", row.text("option")) if row.text("option") else None
    if entry is None:
        return
    excluded = context.refer_all(row, "incompatible_with", "option")
    more = [
        *some("cg:optionOf", iri(issue.iri)),
        *some("cg:incompatibleWith", *(iri(one.iri) for one in excluded)),
    ]
    yield context.thing(row, "PolicyOption", iri(entry.iri), row.text("option_label") or row.text("option"), more)


def _names(row: Row) -> list[Statement]:
    return some("skos:altLabel", *(plain(name) for name in row.many("aliases") if name != row.text("name")))


def _same_as(row: Row) -> list[Statement]:
    return some("schema:sameAs", iri(WIKIDATA + row.text("wikidata")) if row.text("wikidata") else None)

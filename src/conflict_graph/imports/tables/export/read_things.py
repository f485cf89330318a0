"""What a store says of one thing, as the makers of rows ask for it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from conflict_graph.namespaces import CG, PREFIXES, VOCAB
from conflict_graph.store.base import Store
from conflict_graph.store.descriptions import Description, describe

Row = dict[str, str]
_BASIS: Final = {"inferred": "day-inferred"}
_BEFORE: Final = re.compile(r"\.\./(\d{4}-\d{2}-\d{2})")


class About:
    """One thing and what is said of it; properties are given as prefixed names."""

    def __init__(self, name: ox.NamedNode, description: Description) -> None:
        self.iri = name.value
        self.id = local(name.value)
        self._description = description

    def all(self, name: str) -> list[str]:
        """Return the values of a property as text, sorted."""
        prefix, _, rest = name.partition(":")
        values = self._description.get(ox.NamedNode(PREFIXES[prefix] + rest), frozenset())
        return sorted(str(getattr(value, "value", "")) for value in values)

    def one(self, name: str) -> str:
        """Return the value of a property, empty if there is none."""
        return next(iter(self.all(name)), "")

    def plain(self, name: str) -> list[str]:
        """Return the values of a property that are texts without a language, as cells give them."""
        prefix, _, rest = name.partition(":")
        values = self._description.get(ox.NamedNode(PREFIXES[prefix] + rest), frozenset())
        return sorted(one.value for one in values if isinstance(one, ox.Literal) and not one.language)

    def ids(self, name: str) -> str:
        """Return the ids of the things a property leads to, as a cell."""
        return ";".join(map(local, self.all(name)))

    def code(self, name: str, scheme: str) -> str:
        """Return the word for a concept, without the name of its scheme."""
        return self.one(name).removeprefix(f"{VOCAB}{scheme}-")

    @property
    def kind(self) -> str:
        """The class in the ontology, without its namespace."""
        return next((one.removeprefix(CG) for one in self.all("rdf:type") if one.startswith(CG)), "")

    @property
    def label(self) -> str:
        """The preferred name, or title."""
        return self.one("skos:prefLabel") or self.one("dcterms:title")

    @property
    def statements(self) -> Description:
        """Everything that is said, by property."""
        return self._description


class Reader:
    """A store as the export reads it: one thing at a time, the latest few hundred kept in memory."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.about = lru_cache(maxsize=500)(self._about)

    def _about(self, iri: str) -> About:
        name = ox.NamedNode(iri)
        return About(name, describe(self.store, [name]).get(name, {}))

    def with_value(self, name: str, iri: str) -> list[About]:
        """Return the things that lead to one by a property, by IRI."""
        prefix, _, rest = name.partition(":")
        triples = self.store.matching(None, ox.NamedNode(PREFIXES[prefix] + rest), ox.NamedNode(iri))
        return [
            self.about(one) for one in sorted(t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode))
        ]

    def option(self, iri: str) -> str:
        """Return the id of an option; one that is named like an issue has an ending in its IRI."""
        bare = iri.removesuffix("-option")
        return local(bare if bare != iri and self.about(bare).kind == "Issue" else iri)

    def sources(self, claim: About) -> tuple[str, str]:
        """Return the ids of the sources of a claim, as a cell, and its quote."""
        evidence = [self.about(one) for one in claim.all("cg:hasEvidence")]
        quotes = [self.about(part).one("oa:exact") for one in evidence for part in one.all("oa:hasSelector")]
        return ";".join(local(one.one("oa:hasSource")) for one in evidence), next(filter(None, quotes), "")


def local(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rpartition("/")[2]


def started(claim: About, name: str = "cg:validFrom") -> tuple[str, str]:
    """Return the day or month from which something holds, and how exact it is."""
    text, given = claim.one("cg:edtf"), claim.one(name)
    before = _BEFORE.fullmatch(text)
    if before:
        return before[1], "before"
    if len(text) == len("2031-04") and "~" not in text:
        return text, "month"
    if text.endswith("~"):
        return given, "day-approx"
    return given, _BASIS.get(claim.code("cg:dateBasis", "date"), "") if given else ""


def common(reader: Reader, claim: About) -> Row:
    """Return the cells that all tables of claims share."""
    sources, quote = reader.sources(claim)
    return {
        "source_ids": sources,
        "quote": quote,
        "sure": claim.code("cg:certainty", "certainty"),
        "known_by": claim.one("cg:statedOn"),
        "note": claim.one("skos:note"),
    }

"""What every row is compiled with: references resolved, sources as evidence, and the frame that all claims share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyoxigraph as ox

from conflict_graph.imports.importer import Item, Statement
from conflict_graph.imports.nodes import concept, english, iri, node, slug, some, thing
from conflict_graph.imports.nodes import day as day_literal
from conflict_graph.imports.tables.cells import Day
from conflict_graph.imports.tables.match_names import Matcher, Unmatched
from conflict_graph.imports.tables.name_index import Entry, Index
from conflict_graph.imports.tables.quotes import Texts, quoted
from conflict_graph.imports.tables.rows import Row
from conflict_graph.namespaces import ID
from conflict_graph.vocabulary import NAMED_ACTORS

_RANK: Final = {"high": 3, "medium": 2, "": 2, "low": 1, "general-knowledge": 0}
_KIND_FOLDERS: Final = {"State": "state", "Place": "place", "Post": "post", "Condition": "condition"}


@dataclass(frozen=True, slots=True)
class StatedOn:
    """When a source had said something; assumed: no source of the row shows a day, and the day of reading stands in."""

    day: date
    assumed: bool = False


@dataclass(slots=True)
class Context:
    """The tables and the store as one row sees them.

    prefix begins the names of claims; read_on is the day the sources were read, unless a source says otherwise.
    """

    prefix: str
    index: Index
    matcher: Matcher
    texts: Texts
    read_on: date

    # References ------------------------------------------------------------------------------------------------------

    def refer(
        self, row: Row, column: str, space: str, kinds: tuple[str, ...] = (), *, country: bool = False
    ) -> Entry | None:
        """Return what a cell with one reference means; None when it is empty or, with a complaint, means nothing."""
        text = row.text(column)
        return self.find(row, column, text, space, kinds, country=country) if text else None

    def refer_all(self, row: Row, column: str, space: str, kinds: tuple[str, ...] = ()) -> list[Entry]:
        """Return what the references of a cell mean; those that mean nothing are complained about."""
        entries = (self.find(row, column, text, space, kinds) for text in row.many(column))
        return [entry for entry in entries if entry is not None]

    def find(
        self, row: Row, column: str, text: str, space: str, kinds: tuple[str, ...] = (), *, country: bool = False
    ) -> Entry | None:
        """Return what a text in a cell means, or complain."""
        match = self.matcher.find(space, text, kinds, country)
        if isinstance(match, Unmatched):
            row.complain(
                column, match.message, value=text, unmatched=True, expected=match.expected, nearest=match.nearest
            )
            return None
        if match.extra.get("listed") and not match.file:
            self._enter("actor", match, row)
        return match

    def actor(self, row: Row, column: str, kind_column: str | None = None) -> Entry | None:
        """Return the actor in a cell; kind_column says of which kind it is, where the table has one."""
        kinds = _KINDS.get(row.code(kind_column), NAMED_ACTORS) if kind_column else NAMED_ACTORS
        return self.refer(row, column, "actor", kinds)

    def behalf(self, row: Row, column: str) -> tuple[Entry | None, str]:
        """Return the state or body somebody acts for; a territory is no actor and comes back as words for a note."""
        party = self.refer(row, column, "actor", (*NAMED_ACTORS, "Place"), country=True)
        if party and party.kind == "Place":
            return None, f"For {party.label}."
        return party, ""

    def described(self, row: Row, state: Entry | None) -> Iterator[Item]:
        """Yield the description of a state that only the list of countries knows, with the first row that names it."""
        if state and state.extra.get("listed"):
            entry = self.index.get("actor", state.id)
            if entry and (entry.file, entry.row) == (row.file, row.number):
                code = some("cg:isoAlpha3", ox.Literal(entry.extra["iso"]) if entry.kind == "State" else None)
                yield self.thing(row, entry.kind, iri(entry.iri), entry.label, code)

    def named(self, row: Row, column: str, kind: str, text: str) -> Entry | None:
        """Return the place, post or condition of a name: one that is known, or one that this row makes."""
        known = {entry.iri: entry for entry in self.index.named(kind, text)}
        if len(known) > 1:
            shown = tuple(entry.shown for entry in known.values())
            row.complain(column, f"{len(known)} things have this name.", value=text, expected="one", nearest=shown)
            return None
        if known:
            return next(iter(known.values()))
        local = slug(text)
        entry = Entry(local, thing(_KIND_FOLDERS[kind], local).value, kind, text, row.file, row.number)
        return self.index.get(kind, local) or self._enter(kind, entry, row)

    def made_here(self, row: Row, entry: Entry) -> bool:
        """Whether a place, post or condition is described by this row and no earlier one."""
        return (entry.file, entry.row) == (row.file, row.number)

    def _enter(self, space: str, entry: Entry, row: Row) -> Entry:
        if self.index.get(space, entry.id) is None:
            made = Entry(entry.id, entry.iri, entry.kind, entry.label, row.file, row.number, entry.extra)
            self.index.put(space, made)
        return self.index.get(space, entry.id) or entry

    # Sources ---------------------------------------------------------------------------------------------------------

    def sources(self, row: Row) -> list[Entry]:
        """Return the sources of a row."""
        return self.refer_all(row, "source_ids", "source")

    def stated_on(
        self, row: Row, sources: Sequence[Entry], earliest: date | None, given: Day | None = None
    ) -> StatedOn:
        """Return the day by which a source had said what a row says, which cannot be before earliest."""
        if given and not (earliest and given.last < earliest):
            return StatedOn(given.last)
        if given and earliest:
            message = f"This is before what it tells of, which began on {earliest}; the day is not used."
            row.complain("known_by", message, expected="a day of a source that can have known it", severity="warning")
        for name in ("date", "read_on"):
            days = [date.fromisoformat(entry.extra[name]) for entry in sources if entry.extra.get(name)]
            late = [one for one in days if not earliest or one >= earliest]
            if late:
                return StatedOn(min(late))
        return StatedOn(max(self.read_on, earliest or self.read_on), assumed=True)

    # Claims ----------------------------------------------------------------------------------------------------------

    def claim_iri(self, row: Row, part: str = "", id_: str | None = None) -> ox.NamedNode:
        """Return the name of a row's claim, or of one of several."""
        local = "-".join(text for text in (self.prefix, id_ or row.id, part) if text)
        return thing("claim", local)

    def claim(
        self,
        row: Row,
        kind: str,
        own: Sequence[Statement],
        *,
        sources: Sequence[Entry],
        stated_on: StatedOn,
        modality: str = "actual",
        firmness: str = "stated",
        status: str = "accepted",
        note: str = "",
        part: str = "",
        about: str = "",
        closing: frozenset[ox.NamedNode] = frozenset(),
    ) -> Iterator[Item]:
        """Yield a claim of a row, and the quoted evidence it brings with it."""
        evidence = list(self._evidence(row, sources))
        yield from (item for _, items in evidence for item in items)
        certainty = row.code("sure")
        statements = (
            *some("rdf:type", node(f"cg:{kind}")),
            *own,
            *some("cg:modality", concept(f"modality-{modality}")),
            *some("cg:firmness", concept(f"firmness-{firmness}")),
            *some("cg:claimStatus", concept(f"claim-{status}")),
            *some("cg:certainty", concept(f"certainty-{certainty}") if certainty else None),
            *some("skos:note", english(note) if note else None),
            *some("cg:statedOn", day_literal(stated_on.day)),
            *(statement for name, _ in evidence for statement in some("cg:hasEvidence", name)),
        )
        assumed = frozenset({node("cg:statedOn")}) if stated_on.assumed else frozenset[ox.NamedNode]()
        yield Item(self.claim_iri(row, part, about or None), statements, row.origin, True, assumed, closing)

    def thing(self, row: Row, kind: str, name: ox.NamedNode, label: str, more: Sequence[Statement] = ()) -> Item:
        """Return the description of a thing: its class, its name and what else is structure."""
        statements = (*some("rdf:type", node(f"cg:{kind}")), *some("skos:prefLabel", english(label)), *more)
        return Item(name, statements, row.origin)

    def contradictions(self, row: Row) -> tuple[list[str], bool]:
        """Return the ids of the rows that a row contradicts, either way round, and whether one of them is surer."""
        space = f"claim:{row.table.name}"
        ids = dict.fromkeys([*row.many("contradicts"), *self.index.linking(f"contradicts:{row.table.name}", row.id)])
        surer = False
        for one in ids:
            other = self.index.get(space, one)
            if other is None or one == row.id:
                expected = f"the id of another row of {row.table.name}"
                near = self.matcher.near(space, one)
                row.complain("contradicts", "No other row has this id.", value=one, expected=expected, nearest=near)
            else:
                surer |= _RANK[other.extra.get("sure", "").casefold()] > _RANK[row.code("sure")]
        return list(ids), surer

    def _evidence(self, row: Row, sources: Sequence[Entry]) -> Iterator[tuple[ox.NamedNode, list[Item]]]:
        quote = row.text("quote")
        span = quoted(row, quote, sources, self.texts) if quote else None
        for source in sources:
            if span and span.source == source.id:
                yield span.evidence, span.items(row.origin)
            else:
                name = thing("evidence", source.id)
                entry = self._enter("evidence", Entry(source.id, name.value, "Evidence", ""), row)
                yield name, [source_only(row, source)] if self.made_here(row, entry) else []


def source_only(row: Row, source: Entry) -> Item:
    """Return the evidence that is a source as such."""
    statements = (
        *some("rdf:type", node("cg:Evidence"), node("oa:SpecificResource")),
        *some("oa:hasSource", ox.NamedNode(f"{ID}source/{source.id}")),
        *some("cg:evidenceGrade", concept("evidence-source-only")),
    )
    return Item(thing("evidence", source.id), statements, row.origin)


_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "person": ("Person",),
    "state": ("State",),
    "organisation": ("InternationalOrganization",),
    "coalition": ("Coalition",),
}

"""The page of an issue: its options, who stands where, what it hangs on; and the page of one option."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from conflict_graph.ask.surroundings import surroundings
from conflict_graph.model import Claim, Ref, Thing
from conflict_graph.namespaces import CG
from conflict_graph.relate.rules import code
from conflict_graph.store.base import Store
from conflict_graph_api.pages.gather import Gathered, gather
from conflict_graph_api.pages.occasions import by_date, occasions
from conflict_graph_api.pages.statements import Reader, Statement, by_day
from conflict_graph_api.view_state import ViewState


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One actor of the matrix, with the statements in each column; an empty cell is nothing said."""

    actor: Ref
    cells: tuple[tuple[Statement, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Actors by options; the first column is the issue as a whole when somebody stands there."""

    columns: tuple[Ref, ...]
    rows: tuple[MatrixRow, ...]


def issue_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of an issue shows."""
    gathered = gather(store, view, entity=thing.iri)
    around = surroundings(store, thing.iri)
    options = around.comes_from(CG + "optionOf")
    positions = [claim for claim in gathered.of("Position") if claim.issue and claim.issue.iri == thing.iri]
    return {
        **_common(store, thing, view, gathered),
        "options": options,
        "matrix": matrix(gathered.reader, thing.ref(), options, positions),
        "positions": gathered.reader.all(positions, key=_by_holder),
        "conditions": conditions(gathered.claims),
    }


def option_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of one option shows."""
    gathered = gather(store, view, entity=thing.iri)
    around = surroundings(store, thing.iri)
    excluded = {
        ref.iri: ref for ref in (*around.leads_to(CG + "incompatibleWith"), *around.comes_from(CG + "incompatibleWith"))
    }
    return {
        **_common(store, thing, view, gathered),
        "issues": around.leads_to(CG + "optionOf"),
        "excludes": tuple(excluded.values()),
        "positions": gathered.reader.all(gathered.of("Position"), key=_by_holder),
        "conditions": conditions(gathered.claims),
    }


def _common(store: Store, thing: Thing, view: ViewState, gathered: Gathered) -> dict[str, Any]:
    told = gathered.of("AttributeClaim")
    agenda = [c for c in told if code(c.attribute, "attr") in ("agenda-issue", "option-discussed") and _is_event(c)]
    challenges = [c for c in told if code(c.attribute, "attr") == "open-challenge" and c.subject.iri != thing.iri]
    apart = {claim.iri for claim in (*agenda, *challenges)}
    events = {claim.subject.iri: claim.subject for claim in agenda}
    known = occasions(store, view, events.values())
    return {
        "gathered": gathered,
        "meetings": [
            (one, gathered.reader.all([c for c in agenda if c.subject.iri == one.event.iri]))
            for one in by_date(known.values())
        ],
        "challenges": gathered.reader.all(challenges),
        "undertakings": gathered.reader.all(gathered.of("Undertaking")),
        "said": gathered.reader.all([claim for claim in told if claim.iri not in apart]),
    }


def _is_event(claim: Claim) -> bool:
    return claim.subject.kind in ("Meeting", "Process", "Event")


def _by_holder(claim: Claim) -> tuple[object, ...]:
    return claim.option.label if claim.option else "", claim.subject.label.casefold(), *by_day(claim)


def conditions(told: Iterable[Claim]) -> list[Ref]:
    """Return the conditions that claims hang on, each once."""
    return list({ref.iri: ref for claim in told for ref in claim.contingent_on}.values())


def matrix(reader: Reader, issue: Ref, options: Sequence[Ref], positions: Sequence[Claim]) -> Matrix:
    """Return who stands where: a row for each holder, a column for each option, the latest statement last."""
    whole = any(claim.option is None for claim in positions)
    columns = (*((issue,) if whole else ()), *options)
    cells: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    actors: dict[str, Ref] = {}
    for claim in positions:
        actors[claim.subject.iri] = claim.subject
        cells[claim.subject.iri][claim.option.iri if claim.option else issue.iri].append(claim)
    ordered = sorted(actors.values(), key=lambda ref: (_first_column(cells[ref.iri], columns), ref.label.casefold()))
    rows = [
        MatrixRow(actor, tuple(reader.all(cells[actor.iri].get(column.iri, ())) for column in columns))
        for actor in ordered
    ]
    return Matrix(columns, tuple(rows))


def _first_column(taken: dict[str, list[Claim]], columns: Sequence[Ref]) -> int:
    """Return the first column an actor stands in, so that those who agree stand together."""
    return next((number for number, column in enumerate(columns) if column.iri in taken), len(columns))

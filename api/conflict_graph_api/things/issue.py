"""The page of an issue: its options, who stands where, what it hangs on; and the page of one option."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from conflict_graph.ask.positions import shifts
from conflict_graph.ask.surroundings import surroundings
from conflict_graph.errors import InvalidParameter
from conflict_graph.model import Claim, Ref, Thing, code_of
from conflict_graph.namespaces import CG
from conflict_graph.store.base import Store
from conflict_graph.vocabulary import codes
from conflict_graph_api.http.view_state import ViewState
from conflict_graph_api.pages.gather import Gathered, at_any_time, gather
from conflict_graph_api.pages.statements import Reader, Statement, by_day
from conflict_graph_api.things.holdings import Holding, holdings
from conflict_graph_api.things.occasions import by_date, occasions

SORTS: Final = ("agreement", "name")
"""How the matrix can be sorted: those who stand in the same column together, or by name."""

_STANDS_FIRST: Final = ("support", "conditional", "neutral", "unclear", "reserved", "oppose")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One actor of the matrix, with the views in each column; an empty cell is nothing said."""

    actor: Ref
    cells: tuple[tuple[Holding, ...], ...]

    @property
    def dim(self) -> bool:
        """Whether the actor holds none of it on the day of the page."""
        return all(one.dim for cell in self.cells for one in cell)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Actors by the options that somebody takes a stance on, or by the issue as a whole; most spoken of first."""

    columns: tuple[Ref, ...]
    rows: tuple[MatrixRow, ...]
    sort: str = SORTS[0]

    @property
    def tallies(self) -> list[tuple[Ref, list[tuple[str, int]]]]:
        """For each column, how many actors take which stance on the day of the page."""
        tallies = []
        for number, column in enumerate(self.columns):
            taken = [one.stance for row in self.rows for one in row.cells[number] if not one.dim]
            counts = Counter(taken)
            tallies.append((column, [(stance, counts[stance]) for stance in codes("stance") if counts[stance]]))
        return tallies


def issue_page(store: Store, thing: Thing, view: ViewState) -> dict[str, Any]:
    """Return what the page of an issue shows."""
    gathered = gather(store, view, entity=thing.iri)
    around = surroundings(store, thing.iri)
    options = around.comes_from(CG + "optionOf")
    positions = [claim for claim in gathered.of("Position") if claim.issue and claim.issue.iri == thing.iri]
    shown = matrix(gathered.reader, thing.ref(), options, positions, chosen_sort(view))
    return {
        **_common(store, thing, view, gathered),
        "silent": [option for option in options if option not in shown.columns],
        "matrix": shown,
        "positions": by_option(gathered.reader, shown.columns, positions),
        "shifts": _shifts(store, thing, view, gathered),
        "conditions": conditions(gathered.claims),
    }


def chosen_sort(view: ViewState) -> str:
    """Return how the address wants the matrix sorted; raises InvalidParameter."""
    sort = next((value for name, value in view.own if name == "sort"), SORTS[0])
    if sort not in SORTS:
        raise InvalidParameter.one_of("sort", sort, SORTS)
    return sort


def by_option(
    reader: Reader, columns: Sequence[Ref], positions: Sequence[Claim]
) -> list[tuple[Ref, tuple[Statement, ...]]]:
    """Return every position as a statement, in groups: one for each column of the matrix."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in positions:
        groups[(claim.option or claim.issue or claim.subject).iri].append(claim)
    return [(one, reader.all(groups[one.iri], key=_by_holder)) for one in columns if groups[one.iri]]


def _shifts(store: Store, thing: Thing, view: ViewState, gathered: Gathered) -> list[tuple[date, Statement, Statement]]:
    """Return who gave up one position for another and when, latest first."""
    changes = shifts(store, at_any_time(view), issue=thing.iri)
    known = {claim.iri: claim for claim in gathered.of("Position")}
    pairs = [(one.on, known.get(one.before.iri), known.get(one.after.iri)) for one in changes]
    reader = gathered.reader
    rows = [(on, reader.one(before), reader.one(after)) for on, before, after in pairs if before and after]
    return sorted(rows, key=lambda row: (row[0], row[2].claim.iri), reverse=True)


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
    attributes = gathered.of("AttributeClaim")
    agenda = [c for c in attributes if code_of(c.attribute) in ("agenda-issue", "option-discussed") and _is_event(c)]
    challenges = [c for c in attributes if code_of(c.attribute) == "open-challenge" and c.subject.iri != thing.iri]
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
        "attributes": gathered.reader.all([claim for claim in attributes if claim.iri not in apart]),
    }


def _is_event(claim: Claim) -> bool:
    return claim.subject.kind in ("Meeting", "Process", "Event")


def _by_holder(claim: Claim) -> tuple[object, ...]:
    return claim.option.label if claim.option else "", claim.subject.label.casefold(), *by_day(claim)


def conditions(claims: Iterable[Claim]) -> list[Ref]:
    """Return the conditions that claims hang on, each once."""
    return list({ref.iri: ref for claim in claims for ref in claim.contingent_on}.values())


def matrix(
    reader: Reader, issue: Ref, options: Sequence[Ref], positions: Sequence[Claim], sort: str = SORTS[0]
) -> Matrix:
    """Return who stands where: a row for each holder, a column for each option that somebody takes a stance on.

    Those who hold none of it on the day of the page come last. Sorted by agreement, those stand together who take the
    same stance on the same option.
    """
    held = Counter(claim.option.iri if claim.option else issue.iri for claim in positions)
    columns = sorted((one for one in (issue, *options) if held[one.iri]), key=lambda one: -held[one.iri])
    cells: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    actors: dict[str, Ref] = {}
    for claim in positions:
        actors[claim.subject.iri] = claim.subject
        cells[claim.subject.iri][claim.option.iri if claim.option else issue.iri].append(claim)
    rows = [
        MatrixRow(actor, tuple(holdings(reader, cells[iri].get(column.iri, ())) for column in columns))
        for iri, actor in actors.items()
    ]
    order = _by_agreement if sort == "agreement" else _by_name
    return Matrix(tuple(columns), tuple(sorted(rows, key=order)), sort)


def _by_agreement(row: MatrixRow) -> tuple[bool, list[int], str]:
    taken = [
        _STANDS_FIRST.index(cell[0].stance) if cell and cell[0].stance in _STANDS_FIRST else len(_STANDS_FIRST)
        for cell in row.cells
    ]
    return row.dim, taken, row.actor.label.casefold()


def _by_name(row: MatrixRow) -> tuple[bool, str]:
    return row.dim, row.actor.label.casefold()

"""Lists as answers: a page of items with total, days, next page, and a plain word when nobody says anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from conflict_graph import model
from conflict_graph.ask.claims import Filters, assemble, select
from conflict_graph.model import Holds
from conflict_graph.scope import Scope
from conflict_graph_api.http.question import Question
from conflict_graph_api.http.records import Claim, Days, Listed, Paged, attestation
from conflict_graph_api.http.selection import Paging

_T = TypeVar("_T")
_R = TypeVar("_R")


def paged(
    question: Question,
    paging: Paging,
    items: Sequence[_T],
    key: Callable[[_T], str],
    show: Callable[[Sequence[_T]], list[_R]],
) -> Paged[_R]:
    """Return the wanted page of what was found, each item shown as a record.

    key names an item for good; show turns the items of one page into records.
    """
    page = question.page(items, key, paging)
    return Paged(
        snapshot=question.snapshot, total=page.total, items=show(page.items), cursor=page.cursor, next=page.next
    )


def listed(
    question: Question,
    paging: Paging,
    items: Sequence[_T],
    key: Callable[[_T], str],
    show: Callable[[Sequence[_T]], list[_R]],
    scope: Scope,
) -> Listed[_R]:
    """Return the wanted page of what is said in a scope, and whether anybody says anything."""
    page = paged(question, paging, items, key, show)
    return Listed(**dict(page), as_of=Days.of(scope), answer=attestation(items))


def claims_page(question: Question, paging: Paging, scope: Scope, filters: Filters) -> Listed[Claim]:
    """Return a page of the claims that fit: all are found, but only those of the page are put together."""
    selected = select(question.store, scope, **filters)

    def show(pairs: Sequence[tuple[str, Holds]]) -> list[Claim]:
        return Claim.all_of(assemble(question.store, pairs))

    return listed(question, paging, selected, lambda pair: pair[0], show, scope)


def claim_list(question: Question, paging: Paging, claims: Sequence[model.Claim], scope: Scope) -> Listed[Claim]:
    """Return a page of claims that are at hand."""
    return listed(question, paging, claims, lambda claim: claim.iri, Claim.all_of, scope)

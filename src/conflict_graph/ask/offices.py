"""The offices people hold, by what sources say with and without days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from conflict_graph.ask.labels import text
from conflict_graph.model import Ref
from conflict_graph.queries.catalogue import run
from conflict_graph.store.base import Row, Store


class Dated(Protocol):
    """What is said of an office, with its days as far as they are known."""

    @property
    def valid_from(self) -> date | None:
        """First day."""

    @property
    def valid_until(self) -> date | None:
        """First day after."""

    @property
    def valid_until_latest(self) -> date | None:
        """Day by which it was over."""


_T = TypeVar("_T", bound=Dated)


@dataclass(frozen=True, slots=True)
class _Holding:
    valid_from: date | None
    valid_until: date | None
    valid_until_latest: date | None


def deciding(periods: Sequence[_T]) -> Sequence[_T]:
    """Return what decides about the days of one office: where one source gives days, mentions without days do not."""
    return [one for one in periods if one.valid_from or one.valid_until] or periods


def is_open(periods: Sequence[Dated]) -> bool:
    """Whether an office that this is said of has no known end."""
    return any(not one.valid_until and not one.valid_until_latest for one in deciding(periods))


def offices(store: Store, people: Sequence[str]) -> dict[str, tuple[Ref, ...]]:
    """Return the offices without a known end of each of these people (IRIs), in the order of the claims."""
    by_post: dict[tuple[str, str], list[_Holding]] = defaultdict(list)
    labels: dict[str, str] = {}
    for row in run(store, "held-offices", person=list(people)) if people else ():
        post = text(row["post"])
        by_post[text(row["person"]), post].append(_holding(row))
        labels[post] = text(row["postLabel"]) if "postLabel" in row else Ref(post).name
    held: dict[str, list[Ref]] = {person: [] for person in people}
    for (person, post), holdings in by_post.items():
        if is_open(holdings):
            held[person].append(Ref(post, labels[post], "Post"))
    return {person: tuple(posts) for person, posts in held.items()}


def _holding(row: Row) -> _Holding:
    days = (text(row[name]) if name in row else None for name in ("from", "until", "untilLatest"))
    return _Holding(*(date.fromisoformat(day) if day else None for day in days))

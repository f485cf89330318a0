"""Two names that somebody typed, and the things they may mean: a page asks which one rather than guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from conflict_graph.ask.search import search
from conflict_graph.ask.things import resolve, thing
from conflict_graph.errors import AmbiguousName, InvalidParameter, NotFound
from conflict_graph.model import Ref
from conflict_graph.store.base import Store

NEAR: Final = 6


@dataclass(frozen=True, slots=True)
class End:
    """One name of a question about two things.

    parameter is its name in the address, typed what was written there. thing is set when the name is that of one thing.
    same are the things that share the name; near those that are called alike when nothing has it.
    """

    parameter: str
    typed: str
    thing: Ref | None = None
    same: tuple[Ref, ...] = ()
    near: tuple[Ref, ...] = ()

    @property
    def shown(self) -> str:
        """What stands in the search field: the name of the thing, else what was typed."""
        return self.thing.label if self.thing else self.typed

    @property
    def choices(self) -> tuple[Ref, ...]:
        """The things to choose from."""
        return self.same or self.near

    @property
    def unknown(self) -> bool:
        """Whether something was typed that nothing is called."""
        return bool(self.typed) and not self.thing and not self.same


def end(store: Store, parameter: str, typed: str, kinds: Sequence[str] = ()) -> End:
    """Return the thing that a name stands for, or what there is to choose from; an empty name has neither.

    A name is a label, an alias, a prefixed name or an IRI.
    """
    text = typed.strip()
    if not text:
        return End(parameter, "")
    try:
        return End(parameter, text, resolve(store, text, kinds).ref())
    except AmbiguousName as error:
        same = tuple(thing(store, one["iri"]).ref() for one in error.extra["candidates"])
        return End(parameter, text, same=same)
    except (NotFound, InvalidParameter):
        return End(parameter, text, near=tuple(hit.thing for hit in search(store, text, kinds, NEAR)))

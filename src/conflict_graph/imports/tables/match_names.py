"""Names matched, not guessed: ids first, then codes and names; of two namesakes neither is taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from conflict_graph.folding import fold
from conflict_graph.imports.tables.name_index import Entry, Index
from conflict_graph.namespaces import ID, expand
from conflict_graph.suggest import closest

if TYPE_CHECKING:
    from pycountry.db import Data

_MOST_LOOKS: Final = 200
"""Nobody reads more suggestions than these, and each looks through all names there are."""

_WHAT: Final = {
    "actor": "actor",
    "meeting": "meeting",
    "issue": "issue",
    "option": "option",
    "document": "document",
    "source": "source",
}
_DEPENDENT: Final = frozenset(
    code
    for codes in (
        "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK CUW CXR CYM FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT JEY",
        "MAC MAF MNP MSR MTQ MYT NCL NFK PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF",
    )
    for code in codes.split()
)
"""Codes of ISO 3166-1 that stand for a territory of another state: these are places, not states."""

_CONTESTED: Final = frozenset({"COK", "ESH", "NIU", "PSE", "TWN"})
"""Codes whose standing is contested: whoever writes about them says in the table actors what they are."""

_TABLES: Final = {"actor": "people or actors", "option": "issues", "issue": "issues"}


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Why a name leads to nothing, or to more than one thing."""

    message: str
    expected: str
    nearest: tuple[str, ...]


class Matcher:
    """Finds what a cell refers to among the tables, the store and the countries of ISO 3166-1."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._looked = 0
        self.find = lru_cache(maxsize=4096)(self._find)

    def _find(self, space: str, text: str, kinds: tuple[str, ...] = (), country: bool = False) -> Entry | Unmatched:
        """Return the one thing that an id, IRI, code or name means, of the kinds asked for, or why there is none.

        country: the cell is for a state, so a code of ISO 3166-1 goes before a name that looks the same.
        """
        entry = self._index.get(space, text) or self._by_iri(space, text)
        if entry and _fits(entry, kinds):
            return entry
        state = _state(text) if space == "actor" and (country or not kinds or "State" in kinds) else None
        known = (self._index.get(space, state.id) or state) if state else None
        if known and country and text.isupper() and _fits(known, kinds):
            return known
        named = [entry for entry in self._index.named(space, text) if _fits(entry, kinds)]
        if len({self._index.same(entry.iri) for entry in named}) > 1:
            what = f"{len(named)} things have this name: {', '.join(entry.shown for entry in named)}."
            return Unmatched(what, "the id of the one that is meant", tuple(entry.id for entry in named))
        if named:
            return named[0]
        return known if known and _fits(known, kinds) else self._unmatched(space, text, kinds)

    def _by_iri(self, space: str, text: str) -> Entry | None:
        iri = expand(text)
        if not iri.startswith(ID):
            return None
        entry = self._index.get(space, iri.rsplit("/", 1)[1])
        return entry if entry and entry.iri == iri else None

    def _unmatched(self, space: str, text: str, kinds: Collection[str]) -> Unmatched:
        what = "state" if set(kinds) == {"State"} else _WHAT[space]
        table = _TABLES.get(space, f"{space}s")
        codes = ", a code of ISO 3166-1" if space == "actor" and (not kinds or "State" in kinds) else ""
        expected = f"the id or name of a row in {table}, or of one in the store{codes}"
        message = f"No {what} has this id or name."
        return Unmatched(message, expected, self.near(space, text))

    def near(self, space: str, text: str) -> tuple[str, ...]:
        """Return the ids, with labels, of what is called nearly so; after a good many questions nothing any more."""
        self._looked += 1
        if self._looked > _MOST_LOOKS:
            return ()
        names = self._index.names(space)
        choices = {(name, id_): name for name, id_ in names} | {(id_, id_): fold(id_) for _, id_ in names}
        ids = list(dict.fromkeys(id_ for _, id_ in closest(fold(text), choices, 6)))[:3]
        return tuple(entry.shown for entry in (self._index.get(space, one) for one in ids) if entry)


def _fits(entry: Entry, kinds: Collection[str]) -> bool:
    return not kinds or entry.kind in kinds


def _state(text: str) -> Entry | None:
    """Return the state or territory of ISO 3166-1 that a code or name means, whether or not anybody describes it."""
    country = _countries().get(text if len(text) <= 3 else fold(text))
    if country is None or country.alpha_3 in _CONTESTED:
        return None
    code = country.alpha_3.lower()
    label = getattr(country, "common_name", country.name)
    kind, folder = ("Place", "place") if country.alpha_3 in _DEPENDENT else ("State", "state")
    return Entry(code, f"{ID}{folder}/{code}", kind, label, extra={"iso": country.alpha_3, "listed": True})


@cache
def _countries() -> dict[str, Data]:
    """Return the countries by code, in capitals or lower-case letters of three, and by folded name."""
    import pycountry

    countries: dict[str, Data] = {}
    for country in pycountry.countries:
        names = (getattr(country, name, "") for name in ("name", "common_name", "official_name"))
        codes = (country.alpha_2, country.alpha_3, country.alpha_3.lower())
        countries |= dict.fromkeys([*codes, *(fold(name) for name in names if name)], country)
    return countries

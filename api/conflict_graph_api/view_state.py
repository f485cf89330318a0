"""What a page is asked to show: the days and the layers. It lives in the address, so that a link says it all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request

from conflict_graph.dates import AsOf
from conflict_graph.vocabulary import check_all
from conflict_graph_api.parameters import Pairs, query_pairs, several, single

_OWN: Final = ("valid_at", "known_at", "recorded_at", "layer", "format", "cursor")


@dataclass(frozen=True, slots=True)
class ViewState:
    """The days a page is for, its layers (empty: all), and the other parameters that its controls keep."""

    as_of: AsOf = field(default_factory=AsOf)
    layers: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def pairs(self) -> Pairs:
        """The days and layers as parameters."""
        days = (("valid_at", self.as_of.valid_at), ("known_at", self.as_of.known_at))
        return [(name, day.isoformat()) for name, day in days if day] + [("layer", layer) for layer in self.layers]

    def link(self, path: str, **parameters: str) -> str:
        """Return the address of another page that keeps the days and layers.

        >>> ViewState(AsOf.of("2026-02-24")).link("/meetings", page="2")
        '/meetings?valid_at=2026-02-24&page=2'
        """
        pairs = [*self.pairs, *parameters.items()]
        return f"{path}?{urlencode(pairs)}" if pairs else path


def view_state(request: Request) -> ViewState:
    """Read days and layers from the address of a page.

    Raises InvalidDate and InvalidParameter.
    """
    pairs = query_pairs(request)
    as_of = AsOf.of(single(pairs, "valid_at"), single(pairs, "known_at"), single(pairs, "recorded_at"))
    return ViewState(
        as_of, check_all("layer", several(pairs, "layer")), tuple(pair for pair in pairs if pair[0] not in _OWN)
    )

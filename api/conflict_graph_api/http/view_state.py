"""What a page is asked to show: the scope of its question. It lives in the address, so that a link says it all."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from conflict_graph.scope import ALL, PARTS, Scope
from conflict_graph_api.http.parameters import Pairs


@dataclass(frozen=True, slots=True)
class ViewState:
    """The days a page is for and the claims it may rest on, and the other parameters that its controls keep."""

    scope: Scope = ALL
    own: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, scope: Scope, pairs: Pairs) -> ViewState:
        """Return the view of a page in a scope: of the parameters of its address, its controls keep the page's own."""
        return cls(scope, tuple(pair for pair in pairs if pair[0] not in (*PARTS, "format", "cursor")))

    @property
    def pairs(self) -> Pairs:
        """The scope as parameters."""
        return self.scope.pairs()

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """The parts of the scope for which the controls of a page have no field, as parameters."""
        return tuple(self.scope.without("valid_at", "known_at", "recorded_at", "layer").pairs())

    def link(self, path: str, **parameters: str) -> str:
        """Return the address of another page that keeps the scope.

        >>> ViewState(Scope.of(valid_at="2026-02-24", recorded_at="2026-03-01")).link("/meetings", page="2")
        '/meetings?valid_at=2026-02-24&recorded_at=2026-03-01&page=2'
        """
        pairs = [*self.pairs, *parameters.items()]
        return f"{path}?{urlencode(pairs)}" if pairs else path

"""A picture inside a notebook: the offline page in a frame of its own that can reach nothing around it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx

from conflict_graph.display import Display
from conflict_graph.draw.pyvis_page import page, strongest
from conflict_graph.model import Claim


@dataclass(frozen=True, slots=True, repr=False)
class Picture(Display):
    """A page that notebooks show inline, in a sandboxed frame; ``html`` is the page itself.

    >>> 'sandbox="allow-scripts"' in Picture("<p>A page</p>", height=300)._repr_html_()
    True
    """

    html: str
    height: int = 720

    def _repr_html_(self) -> str:
        text = html.escape(self.html, quote=True)
        return (
            f'<iframe srcdoc="{text}" sandbox="allow-scripts" title="Network" width="100%" '
            f'height="{self.height}" style="border:0"></iframe>'
        )

    def save(self, path: str | Path) -> Path:
        """Write the page to a file that opens in any browser, offline; return its path."""
        target = Path(path)
        target.write_text(self.html, encoding="utf-8")
        return target


def notebook(
    graph: nx.Graph, *, title: str = "Network", height: int = 720, claims: Iterable[Claim] = (), **options: Any
) -> Picture:
    """Return what a notebook displays inline, offline: the page of `page`, which takes the other options.

    >>> notebook(nx.Graph())._repr_html_().startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    True
    """
    return Picture(page(graph, title=title, claims=claims, **options), int(height))


def network_claims(network: nx.Graph) -> list[str]:
    """Return the claims that the edges of a picture of a network rest on, each once, sorted."""
    return sorted({claim for _, _, edge in strongest(network).edges(data=True) for claim in edge.get("claims", ())})


def network_title(network: nx.Graph) -> str:
    """Return a title for the picture of a network: its relationship, and the day it is asked for.

    >>> network_title(nx.Graph(relationship="membership", valid_at="2026-02-24"))
    'Membership as of 2026-02-24'
    """
    relationship = str(network.graph.get("relationship", "network")).capitalize()
    relationship = "All relationships" if relationship == "All" else relationship
    day = network.graph.get("valid_at")
    return f"{relationship} as of {day}" if day else relationship

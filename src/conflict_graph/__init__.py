"""conflict-graph: who meets whom, who wants what, on which condition, as of which day, and who says so.

    import conflict_graph as cg

    graph = cg.open()                                        # the shipped data
    graph.actor("Macron").positions(valid_at="2026-02-24")   # claims, each with the source it rests on
    graph.query("SELECT ...").to_pandas()                    # SPARQL
    graph.network("co-attendance", valid_at="2026-02-24")    # a networkx graph

Everything public is imported from here. A name is loaded when it is first used, so that importing the package
costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from conflict_graph.errors import (
    AddressInUse,
    AmbiguousName,
    ConflictGraphError,
    DataSyntaxError,
    EndpointError,
    InvalidData,
    InvalidDate,
    InvalidParameter,
    InvalidRequest,
    MissingFile,
    NotFound,
    OutwardRequestRefused,
    QueryCancelled,
    QuerySyntaxError,
    QueryTimeout,
    ReadOnly,
    ResultTooLarge,
    ReversedInterval,
    StoreBusy,
    StoreChanged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreUnreadable,
    Unauthorised,
    UnknownFormat,
    UnknownRelationship,
    UnsupportedQuery,
    UnsupportedScope,
    UpdateTimeout,
)
from conflict_graph.model import Claim, Evidence, Ref, SourceText, Thing

if TYPE_CHECKING:
    from conflict_graph.entity import Entity
    from conflict_graph.graph import Graph, open
    from conflict_graph.queries.result import Result
    from conflict_graph.scope import Scope
    from conflict_graph.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "AddressInUse",
    "AmbiguousName",
    "Claim",
    "ConflictGraphError",
    "DataSyntaxError",
    "EndpointError",
    "Entity",
    "Evidence",
    "Graph",
    "InvalidData",
    "InvalidDate",
    "InvalidParameter",
    "InvalidRequest",
    "MissingFile",
    "NotFound",
    "OutwardRequestRefused",
    "QueryCancelled",
    "QuerySyntaxError",
    "QueryTimeout",
    "ReadOnly",
    "Ref",
    "Result",
    "ResultTooLarge",
    "ReversedInterval",
    "Scope",
    "Settings",
    "SourceText",
    "StoreBusy",
    "StoreChanged",
    "StoreError",
    "StoreFull",
    "StoreLocked",
    "StoreUnreadable",
    "Thing",
    "Unauthorised",
    "UnknownFormat",
    "UnknownRelationship",
    "UnsupportedQuery",
    "UnsupportedScope",
    "UpdateTimeout",
    "__version__",
    "open",
]

_LAZY = {
    "Entity": "conflict_graph.entity",
    "Graph": "conflict_graph.graph",
    "Result": "conflict_graph.queries.result",
    "Scope": "conflict_graph.scope",
    "Settings": "conflict_graph.settings",
    "open": "conflict_graph.graph",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

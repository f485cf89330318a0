"""The types of what a graph answers, for annotations: ``from conflict_graph.answers import Meeting``.

Each is loaded when it is first looked at. So the signatures of `conflict_graph.graph.Graph` can be read, by
``typing.get_type_hints`` too, without a library that only some answers need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from networkx import Graph as Network

    from conflict_graph.ask.comparison import Comparison
    from conflict_graph.ask.map_answer import Atlas
    from conflict_graph.ask.meetings import Meeting, MeetingRecord
    from conflict_graph.ask.overview import Overview
    from conflict_graph.ask.positions import Disagreement, Shift
    from conflict_graph.ask.search import Hit
    from conflict_graph.ask.timeline import Entry
    from conflict_graph.ask.timeline_lanes import Chart
    from conflict_graph.ask.verdict import Finding
    from conflict_graph.draw.notebook import Picture
    from conflict_graph.imports.tables.export.report import ExportReport
    from conflict_graph.queries.result import Result
    from conflict_graph.relate.communities import CommunityResult
    from conflict_graph.relate.measures import MeasureResult
    from conflict_graph.relate.neighbours import Neighbours
    from conflict_graph.relate.paths import Paths
    from conflict_graph.validate.report import Report
    from conflict_graph.write.load import LoadReport
    from conflict_graph.write.merge import MergeReport

__all__ = [
    "Atlas",
    "Chart",
    "CommunityResult",
    "Comparison",
    "Disagreement",
    "Entry",
    "ExportReport",
    "Finding",
    "Hit",
    "LoadReport",
    "MeasureResult",
    "Meeting",
    "MeetingRecord",
    "MergeReport",
    "Neighbours",
    "Network",
    "Overview",
    "Paths",
    "Picture",
    "Report",
    "Result",
    "Shift",
]

_PLACES: Final = {
    "networkx": ("Graph",),
    "conflict_graph.ask.comparison": ("Comparison",),
    "conflict_graph.ask.map_answer": ("Atlas",),
    "conflict_graph.ask.meetings": ("Meeting", "MeetingRecord"),
    "conflict_graph.ask.overview": ("Overview",),
    "conflict_graph.ask.positions": ("Disagreement", "Shift"),
    "conflict_graph.ask.search": ("Hit",),
    "conflict_graph.ask.timeline": ("Entry",),
    "conflict_graph.ask.timeline_lanes": ("Chart",),
    "conflict_graph.ask.verdict": ("Finding",),
    "conflict_graph.draw.notebook": ("Picture",),
    "conflict_graph.imports.tables.export.report": ("ExportReport",),
    "conflict_graph.queries.result": ("Result",),
    "conflict_graph.relate.communities": ("CommunityResult",),
    "conflict_graph.relate.measures": ("MeasureResult",),
    "conflict_graph.relate.neighbours": ("Neighbours",),
    "conflict_graph.relate.paths": ("Paths",),
    "conflict_graph.validate.report": ("Report",),
    "conflict_graph.write.load": ("LoadReport",),
    "conflict_graph.write.merge": ("MergeReport",),
}
_MODULES: Final = {name: module for module, names in _PLACES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    source = "Graph" if name == "Network" else name
    value = getattr(import_module(_MODULES[source]), source)
    globals()[name] = value
    return value

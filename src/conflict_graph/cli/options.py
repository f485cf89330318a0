"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from conflict_graph.vocabulary import Holds

StoreOption = Annotated[
    str | None,
    Option(
        "--store",
        metavar="DIR|URL",
        help="Store directory or SPARQL endpoint; without it CONFLICT_GRAPH_STORE, else the shipped data.",
    ),
]
FilesArgument = Annotated[list[Path], Argument(metavar="FILE...", help="RDF files: Turtle, TriG, N-Quads, ...")]
OutputOption = Annotated[
    Path | None, Option("--output", "-o", metavar="FILE", help="Write to this file instead of standard output.")
]
ValidAtOption = Annotated[
    str | None, Option("--valid-at", metavar="DATE", help="Day on which it must hold, or by which it happened.")
]
KnownAtOption = Annotated[
    str | None, Option("--known-at", metavar="DATE", help="Last day on which a source may have said it.")
]
RecordedAtOption = Annotated[
    str | None, Option("--recorded-at", metavar="DATE", help="Last day on which it may have entered the graph.")
]
LayerOption = Annotated[
    list[str] | None,
    Option("--layer", metavar="LAYER", help="Only claims of this layer (article, reference, ...); repeatable."),
]
ModalityOption = Annotated[
    list[str] | None,
    Option("--modality", metavar="MODALITY", help="Only claims of this modality (actual, scheduled, ...); repeatable."),
]
SourceOption = Annotated[
    list[str] | None,
    Option("--source", metavar="SOURCE", help="Only claims with evidence in this source (name or IRI); repeatable."),
]
HoldsOption = Annotated[
    Holds, Option("--holds", metavar="certain|possible", help="possible takes what may have held on the day too.")
]
WrittenStoreOption = Annotated[
    str, Option("--store", metavar="DIR|URL", help="Store directory or SPARQL endpoint to write to.")
]
ReportFormatOption = Annotated[str, Option("--format", metavar="text|json", help="How the outcome is told.")]

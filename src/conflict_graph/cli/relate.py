"""``conflict-graph network`` and ``paths``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from conflict_graph.cli.options import (
    HoldsOption,
    KnownAtOption,
    LayerOption,
    ModalityOption,
    OutputOption,
    RecordedAtOption,
    SourceOption,
    StoreOption,
    ValidAtOption,
)
from conflict_graph.cli.output import check_format, note, write, write_json, write_table

if TYPE_CHECKING:
    from conflict_graph.relate.paths import Paths


def network(
    relationship: Annotated[
        str,
        Argument(
            metavar="REL",
            help="co-attendance, membership, representation, agreement, interaction or all.",
            show_default=False,
        ),
    ],
    valid_at: ValidAtOption = None,
    known_at: KnownAtOption = None,
    recorded_at: RecordedAtOption = None,
    layer: LayerOption = None,
    modality: ModalityOption = None,
    source: SourceOption = None,
    holds: HoldsOption = "certain",
    weighting: Annotated[
        str, Option("--weighting", metavar="count|newman", help="How shared meetings weigh in co-attendance.")
    ] = "count",
    store: StoreOption = None,
    format: Annotated[
        str, Option("--format", metavar="FORMAT", help="table, json, csv, graphml, gexf, or html for a picture.")
    ] = "table",
    output: OutputOption = None,
) -> None:
    """Draw the network of a relationship.

    Each tie names the claims it rests on, and says whether it rests on plans alone.

    \b
    Examples:
      conflict-graph network co-attendance --valid-at 2026-02-24
      conflict-graph network all --format html --output network.html
    """
    from conflict_graph.cli.path_text import TIE_COLUMNS, tie_rows
    from conflict_graph.draw.network_files import FORMATS
    from conflict_graph.draw.network_files import write as write_network
    from conflict_graph.graph import open as open_graph

    check_format(format, ("table", "html", *(known.name for known in FORMATS)))
    with open_graph(store) as graph:
        net = graph.network(
            relationship,
            valid_at=valid_at,
            known_at=known_at,
            recorded_at=recorded_at,
            layer=layer,
            modality=modality,
            source=source,
            holds=holds,
            weighting=weighting,
        )
        if format == "table":
            write_table(TIE_COLUMNS, tie_rows(net))
            note(net.graph["note"])
        elif format == "html":
            write(graph.show(net).html, output)
        else:
            write(write_network(net, format), output)


def paths(
    a: Annotated[str, Argument(metavar="A", help="A name, an alias or an IRI.")],
    b: Annotated[str, Argument(metavar="B", help="Another.")],
    relationship: Annotated[
        str, Option("--relationship", "-r", metavar="REL", help="Network to walk: co-attendance, ..., all.")
    ] = "all",
    longest: Annotated[int | None, Option("--longest", metavar="N", min=1, help="Most hops of a path.")] = None,
    valid_at: ValidAtOption = None,
    known_at: KnownAtOption = None,
    recorded_at: RecordedAtOption = None,
    layer: LayerOption = None,
    modality: ModalityOption = None,
    source: SourceOption = None,
    holds: HoldsOption = "certain",
    store: StoreOption = None,
    format: Annotated[str, Option("--format", metavar="text|json", help="How the paths are written.")] = "text",
) -> None:
    """Show how two things are connected.

    Every hop comes with the sentences it rests on.

    \b
    Example:
      conflict-graph paths Macron Iceland
    """
    from conflict_graph.cli.path_text import paths_text
    from conflict_graph.graph import open as open_graph

    check_format(format, ("text", "json"))
    with open_graph(store) as graph:
        answer = graph.paths(
            a,
            b,
            relationship=relationship,
            longest=longest,
            valid_at=valid_at,
            known_at=known_at,
            recorded_at=recorded_at,
            layer=layer,
            modality=modality,
            source=source,
            holds=holds,
        )
        if format == "json":
            write_json(answer.to_dict())
        else:
            write(paths_text(answer, {claim.iri: claim for claim in graph.lookup(_claims_of(answer))}))


def _claims_of(answer: Paths) -> list[str]:
    return sorted({iri for path in answer.paths for iri in path.claims})

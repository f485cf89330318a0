"""Tables and stores: importing a folder of tables, and checking one without changing anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from conflict_graph.errors import InvalidParameter
from conflict_graph.imports.known_things import known
from conflict_graph.imports.merged_items import Moves
from conflict_graph.imports.report import ImportReport
from conflict_graph.imports.run import Progress, check_import, run_import
from conflict_graph.imports.tables.cells import SLUG
from conflict_graph.imports.tables.columns import LAYERS
from conflict_graph.imports.tables.importer import TablesImporter
from conflict_graph.store.base import Store


def import_tables(
    store: Store,
    place: Path,
    *,
    recorded_on: date | None = None,
    layer: str = "",
    name: str = "",
    keep_missing: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import the tables in a folder, or in a workbook, into a store, all of it or nothing.

    recorded_on is the day from which the claims count as recorded, by default today; layer the layer they belong to;
    name begins the names of the claims and tells these tables from others. By default the table dataset gives both,
    else the layer is the chronicle and the name that of the folder. Claims of these tables that no row tells any more
    are withdrawn from the record, unless keep_missing. When something cannot be used, nothing is changed and the
    report, which does not conform then, says what.

    Raises MissingFile, InvalidParameter, ReadOnly, StoreLocked, StoreChanged.
    """
    day = recorded_on or date.today()
    with _opened(store, place, day, layer, name) as importer:
        return run_import(store, importer, recorded_on=day, keep_missing=keep_missing, progress=progress)


def check_tables(
    store: Store | None,
    place: Path,
    *,
    recorded_on: date | None = None,
    layer: str = "",
    name: str = "",
    keep_missing: bool = False,
) -> ImportReport:
    """Return what an import of tables would complain about and come to, with no store as for an empty one.

    Raises MissingFile, InvalidParameter.
    """
    day = recorded_on or date.today()
    with _opened(store, place, day, layer, name) as importer:
        return check_import(store, importer, recorded_on=day, keep_missing=keep_missing)


@contextmanager
def _opened(store: Store | None, place: Path, day: date, layer: str, name: str) -> Iterator[TablesImporter]:
    if layer and layer not in LAYERS:
        raise InvalidParameter.one_of("layer", layer, LAYERS)
    if name and not SLUG.fullmatch(name):
        raise InvalidParameter("name", name, "lower-case letters, digits and hyphens")
    things = known(store.view()) if store is not None else ()
    replaced = Moves(store.view()).replaced if store is not None else {}
    importer = TablesImporter(place, known=things, read_on=day, layer=layer, name=name, replaced=replaced)
    try:
        yield importer
    finally:
        importer.close()

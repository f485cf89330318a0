"""Build data/chronicle.ttl from the tables in data/chronicle.

The tables refer to actors, meetings and issues that the article and the reference facts describe, so these are what
the tables are compiled beside. The day of recording is fixed: the same tables give the same file.

    make chronicle
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from conflict_graph.errors import InvalidData
from conflict_graph.imports.known_things import known
from conflict_graph.imports.tables.compile import compiled
from conflict_graph.imports.tables.importer import TablesImporter
from conflict_graph.rdf.documents import read_rdf
from conflict_graph.store.memory import MemoryStore
from conflict_graph.write.load import load

DATA = Path(__file__).resolve().parent.parent / "data"
RECORDED_ON = date(2026, 11, 22)
BESIDE = ("ontology.ttl", "events.ttl", "reference.ttl")


def build() -> bytes:
    """Return the chronicle as Turtle."""
    with MemoryStore() as store:
        load(store, [read_rdf(DATA / name) for name in BESIDE], check=False)
        importer = TablesImporter(DATA / "chronicle", known=known(store), read_on=RECORDED_ON)
        try:
            return compiled(importer, store, recorded_on=RECORDED_ON, run="chronicle-1")
        finally:
            importer.close()


if __name__ == "__main__":
    try:
        (DATA / "chronicle.ttl").write_bytes(build())
    except InvalidData as error:
        sys.exit("\n".join(f"{one['file']}:{one['row']}: {one['message']}" for one in error.extra["report"]["skipped"]))

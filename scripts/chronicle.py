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
from conflict_graph.read.importers.tables import TablesImporter
from conflict_graph.read.rdf import read_rdf
from conflict_graph.store.compiled import compiled
from conflict_graph.store.known import known
from conflict_graph.store.load import load
from conflict_graph.store.memory import MemoryStore

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

"""Backup and restore: a store as one compressed N-Quads file, with a manifest that can prove it is the same.

The manifest names the SHA-256 of the store's canonical form (RDFC-1.0), which does not depend on the kind of store,
on the order of statements or on the names of blank nodes. A backup is complete when its manifest is there.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as ox

from conflict_graph.errors import InvalidParameter, MissingFile, StoreUnreadable
from conflict_graph.store.base import Change, Store
from conflict_graph.store.layout import sync
from conflict_graph.write.commit import commit

STATEMENTS: Final = "statements.nq.gz"
MANIFEST: Final = "backup.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup holds: the snapshot it was taken of, its statements, and the hash of their canonical form."""

    snapshot: str
    statements: int
    rdfc10_sha256: str
    taken_at: str


def backup(store: Store, directory: Path) -> Backup:
    """Write every statement of a store into a new or empty directory and return the manifest.

    All of it is of one snapshot, also while others change the store.

    Raises InvalidParameter when the directory holds something, MissingFile when it cannot be written.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise InvalidParameter("directory", str(directory), "a new or empty directory", hint="Name another one.")
    view = store.view()
    quads = list(view.quads())
    manifest = Backup(
        snapshot=view.snapshot,
        statements=len(quads),
        rdfc10_sha256=canonical_hash(quads),
        taken_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with gzip.open(directory / STATEMENTS, "wb") as file:
            ox.serialize(quads, cast(IO[bytes], file), ox.RdfFormat.N_QUADS)
        sync(directory / STATEMENTS)
        (directory / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2) + "\n", encoding="utf-8")
        sync(directory / MANIFEST)
        sync(directory)
    except OSError as error:
        raise MissingFile(
            f"The backup cannot be written to {directory}: {error.strerror}.", hint="Name a folder you may write to."
        ) from error
    return manifest


def restore(store: Store, directory: Path, *, replace: bool = False) -> Backup:
    """Put what a backup holds into a store, in one change, and return the manifest.

    The store must be empty, unless replace says that what it holds may go. Claims come back as they were, whatever
    the shapes say of them now: a backup is there to have again what one had. Shortcuts are none of that; they are made
    to follow from the claims, so that those of an old backup which no claim bears out do not come back.

    Raises MissingFile when there is no backup, StoreUnreadable when it is damaged, InvalidParameter when the store
    is not empty, ReadOnly when it takes no writes; then nothing is changed.
    """
    manifest, quads = read_backup(directory)
    with store.exclusive():
        if store.count() and not replace:
            raise InvalidParameter(
                "store", store.location, "a new or empty store", hint="Say --replace to replace everything it holds."
            )
        commit(store, Change(clear=["default", *store.graphs()], add=quads), rules=None)
    return manifest


def read_backup(directory: Path) -> tuple[Backup, list[ox.Quad]]:
    """Return the manifest and the statements of a backup; raises MissingFile or StoreUnreadable."""
    try:
        manifest = Backup(**json.loads((directory / MANIFEST).read_text(encoding="utf-8")))
        with gzip.open(directory / STATEMENTS, "rb") as file:
            quads = list(ox.parse(cast(IO[bytes], file), ox.RdfFormat.N_QUADS))
    except FileNotFoundError as error:
        raise MissingFile(
            f"{directory} holds no complete backup: {MANIFEST} or {STATEMENTS} is missing.",
            hint="Name a directory written by 'conflict-graph backup'.",
        ) from error
    except (OSError, EOFError, ValueError, TypeError) as error:
        raise _damaged(directory, str(error)) from error
    if canonical_hash(quads) != manifest.rdfc10_sha256:
        raise _damaged(directory, "its statements do not have the hash that its manifest names")
    return manifest, quads


def canonical_hash(quads: Iterable[ox.Quad]) -> str:
    """Return the SHA-256 of the canonical N-Quads (RDFC-1.0) of some quads.

    >>> a, b = (ox.Quad(ox.BlankNode(), ox.NamedNode("http://example.com/p"), ox.Literal("x")) for _ in range(2))
    >>> canonical_hash([a]) == canonical_hash([b])
    True
    """
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in dataset)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _damaged(directory: Path, why: str) -> StoreUnreadable:
    return StoreUnreadable(f"The backup in {directory} is damaged: {why}.", hint="Restore from another backup.")

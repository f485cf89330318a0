"""One door to all stores: a directory, the address of an endpoint, memory, or the data shipped with the product."""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from conflict_graph import resources
from conflict_graph.errors import StoreUnreadable
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Store
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.layout import FORMAT
from conflict_graph.store.memory import MemoryStore
from conflict_graph.store.owned_directory import ClaimedDirectory

_LEFT_OUT: Final = frozenset({"alignments.ttl"})
"""Mappings to other vocabularies: no question is answered from them, so they stay out of the graph."""


def open_store(
    location: str | Path | None = None,
    settings: Settings | None = None,
    *,
    create: bool = False,
    shipped_data: bool | None = None,
    extra: Iterable[ox.Quad] = (),
) -> Store:
    """Open the store at a location.

    Parameters
    ----------
    location: a store directory; the address (http or https) of a SPARQL 1.1 query endpoint, whose update address is
        the setting ``update_url``; "memory"; or nothing for the shipped data, which are read-only.
    create: make a directory that is missing or empty into an empty store.
    shipped_data: for serving. True makes a missing directory into a store filled with the shipped data, False into
        an empty one; without a location, False gives an empty store in a temporary directory.
    extra: quads to put beside the shipped data, such as the published queries.

    Raises
    ------
    StoreUnreadable, ReadOnly, InvalidParameter.
    """
    settings = settings or Settings()
    if location is None:
        return _shipped(settings, extra) if shipped_data is not False else _temporary(settings)
    text = str(location)
    if text == "memory":
        return MemoryStore(settings)
    if "://" in text:
        from conflict_graph.store.remote import RemoteStore

        return RemoteStore(text, settings.update_url, settings)
    new = (create or shipped_data is not None) and not (Path(text) / "CURRENT").exists()
    store = DirectoryStore(text, settings, create=new)
    if new and shipped_data:
        fill(store, extra)
    return store


def fill(store: Store, extra: Iterable[ox.Quad] = ()) -> None:
    """Put the shipped data into an empty store, with the texts of their sources and the shortcuts that follow."""
    from conflict_graph.rdf.source_texts import read_with_texts
    from conflict_graph.write.commit import commit

    documents = read_with_texts(_files())
    quads = list(dict.fromkeys([*(quad for document in documents for quad in document.quads), *extra]))
    commit(store, Change(add=quads), rules=None)  # the tests judge them, once for all who open them


class _TemporaryStore(DirectoryStore):
    """A store whose directory goes with it."""

    def __init__(self, folder: ClaimedDirectory, settings: Settings, **options: Any) -> None:
        self._folder = folder
        super().__init__(folder.path / "store", settings, create=True, **options)

    def close(self) -> None:
        """End the workers and remove the directory."""
        super().close()
        self._folder.remove()


def _temporary(settings: Settings) -> DirectoryStore:
    path = Path(tempfile.gettempdir()) / f"conflict-graph-store-{uuid.uuid4().hex[:12]}"
    return _TemporaryStore(ClaimedDirectory(path, "conflict-graph-store-*", private=True), settings)


def _shipped(settings: Settings, extra: Iterable[ox.Quad]) -> Store:
    """Open the shipped data in the cache directory, building them there first if need be."""
    quads = list(extra)
    try:
        folder = cache_directory(settings) / _fingerprint(quads)
        if not (folder / "CURRENT").exists():
            _build(folder, settings, quads)
        return DirectoryStore(folder, settings, writable=False)
    except (OSError, StoreUnreadable):
        store = _temporary(settings)
        fill(store, quads)
        store.writable = False
        return store


def cache_directory(settings: Settings) -> Path:
    """Return the directory for what can be made again: the one set, else the user's."""
    if settings.cache_directory is not None:
        return settings.cache_directory
    import platformdirs

    return platformdirs.user_cache_path("conflict-graph", appauthor=False)


def _build(folder: Path, settings: Settings, extra: list[ox.Quad]) -> None:
    """Build the shipped data beside their place and move them there; of two processes that build, one comes first."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = ClaimedDirectory(folder.with_name(f"{folder.name}.{uuid.uuid4().hex[:8]}"), "shipped-*.*")
    try:
        with DirectoryStore(draft.path, settings, create=True) as store:
            fill(store, extra)
        with suppress(OSError):  # the other process was quicker
            draft.path.rename(folder)
    finally:
        draft.remove()


def _files() -> list[Path]:
    return [path for path in resources.graph_files() if path.name not in _LEFT_OUT]


def _fingerprint(extra: list[ox.Quad]) -> str:
    """Return a name for exactly these shipped data, so that another version of them gets a place of its own."""
    digest = hashlib.sha256(f"{FORMAT}\n".encode())
    for path in [*_files(), *resources.source_text_files(), *_code()]:
        digest.update(f"{path.name}\n{path.stat().st_size}\n".encode() + path.read_bytes())
    digest.update("\n".join(sorted(map(str, extra))).encode())
    return f"shipped-{digest.hexdigest()[:16]}"


def _code() -> list[Path]:
    """Return the code that decides what is built from the files."""
    return [Path(__file__).parent / "write" / name for name in ("shortcuts.py", "shortcut_changes.py")]

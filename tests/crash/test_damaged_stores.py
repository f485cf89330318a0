"""Whatever is missing or damaged in a store's directory, no command removes a snapshot or fills the directory anew."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from conflict_graph.cli.app import app
from conflict_graph.errors import ConflictGraphError, StoreUnreadable
from conflict_graph.opening import open_store
from conflict_graph.store.base import Change
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.repair import repair

PLACE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/a> skos:prefLabel "A place"@en .
"""


def quads(*names: str) -> list[ox.Quad]:
    return [ox.Quad(ox.NamedNode(f"u:{name}"), ox.NamedNode("u:p"), ox.Literal(name)) for name in names]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two snapshots, as its user left it."""
    folder = tmp_path_factory.mktemp("damaged") / "store"
    with DirectoryStore(folder, create=True) as store:
        for name in ("one", "two", "three"):
            store.change(Change(add=quads(name)))
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "store")


def snapshots(folder: Path) -> dict[str, str]:
    """The snapshots of a store, each with a hash of all its files."""
    found = {}
    for snapshot in sorted((folder / "snapshots").iterdir()):
        digest = hashlib.sha256()
        for path in sorted(path for path in snapshot.rglob("*") if path.is_file()):
            digest.update(path.name.encode() + path.read_bytes())
        found[snapshot.name] = digest.hexdigest()
    return found


def inputs(folder: Path) -> None:
    """What the commands read, beside the store."""
    (folder / "tables").mkdir()
    (folder / "place.ttl").write_text(PLACE)


def serve(folder: Path) -> None:
    """What `serve --store DIR` does before it answers."""
    open_store(folder, shipped_data=True).close()


def command(*arguments: str) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        words = [word.format(store=folder, beside=folder.parent) for word in arguments]
        result = CliRunner().invoke(app, words)
        if isinstance(result.exception, ConflictGraphError):
            raise result.exception
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception

    return run


COMMANDS: dict[str, Callable[[Path], None]] = {
    "serve": serve,
    "load": command("load", "{beside}/place.ttl", "--store", "{store}"),
    "info": command("info", "--store", "{store}"),
    "query": command("query", "ASK {{}}", "--store", "{store}"),
    "export": command("export", "--store", "{store}", "--output", "{beside}/out.ttl"),
    "backup": command("backup", "{beside}/backup", "--store", "{store}"),
    "restore": command("restore", "{beside}/made", "--store", "{store}", "--replace"),
    "import": command("import", "tables", "{beside}/tables", "--store", "{store}"),
    "merge": command("merge", "per:a", "per:b", "--reason", "the same", "--store", "{store}"),
    "repair": command("repair", "{store}"),
}


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut": cut,
    "flipped": flip,
    "foreign": lambda path: path.write_text("a shopping list\n"),
}


def files_of(folder: Path) -> list[str]:
    """Every file whose loss could matter: the pointer, and those of the current snapshot, one of each kind."""
    current = json.loads((folder / "CURRENT").read_text())["snapshot"]
    kinds = {path.suffix or path.name.rstrip("0123456789"): path for path in (folder / "snapshots" / current).iterdir()}
    return ["CURRENT", *(str(path.relative_to(folder)) for path in kinds.values() if path.is_file())]


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_takes_a_snapshot_away_from_a_damaged_store(
    original: Path, tmp_path: Path, name: str, damage: str
) -> None:
    for number, path in enumerate(files_of(original)):
        copy = shutil.copytree(original, tmp_path / f"{number}" / "store")
        inputs(copy.parent)
        DAMAGE[damage](copy / path)
        before = snapshots(copy)
        try:
            COMMANDS[name](copy)
        except ConflictGraphError as error:
            assert error.hint, f"{path} {damage}: {error}"
        after = snapshots(copy)
        superseded = set(before) - set(after)
        current = json.loads((copy / "CURRENT").read_text()) if set(after) - set(before) else {"before": []}
        assert superseded <= set(before) - set(current["before"][-1:]), f"{path} {damage}"
        assert not superseded or current["before"], f"{path} {damage}: removed {superseded} without a new snapshot"
        assert {key: before[key] for key in after if key in before} == {
            key: after[key] for key in after if key in before
        }


@pytest.mark.parametrize("name", ["serve", "load", "restore", "import"])
def test_a_store_without_its_pointer_is_never_filled_anew(folder: Path, name: str) -> None:
    (folder / "CURRENT").unlink()
    newest = sorted(snapshots(folder))[-1]
    before = snapshots(folder)
    inputs(folder.parent)
    with DirectoryStore(folder.parent / "other", create=True) as store:
        CliRunner().invoke(app, ["backup", str(folder.parent / "made"), "--store", store.location])
    try:
        COMMANDS[name](folder)
    except StoreUnreadable as error:
        assert "no file CURRENT" in str(error)
        assert newest in error.hint and f"conflict-graph repair {folder}" in error.hint
    assert snapshots(folder) == before
    assert not (folder / "CURRENT").exists()


def test_a_store_without_its_pointer_is_put_back(folder: Path) -> None:
    (folder / "CURRENT").unlink()
    before = snapshots(folder)
    outcome = repair(folder)
    assert (outcome.snapshot, outcome.statements, outcome.changed) == (sorted(before)[-1], 3, True)
    assert snapshots(folder) == before
    with DirectoryStore(folder) as store:
        assert store.count() == 3
        store.change(Change(add=quads("four")))
    assert set(before) <= set(snapshots(folder)), "the pointer that was put back proves nothing superseded"
    assert not repair(folder).changed


def test_a_snapshot_that_cannot_be_read_to_the_end_is_passed_over(folder: Path) -> None:
    older, newest = sorted(snapshots(folder))
    for path in (folder / "snapshots" / newest).glob("*.sst"):
        flip(path)
    for path in (folder / "snapshots" / newest).glob("*.log"):
        flip(path)
    flip(next((folder / "snapshots" / newest).glob("MANIFEST-*")))
    (folder / "CURRENT").write_text("{")
    outcome = repair(folder)
    assert (outcome.snapshot, outcome.statements, outcome.unreadable) == (older, 2, (newest,))
    assert [path.read_text() for path in folder.glob("CURRENT.before-*")] == ["{"], "what was there stays"


def test_a_store_of_another_version_is_not_repaired(folder: Path) -> None:
    text = json.dumps({"format": 99, "snapshot": "whatever"})
    (folder / "CURRENT").write_text(text)
    with pytest.raises(StoreUnreadable, match="format 99"):
        repair(folder)
    assert (folder / "CURRENT").read_text() == text


def test_two_generations_in_one_folder_do_not_cost_each_other_a_snapshot(folder: Path, tmp_path: Path) -> None:
    with DirectoryStore(tmp_path / "other", create=True) as store:
        for number in range(8):
            store.change(Change(add=quads(f"n{number}")))
    theirs = snapshots(tmp_path / "other")
    shutil.copytree(tmp_path / "other" / "snapshots", folder / "snapshots", dirs_exist_ok=True)
    with DirectoryStore(folder) as store:
        for name in ("four", "five", "six"):
            store.change(Change(add=quads(name)))
        assert store.count() == 6
    assert theirs.items() <= snapshots(folder).items()


def test_going_back_to_an_older_snapshot_by_hand_keeps_the_newer_one(folder: Path) -> None:
    older, newer = sorted(snapshots(folder))
    (folder / "CURRENT.mine").write_text((folder / "CURRENT").read_text())
    (folder / "CURRENT").write_text(json.dumps({"format": 1, "snapshot": older}))
    with DirectoryStore(folder) as store:
        assert store.count() == 2
        store.change(Change(add=quads("other")))
        store.change(Change(add=quads("another")))
    assert newer in snapshots(folder)
    assert (folder / "CURRENT.mine").exists()


def test_a_first_start_that_was_cut_short_goes_on_with_what_it_left(folder: Path, tmp_path: Path) -> None:
    with DirectoryStore(tmp_path / "new", create=True) as store:
        first = store.snapshot
    (tmp_path / "new" / "CURRENT").unlink()
    with DirectoryStore(tmp_path / "new", create=True) as store:
        assert (store.snapshot, store.count()) == (first, 0)

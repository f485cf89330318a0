"""What only a store on disk promises: several processes, crashes, broken directories."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
import pytest

from conflict_graph.errors import ReadOnly, StoreError, StoreLocked, StoreUnreadable
from conflict_graph.store.base import Change, Limits
from conflict_graph.store.directory import DirectoryStore
from conflict_graph.store.lock import writer_lock

SOURCE = str(Path(__file__).parents[2] / "src")


def quads(*names: str) -> list[ox.Quad]:
    return [ox.Quad(ox.NamedNode(f"u:{name}"), ox.NamedNode("u:p"), ox.Literal(name)) for name in names]


def names(store: DirectoryStore) -> list[str]:
    return sorted(row["o"].value for row in store.select("SELECT ?o { ?s <u:p> ?o }"))


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process with a few things imported."""
    head = """
        import os, sys, signal, time, threading
        from pathlib import Path
        import pyoxigraph as ox
        from conflict_graph.errors import ConflictGraphError
        from conflict_graph.store.base import Change, Limits
        from conflict_graph.store.directory import DirectoryStore
        def quads(*names):
            return [ox.Quad(ox.NamedNode(f"u:{n}"), ox.NamedNode("u:p"), ox.Literal(n)) for n in names]
    """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(head) + textwrap.dedent(code), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": SOURCE},
    )


def run(code: str, *arguments: object) -> tuple[int, str]:
    with child(code, *arguments) as process:
        told, _ = process.communicate(timeout=30)
        return process.returncode, told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with one statement."""
    with DirectoryStore(tmp_path / "store", create=True) as store:
        store.change(Change(add=quads("old")))
    return tmp_path / "store"


def test_what_was_written_is_there_when_it_is_opened_again(folder: Path) -> None:
    with DirectoryStore(folder) as store:
        assert names(store) == ["old"]
        assert json.loads((folder / "CURRENT").read_text())["snapshot"] == store.snapshot


def test_the_name_of_the_current_snapshot_is_replaced_and_never_written_over(folder: Path) -> None:
    with DirectoryStore(folder) as store, (folder / "CURRENT").open() as before:
        old = store.snapshot
        new = store.change(Change(add=quads("new")))
        assert json.load(before)["snapshot"] == old
        assert json.loads((folder / "CURRENT").read_text())["snapshot"] == new


def test_two_processes_take_turns_and_see_each_other(folder: Path) -> None:
    code = """
        store = DirectoryStore(sys.argv[1])
        for line in sys.stdin:
            print(store.change(Change(add=quads(line.strip()))), flush=True)
    """
    with DirectoryStore(folder) as store, child(code, folder) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        for number in range(3):
            other.stdin.write(f"theirs-{number}\n")
            other.stdin.flush()
            published = other.stdout.readline().strip()
            assert store.snapshot == published
            assert store.query("SELECT ?o { ?s <u:p> ?o }", accept=["csv"]).snapshot == published
            store.change(Change(add=quads(f"ours-{number}")))
        other.stdin.close()
        assert names(store) == ["old", "ours-0", "ours-1", "ours-2", "theirs-0", "theirs-1", "theirs-2"]
        assert store.query("SELECT ?o { ?s <u:p> ?o }", accept=["csv"]).body.count(b"\n") == 8


def test_many_threads_may_write_at_once_and_none_is_lost(folder: Path) -> None:
    with DirectoryStore(folder) as store:
        threads = [threading.Thread(target=store.change, args=(Change(add=quads(f"t{n}")),)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert names(store) == ["old", *(f"t{n}" for n in range(6))]


def test_a_second_writer_is_told_who_writes_and_readers_do_not_wait(folder: Path) -> None:
    code = """
        from conflict_graph.store.lock import writer_lock
        with writer_lock(Path(sys.argv[1]) / "writer.lock", 0):
            print("locked", flush=True)
            sys.stdin.read()
    """
    with child(code, folder) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        with DirectoryStore(folder, lock_seconds=0.1) as store:
            with pytest.raises(StoreLocked, match=rf"pid {holder.pid}\)"):
                store.change(Change(add=quads("new")))
            assert names(store) == ["old"]
            holder.stdin.close()
            holder.wait(timeout=10)
            store.change(Change(add=quads("new")))
            assert names(store) == ["new", "old"]


DYING = """
    import shutil
    left, taken = int(sys.argv[2]), 0
    def step(real):
        def counted(*arguments, **named):
            global left, taken
            left, taken = left - 1, taken + 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)
        return counted
    def in_draft(descriptor):
        file = os.fstat(descriptor)
        return any(os.path.samestat(file, path.stat()) for path in Path(sys.argv[1]).glob("drafts/*/*"))
    fsync = os.fsync
    counted_fsync = step(fsync)  # without the files of the draft, of which the engine makes now more, now fewer
    os.fsync = lambda descriptor: (fsync if in_draft(descriptor) else counted_fsync)(descriptor)
    shutil.rmtree = step(shutil.rmtree)
    Path.rename, Path.replace = step(Path.rename), step(Path.replace)
    store = DirectoryStore(sys.argv[1])
    print(store.change(Change(remove=quads("old"), add=quads("new-1", "new-2"))), taken, flush=True)
"""


def test_a_writer_killed_at_any_step_leaves_the_old_state_or_the_new_one(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "whole")
    code, told = run(DYING, tmp_path / "whole", 0)
    assert code == 0, told
    steps = int(told.split()[1])
    assert steps > 8
    outcomes = []
    for step in range(1, steps + 1):
        copy = tmp_path / f"copy-{step}"
        shutil.copytree(folder, copy)
        assert run(DYING, copy, step)[0] == -9
        with DirectoryStore(copy) as store:
            found = names(store)
            assert found in (["old"], ["new-1", "new-2"])
            store.change(Change(add=quads("next")))
            assert names(store) == sorted([*found, "next"])
            assert len(list((copy / "snapshots").iterdir())) <= 2
            assert not (copy / "drafts").exists()
        outcomes.append(found[0])
    assert outcomes == sorted(outcomes, reverse=True)
    assert {outcomes[0], outcomes[-1]} == {"old", "new-1"}
    with DirectoryStore(tmp_path / "whole") as store:
        assert names(store) == ["new-1", "new-2"]


def test_old_snapshots_go_and_whoever_reads_them_reads_on(folder: Path) -> None:
    with DirectoryStore(folder) as store:
        view = store.view()
        reading = view.quads()
        for number in range(4):
            store.change(Change(add=quads(f"n{number}")))
        assert len(list((folder / "snapshots").iterdir())) == 2
        assert [found.object.value for found in reading if isinstance(found.object, ox.Literal)] == ["old"]
        assert view.count() == 1


def test_a_full_disk_changes_nothing_and_serving_goes_on(folder: Path) -> None:
    code = """
        import resource
        store = DirectoryStore(sys.argv[1])
        before = store.snapshot
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        try:
            store.change(Change(add=quads(*(f"{n:x}" * 8 for n in range(100_000)))))
        except ConflictGraphError as error:
            print(error.code, error)
        print(store.snapshot == before, store.count(), len(os.listdir(Path(sys.argv[1]) / "snapshots")))
    """
    code_, told = run(code, folder)
    assert code_ == 0, told
    assert told.startswith("store-full Could not write to the store")
    assert told.endswith("True 1 2\n")
    assert "Nothing was changed" in told


def test_a_read_only_store_takes_no_writes(folder: Path) -> None:
    with DirectoryStore(folder, writable=False) as store, pytest.raises(ReadOnly, match="read-only"):
        store.change(Change(add=quads("new")))


def test_a_directory_without_permission_is_named(folder: Path) -> None:
    code = """
        os.chmod(sys.argv[1], 0o000 if os.geteuid() else 0o700)
        if not os.geteuid():
            os.setuid(65534)
        try:
            DirectoryStore(sys.argv[1])
        except ConflictGraphError as error:
            print(error.code, error)
    """
    _, told = run(code, folder)
    folder.chmod(0o700)
    assert told.startswith("store-unreadable There is no permission to read")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({}, "is empty"),
        ({"notes.txt": "hello"}, "is not a store: it has no file CURRENT, but notes.txt"),
        ({"CURRENT": "MANIFEST-000001\n"}, "is a bare Oxigraph database"),
        ({"CURRENT": "{"}, "cannot be read"),
        ({"CURRENT": '{"format": 99, "snapshot": "x"}'}, "store format 99"),
        ({"CURRENT": '{"format": 1, "snapshot": "000007-gone"}'}, "names the snapshot 000007-gone, which is not in"),
        ({"CURRENT": '{"format": 1, "snapshot": "000001-x"}', "snapshots/000001-x/CURRENT": "?"}, "cannot be opened"),
    ],
)
def test_a_directory_that_is_no_store_says_what_was_found(tmp_path: Path, content: dict[str, str], words: str) -> None:
    for name, text in content.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    with pytest.raises(StoreUnreadable, match=words) as caught:
        DirectoryStore(tmp_path)
    assert caught.value.hint
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()) == sorted(content)


def test_a_missing_directory_and_a_file_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file.ttl").write_text("")
    with pytest.raises(StoreUnreadable, match="There is no store at"):
        DirectoryStore(tmp_path / "missing")
    for create in (False, True):
        with pytest.raises(StoreUnreadable, match="is a file; a store is a directory"):
            DirectoryStore(tmp_path / "file.ttl", create=create)


def test_a_directory_with_other_things_in_it_is_not_made_a_store(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("keep me")
    with pytest.raises(StoreUnreadable, match=r"it holds thesis\.txt"):
        DirectoryStore(tmp_path, create=True)
    assert (tmp_path / "thesis.txt").read_text() == "keep me"


def test_a_snapshot_that_vanishes_while_serving_is_an_error_not_a_wrong_answer(folder: Path) -> None:
    with DirectoryStore(folder) as store:
        shutil.rmtree(folder / "snapshots")
        with pytest.raises(StoreError):
            store.query("SELECT * { ?s ?p ?o }", limits=Limits(seconds=10))


def test_a_large_import_leaves_few_files_to_look_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = 6
    monkeypatch.setattr("conflict_graph.store.directory.MOST_FILES", few)
    monkeypatch.setattr("conflict_graph.store.engine._PIECE", 20_000)
    rows, line = tmp_path / "rows.nt", '<http://example.org/{0}> <http://example.org/p> "{0}" .\n'
    rows.write_text("".join(map(line.format, range(900))), encoding="utf-8")
    with DirectoryStore(tmp_path / "store", create=True) as store:
        store.change(Change(files=[rows]))
        assert len(list((tmp_path / "store" / "snapshots" / store.snapshot).glob("*.sst"))) <= few
        assert store.count() == 900


def test_what_fails_leaves_no_new_store_behind(tmp_path: Path) -> None:
    for place in (tmp_path / "new", tmp_path / "there"):
        place.parent.mkdir(exist_ok=True)
    (tmp_path / "there").mkdir()
    for place in (tmp_path / "new", tmp_path / "there"):
        with pytest.raises(StoreError), DirectoryStore(place, create=True):
            raise StoreError("the load was refused")
    assert not (tmp_path / "new").exists()
    assert list((tmp_path / "there").iterdir()) == []


def test_what_fails_takes_nothing_of_a_store_that_was_there_or_was_written_to(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError), DirectoryStore(folder, create=True):
        raise StoreError("the load was refused")
    with pytest.raises(StoreError), DirectoryStore(tmp_path / "new", create=True) as store:
        store.change(Change(add=quads("new")))
        raise StoreError("the second load was refused")
    for place, name in ((folder, "old"), (tmp_path / "new", "new")):
        with DirectoryStore(place) as store:
            assert names(store) == [name]


def test_a_change_is_on_the_disk_before_it_is_named_and_its_name_before_it_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut cannot be made here, so what would survive it is read off the order of the calls."""
    steps: list[tuple[str, str]] = []
    fsync, rename, replace = os.fsync, Path.rename, Path.replace

    def synced(descriptor: int) -> None:
        steps.append(("sync", Path(f"/proc/self/fd/{descriptor}").readlink().name))
        fsync(descriptor)

    def renamed(path: Path, target: Path) -> Path:
        steps.append(("rename", Path(target).name))
        return rename(path, target)

    def replaced(path: Path, target: Path) -> Path:
        steps.append(("replace", Path(target).name))
        return replace(path, target)

    with DirectoryStore(folder) as store:
        monkeypatch.setattr(os, "fsync", synced)
        monkeypatch.setattr(Path, "rename", renamed)
        monkeypatch.setattr(Path, "replace", replaced)
        snapshot = store.change(Change(add=quads("new")))
    monkeypatch.undo()
    moved, named = steps.index(("rename", snapshot)), steps.index(("replace", "CURRENT"))
    files = {path.name for path in (folder / "snapshots" / snapshot).iterdir()}
    assert files <= {name for step, name in steps[:moved] if step == "sync"}, "every file before it is moved"
    assert ("sync", "snapshots") in steps[moved:named], "the move before it is named"
    assert any(step == "sync" and name.startswith("CURRENT.") for step, name in steps[:named]), "the name's own file"
    assert ("sync", folder.name) in steps[named:], "the name before the change is told"


def test_a_lock_that_was_removed_while_somebody_waited_for_it_keeps_nobody_off(tmp_path: Path) -> None:
    """As when the store it belonged to was abandoned, and a new one made in its place."""
    path, entered = tmp_path / "writer.lock", threading.Event()

    def wait() -> None:
        with writer_lock(path, 20):
            entered.set()

    waiting = threading.Thread(target=wait)
    with ExitStack() as new:
        with writer_lock(path, 0):
            waiting.start()
            while sum(link.samefile(path) for link in Path("/proc/self/fd").iterdir() if link.exists()) < 2:
                time.sleep(0.01)
            path.unlink()
            path.with_suffix(".next").unlink()
            new.enter_context(writer_lock(path, 0))
        assert not entered.wait(0.5)
    assert entered.wait(10)
    waiting.join()


def test_what_fills_a_store_in_two_steps_lies_in_no_more_files_than_in_one(tmp_path: Path) -> None:
    """Each look-up asks each file, so that a store of two layers is slower for good."""
    claims = quads(*(f"{number}" for number in range(2_000)))
    shortcuts = quads(*(f"{number}-more" for number in range(400)))
    with DirectoryStore(tmp_path / "one", create=True) as store:
        store.change(Change(add=[*claims, *shortcuts]))
        whole = set(store.quads())
    with DirectoryStore(tmp_path / "two", create=True) as store:
        store.change(Change(add=claims), check=lambda staged: Change(add=shortcuts))
        assert set(store.quads()) == whole
    files = {name: len(list((tmp_path / name / "snapshots").glob("000001-*/*.sst"))) for name in ("one", "two")}
    assert files["two"] <= files["one"]

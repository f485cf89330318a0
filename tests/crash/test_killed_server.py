"""The server is killed with ``kill -9`` at random moments while it takes updates.

`CRASH_ROUNDS=60 python -m pytest tests/crash -s` kills it more often than the tests do, and prints what was seen.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import httpx
import pytest
from crash_stream import TOKEN, authorised, counts, update, writing
from service_process import gone_within, served

from conflict_graph.store.base import Change
from conflict_graph.store.directory import DirectoryStore

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "6"))
LONGEST = 1.2


@pytest.mark.usefixtures("own_surroundings")
def test_a_killed_server_keeps_every_acknowledged_update_and_no_half_of_one(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    chance = random.Random(20260224)
    done = {"a": 0, "b": 0}
    open_when_killed = 0
    for round_ in range(ROUNDS):
        with served("--store", str(folder), "--no-data", write_token=TOKEN) as service:
            with writing(service.address, done) as stream:
                while stream.acknowledged == done:
                    time.sleep(0.005)
                time.sleep(chance.uniform(0, LONGEST))
                workers = service.workers()
                service.process.kill()
                service.process.wait()
            assert workers and gone_within(workers, 10), "a worker outlived the server"
        assert not stream.refused
        with DirectoryStore(folder, writable=False) as store:
            found = counts(store)
        for writer in done:
            assert found[writer] in (stream.acknowledged[writer], stream.sent[writer])
        assert len(list((folder / "snapshots").iterdir())) <= 3
        open_when_killed += sum(found[writer] > stream.acknowledged[writer] for writer in done)
        print(f"round {round_ + 1}: killed with {found} there, {stream.acknowledged} acknowledged")
        done = found
    print(f"{ROUNDS} kills, {sum(done.values())} updates, {open_when_killed} there that had not been acknowledged yet")
    with DirectoryStore(folder) as store:
        store.change(Change(updates=[update("a", done["a"] + 1)]))
        assert counts(store)["a"] == done["a"] + 1
    assert len(list((folder / "snapshots").iterdir())) == 2
    assert not (folder / "drafts").exists()


@pytest.mark.usefixtures("own_surroundings")
def test_a_server_killed_in_the_middle_of_an_answer_breaks_the_transfer(tmp_path: Path) -> None:
    with (
        served("--store", str(tmp_path / "store"), "--no-data", write_token=TOKEN) as service,
        service.client(timeout=30) as client,
    ):
        client.post("/update", data={"update": update("a", 1)}, headers=authorised())
        wide = "SELECT * { ?a <urn:item> ?b . ?c <urn:item> ?d . ?e <urn:item> ?f . ?g <urn:item> ?h }"
        with client.stream("POST", "/sparql", data={"query": wide}) as answer:
            pieces = answer.iter_raw(1000)
            assert answer.status_code == 200
            assert next(pieces)
            service.process.kill()
            with pytest.raises(httpx.TransportError):
                list(pieces)

"""What the tests of crashes share: a stream of updates, and what a store must hold at every moment of it."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from conflict_graph.store.base import Store

TOKEN = "a-token-for-tests-only"
ITEMS, PASSING = 20, 10


def update(writer: str, number: int) -> str:
    """The update that adds a batch for good, replaces what passes of the batch before, and counts on by one."""
    items = " ".join(f"<urn:{writer}:{number}> <urn:item> {item} ." for item in range(ITEMS))
    passing = " ".join(f"<urn:{writer}> <urn:passing> '{number}-{item}' ." for item in range(PASSING))
    return f"""
        DELETE {{ <urn:{writer}> <urn:count> ?count ; <urn:passing> ?gone }}
        INSERT {{ <urn:{writer}> <urn:count> {number} . {items} {passing} }}
        WHERE {{ OPTIONAL {{ <urn:{writer}> <urn:count> ?count ; <urn:passing> ?gone }} }}"""


def counts(store: Store) -> dict[str, int]:
    """How many updates of each writer are there; fails when one is there in part, or one is missing among them."""
    batches: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    passing: dict[str, set[str]] = defaultdict(set)
    count: dict[str, list[int]] = defaultdict(list)
    for row in store.select("SELECT ?s ?p ?o { ?s ?p ?o FILTER(?p IN (<urn:item>, <urn:passing>, <urn:count>)) }"):
        _, writer, *number = row["s"].value.split(":")
        if row["p"].value == "urn:item":
            batches[writer][int(number[0])] += 1
        elif row["p"].value == "urn:passing":
            passing[writer].add(row["o"].value)
        else:
            count[writer].append(int(row["o"].value))
    for writer, numbers in count.items():
        assert len(numbers) == 1, f"{writer} counted to {numbers} at once"
        assert batches[writer] == dict.fromkeys(range(1, numbers[0] + 1), ITEMS)
        assert passing[writer] == {f"{numbers[0]}-{item}" for item in range(PASSING)}
    assert batches.keys() == passing.keys() == count.keys()
    return {writer: numbers[0] for writer, numbers in count.items()}


class Writing:
    """Threads that send one update after the other, each for a writer of its own, until they are told to stop."""

    def __init__(self, address: str, start: dict[str, int]) -> None:
        self.acknowledged = dict(start)
        self.sent = dict(start)
        self.refused: list[int] = []
        self._address = address
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(writer,)) for writer in start]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _write(self, writer: str) -> None:
        with httpx.Client(base_url=self._address, trust_env=False, timeout=30) as client:
            while not self._end.is_set():
                number = self.sent[writer] = self.acknowledged[writer] + 1
                try:
                    answer = client.post("/update", data={"update": update(writer, number)}, headers=authorised())
                except httpx.TransportError:
                    return
                if answer.status_code != 204:
                    self.refused.append(answer.status_code)
                    continue
                self.acknowledged[writer] = number


@contextmanager
def writing(address: str, start: dict[str, int]) -> Iterator[Writing]:
    """Write to a service while the block runs."""
    stream = Writing(address, start)
    stream.start()
    try:
        yield stream
    finally:
        stream.stop()


def authorised() -> dict[str, str]:
    return {"Authorization": f"Bearer {TOKEN}"}

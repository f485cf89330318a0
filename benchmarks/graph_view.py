"""Measure the graph view: from opening the page to a drawn picture, beside the vis-network picture of the same things.

    python benchmarks/graph_view.py [--nodes 200 500 2000] [--rounds 3]

People meet in threes, so that N of them have one and a half times as many lines. The page is opened in Chromium with
software rendering, anew each time; drawn means that a screenshot shows it. The peer is `/visualisations/co-attendance`
of the same service (pyvis, vis-network with places given and physics off), opened in the same way in turn. Figures of
the browser depend on the machine; the ratio is what to look at.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, Page, sync_playwright
from run import process_seconds
from store import LOAD, service

from conflict_graph.namespaces import CG, ID, PROV, RDF, SKOS, VOCAB, XSD

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from browser_program import chromium
from browsing import ARGUMENTS

ROOM = 3
_RUN = f"<{ID}run/made>"


def write_data(path: Path, people: int) -> None:
    """Write meetings of three people each, half as many as there are people."""
    random = Random(people)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{_RUN} <{CG}layer> <{VOCAB}layer-chronicle> .\n")
        for number in range(people):
            file.write(f"<{ID}person/p{number}> <{RDF}type> <{CG}Person> .\n")
            file.write(f'<{ID}person/p{number}> <{SKOS}prefLabel> "Person {number}"@en .\n')
        for number in range(people // 2):
            file.writelines(f"{line} .\n" for line in meeting(number, room(random, number, people)))


def room(random: Random, number: int, people: int) -> list[int]:
    """Two who meet somebody new each time, and one of the few who are busy."""
    return [number * 2, number * 2 + 1, int(people * random.random() ** 2)]


def meeting(number: int, people: list[int]) -> Iterator[str]:
    event, day = f"<{ID}meeting/m{number}>", f'"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"^^<{XSD}date>'
    yield f"{event} <{RDF}type> <{CG}Meeting>"
    yield f'{event} <{SKOS}prefLabel> "Meeting {number}"@en'
    for person in set(people):
        claim = f"<{ID}claim/m{number}-{person}>"
        yield f"{claim} <{RDF}type> <{CG}Participation>"
        yield f"{claim} <{CG}participant> <{ID}person/p{person}>"
        yield f"{claim} <{CG}inEvent> {event}"
        yield f"{claim} <{CG}participationStatus> <{VOCAB}part-attended>"
        yield f"{claim} <{CG}modality> <{VOCAB}modality-actual>"
        yield f"{claim} <{CG}firmness> <{VOCAB}firmness-stated>"
        yield f"{claim} <{CG}claimStatus> <{VOCAB}claim-accepted>"
        yield f"{claim} <{CG}statedOn> {day}"
        yield f"{claim} <{PROV}wasGeneratedBy> {_RUN}"


def drawn(browser: Browser, address: str, is_there: Callable[[Page], object]) -> float:
    """Seconds from asking for a page, in a window of its own, to a screenshot of its picture."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(120_000)
        started = time.perf_counter()
        page.goto(address, wait_until="commit")
        is_there(page)
        page.screenshot()
        return time.perf_counter() - started
    finally:
        context.close()


def saved(connection: object, people: int) -> str:
    """Keep a scene of all people; the address of its page."""
    scene = {"version": 1, "nodes": [{"iri": f"{ID}person/p{number}"} for number in range(people)]}
    connection.request("POST", "/api/scenes", json.dumps(scene), {"Content-Type": "application/json"})  # type: ignore[attr-defined]
    answer = json.loads(connection.getresponse().read())  # type: ignore[attr-defined]
    return str(answer["href"])


def ours(page: Page) -> None:
    page.locator("#graph-view[data-drawn=webgl][data-nodes]").wait_for(state="attached")


def peer(page: Page) -> None:
    page.locator("#mynetwork canvas").wait_for()


def measure(browser: Browser, people: int, rounds: int) -> None:
    """Print one line of figures."""
    with tempfile.TemporaryDirectory() as folder:
        file, store = Path(folder, "data.nt"), str(Path(folder, "store"))
        write_data(file, people)
        process_seconds("-c", LOAD, store, str(file))
        command = [sys.executable, "-m", "conflict_graph", "serve", "--port", "{port}", "--store", "{path}"]
        with service(command, store, "/readyz") as connection:
            origin = f"http://{connection.host}:{connection.port}"
            graph, picture = origin + saved(connection, people), f"{origin}/visualisations/co-attendance"
            found: dict[str, list[float]] = {"graph": [], "picture": []}
            for number in range(rounds + 1):
                for name, address, is_there in (("graph", graph, ours), ("picture", picture, peer)):
                    seconds = drawn(browser, address, is_there)
                    found[name] += [seconds] if number else []
            mine, other = (statistics.median(times) for times in found.values())
            print(f"{people:>7,} things{mine:>12.2f} s{other:>12.2f} s{other / mine:>10.2f} x")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, nargs="+", default=[200, 500, 2000])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    program = chromium()
    print(f"{'to drawn':>14}{'graph':>14}{'vis-network':>14}{'ratio':>12}")
    with sync_playwright() as playwright:
        environment = {**os.environ, **program.environment}
        browser = playwright.chromium.launch(executable_path=program.path, args=ARGUMENTS, env=environment)
        for people in given.nodes:
            measure(browser, people, given.rounds)
        browser.close()


if __name__ == "__main__":
    main()

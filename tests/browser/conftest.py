"""Fixtures of the browser tests: one browser and one server of the shipped data for all of them.

`open_page(path, scheme=, width=, script=, status=, expected=, origin=)` opens a page in a window of its own and gives
Playwright's `Page`; the server has answered with the status, and fonts are ready. When the test ends, everything that
went wrong in its windows is a failure: a message on the console, an error, a dialog, an answer of 400 or above, a
request that failed, a request to any other host. `expected` takes patterns of what the test provokes
(`expected=("answer 404",)`); they hold for the whole test. `origin` is another server than the one of the shipped data.

A fixture of a file may open pages for several of its tests: `with open_pages() as open_page`.

`page.goto`, `page.click` and so on go on in the same window and are watched as well.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

import pytest
from browser_program import chromium, node_for_playwright
from browsing import ARGUMENTS, Record, Scheme, Width, window
from playwright.sync_api import Browser, Page, sync_playwright
from service_process import served as service

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser(own_surroundings: None) -> Iterator[Browser]:
    """Chromium, started once."""
    program = chromium()
    environment = {**os.environ, **program.environment}
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        if node := node_for_playwright():
            patch.setenv("PLAYWRIGHT_NODEJS_PATH", node)
        playwright = stack.enter_context(sync_playwright())
        started = playwright.chromium.launch(executable_path=program.path, args=ARGUMENTS, env=environment)
        yield started
        started.close()


@pytest.fixture(scope="session")
def served(own_surroundings: None) -> Iterator[str]:
    """The address of a server of the shipped data, a process of its own as users start it."""
    with service(client_seconds=100_000, worker_count=1) as running:
        yield running.address


@contextmanager
def opening(browser: Browser, served: str) -> Iterator[OpenPage]:
    """A way to open pages; that something unexpected went wrong in them is an error when the block ends."""
    records: list[Record] = []
    expectations: list[str] = []
    with ExitStack() as windows:

        def open_one(
            path: str,
            *,
            scheme: Scheme = "light",
            width: Width = "wide",
            script: bool = True,
            status: int = 200,
            expected: tuple[str, ...] = (),
            origin: str | None = None,
        ) -> Page:
            record = Record(origin or served)
            records.append(record)
            expectations.extend(expected)
            if status >= 400:
                expectations.extend((f"^answer {status}: ", f"^console error: .* status of {status} "))
            page = windows.enter_context(window(browser, record, scheme, width, script))
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == status, f"{path} answered {answer.status}"
            return page

        yield open_one
    unexpected = [fault for record in records for fault in record.unexpected(tuple(expectations))]
    assert not unexpected, "\n".join(unexpected)


@pytest.fixture
def open_page(browser: Browser, served: str) -> Iterator[OpenPage]:
    """Open pages; what went wrong in them fails the test when it ends."""
    with opening(browser, served) as open_one:
        yield open_one


@pytest.fixture(scope="module")
def open_pages(browser: Browser, served: str) -> Callable[[], AbstractContextManager[OpenPage]]:
    """Open pages that several tests of a file look at."""
    return lambda: opening(browser, served)

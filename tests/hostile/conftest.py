"""Fixtures of the hostile tests: the service as it is run, over a store large enough to make queries heavy.

`big_store` holds 200,000 statements and is made once for the run; `service` serves it with a time limit of one second
and takes no writes. Figures are printed (`pytest -s`, or in the report of a failure) and asserted loosely, since the
machine may be busy; what must not happen is asserted exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile.asking import SECONDS
from service_process import ServiceProcess, served, write_big_store
from side_by_side import copy_of, folder_of_the_run


@pytest.fixture(scope="session")
def big_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = folder_of_the_run(tmp_path_factory.getbasetemp()) / "big-store"
    return copy_of(made, write_big_store, tmp_path_factory.mktemp("big") / "store")


@pytest.fixture(scope="session")
def service(big_store: Path, own_surroundings: None) -> Iterator[ServiceProcess]:
    limits = {"query_seconds": SECONDS, "query_rows": 10**9, "query_bytes": 10**11, "client_seconds": 10_000}
    with served("--store", str(big_store), **limits) as running:
        yield running


@pytest.fixture(scope="session")
def figure() -> Callable[..., None]:
    """Prints a figure that was measured."""

    def tell(what: str, **figures: float) -> None:
        print(f"measured: {what}: " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items()))

    return tell

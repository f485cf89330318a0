"""The examples in the docstrings run and say what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import conflict_graph
import conflict_graph_api

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL


def module_names() -> Iterator[str]:
    """Every module of the library and the service."""
    for package in (conflict_graph, conflict_graph_api):
        yield package.__name__
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not found.name.endswith("__main__"):
                yield found.name


@pytest.mark.parametrize("name", sorted(module_names()))
def test_the_examples_of_a_module_hold(name: str) -> None:
    module = importlib.import_module(name)
    failed = []
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    for example in doctest.DocTestFinder(exclude_empty=True).find(module, name):
        report: list[str] = []
        if runner.run(example, out=report.append).failed:
            failed.append("".join(report))
    assert not failed, "\n".join(failed)

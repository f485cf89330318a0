"""The public names: each can be imported, each is meant."""

from __future__ import annotations

import inspect

import pytest

import conflict_graph as cg
from conflict_graph import errors


@pytest.mark.parametrize("name", cg.__all__)
def test_every_public_name_can_be_had(name: str) -> None:
    assert getattr(cg, name) is not None


def test_every_error_is_public() -> None:
    classes = {name for name, value in inspect.getmembers(errors, inspect.isclass) if issubclass(value, Exception)}
    assert classes <= set(cg.__all__)


def test_the_public_names_are_those_that_dir_shows_in_order() -> None:
    assert dir(cg) == sorted(cg.__all__) == cg.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Grpah'"):
        _ = cg.Grpah


def test_the_version_is_that_of_the_distribution() -> None:
    from importlib.metadata import version

    assert version("conflict-graph") == cg.__version__

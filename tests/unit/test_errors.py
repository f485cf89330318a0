"""Every error says what happened, where, and the next step, and carries one code and status."""

import inspect

import pytest

from conflict_graph import errors
from conflict_graph.errors import ConflictGraphError, InvalidDate, UnknownFormat, UnknownRelationship

CLASSES = [
    one
    for _, one in inspect.getmembers(errors, inspect.isclass)
    if issubclass(one, ConflictGraphError) and one.__module__ == errors.__name__
]


def test_a_misspelt_choice_is_answered_with_the_nearest_one() -> None:
    assert UnknownRelationship("co-attendence", ["co-attendance", "membership"]).hint == "Did you mean co-attendance?"
    assert UnknownFormat("grapml", ["graphml", "csv"]).problem()["hint"] == "Did you mean graphml?"


def test_a_choice_like_none_of_the_known_gets_no_guess() -> None:
    assert UnknownFormat("xyz", ["graphml", "csv"]).hint == ""


def test_a_hint_given_by_hand_stays() -> None:
    assert InvalidDate("valid_at", "31.02.2025").hint == "Write dates as YYYY-MM-DD."


@pytest.mark.parametrize("error", CLASSES, ids=lambda one: one.__name__)
def test_each_kind_of_error_has_a_code_a_title_and_a_status_of_its_family(error: type[ConflictGraphError]) -> None:
    assert error.code == error.code.lower()
    assert error.title
    assert 400 <= error.status <= 599
    families = [base for base in error.__mro__[1:] if issubclass(base, ConflictGraphError)]
    if errors.InvalidRequest in families:
        assert error.status == 400


def test_no_two_kinds_of_error_share_a_code() -> None:
    codes = [error.code for error in CLASSES]
    assert sorted(set(codes)) == sorted(codes)

"""The codes of the vocabulary: read from the ontology, listed as types, checked with the nearest name."""

from __future__ import annotations

from typing import get_args

import pytest

from conflict_graph import vocabulary
from conflict_graph.ask.claims import FORMS
from conflict_graph.errors import InvalidParameter
from conflict_graph.namespaces import KIND_PREFIXES, VOCAB
from conflict_graph_api.pages.words import LAYERS, STATUSES


@pytest.mark.parametrize("scheme", vocabulary.SCHEME_TYPES)
def test_the_type_of_a_scheme_lists_the_codes_of_the_ontology(scheme: str) -> None:
    assert get_args(vocabulary.SCHEME_TYPES[scheme]) == vocabulary.codes(scheme)


@pytest.mark.parametrize("name", vocabulary.CLASS_TYPES)
def test_the_type_of_a_class_lists_the_narrower_classes_of_the_ontology(name: str) -> None:
    assert get_args(vocabulary.CLASS_TYPES[name]) == vocabulary.narrower(name)


def test_things_are_of_classes_of_the_ontology_that_are_no_claims() -> None:
    assert set(vocabulary.thing_classes()) <= set(vocabulary.classes()) - set(vocabulary.claim_kinds())
    assert set(vocabulary.KIND_CLASSES) <= set(KIND_PREFIXES)


@pytest.mark.parametrize("scheme", vocabulary.schemes())
def test_a_code_is_taken_bare_prefixed_and_as_an_iri(scheme: str) -> None:
    stem = vocabulary.schemes()[scheme].stem
    for code in vocabulary.codes(scheme):
        for written in (code, f"{stem}{code}", f"v:{stem}{code}", f"{VOCAB}{stem}{code}"):
            assert vocabulary.check(scheme, written, parameter="x") == code


def test_a_typing_error_names_parameter_value_known_codes_and_the_nearest() -> None:
    with pytest.raises(InvalidParameter) as caught:
        vocabulary.check("layer", "v:layer-artcle", parameter="of_layer")
    problem = caught.value.problem()
    assert (problem["parameter"], problem["value"]) == ("of_layer", "v:layer-artcle")
    assert problem["known"] == ["article", "reference", "chronicle", "machine-coded"]
    assert problem["hint"] == "Did you mean article?"
    assert problem["expected"] == "one of article, reference, chronicle, machine-coded"


@pytest.mark.parametrize("value", ["per:emmanuel-macron", "w:layer-article", "v:modality-actual", "cg:Position", "a b"])
def test_a_name_of_something_else_is_no_layer(value: str) -> None:
    with pytest.raises(InvalidParameter):
        vocabulary.check("layer", value, parameter="layer")


def test_a_concept_of_another_vocabulary_is_taken_by_its_full_iri() -> None:
    own = "http://example.org/roles/envoy"
    assert vocabulary.check("role", own, parameter="role") == own
    assert vocabulary.check_kind("urn:x:Rumour") == "urn:x:Rumour"


def test_a_class_of_claims_is_no_class_of_things_and_the_other_way_round() -> None:
    with pytest.raises(InvalidParameter, match="expected one of Person"):
        vocabulary.check_class("Position")
    with pytest.raises(InvalidParameter, match=r"Did you mean Position\?"):
        vocabulary.check_kind("Postion")
    with pytest.raises(InvalidParameter):
        vocabulary.check_kind("Person")


def test_the_named_actors_are_all_but_those_a_source_does_not_name() -> None:
    assert set(vocabulary.NAMED_ACTORS) == set(vocabulary.actor_kinds()) - {"UnnamedActor"}


def test_every_class_of_claims_is_read_in_its_form() -> None:
    assert set(FORMS) == set(vocabulary.claim_kinds())


def test_every_layer_has_words_on_pages() -> None:
    assert tuple(LAYERS) == vocabulary.codes("layer")


def test_every_attendance_has_words_on_pages() -> None:
    assert tuple(STATUSES) == vocabulary.codes("participation-status")


def test_there_is_no_scheme_that_the_ontology_does_not_have() -> None:
    with pytest.raises(KeyError):
        vocabulary.codes("colour")

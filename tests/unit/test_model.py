"""Plain records show themselves readably."""

from datetime import date

import pytest

import conflict_graph as cg
from conflict_graph import vocabulary
from conflict_graph.model import Claim, Concept, Ref
from conflict_graph.namespaces import PREFIXES


def test_a_claim_shows_itself_in_one_line_with_its_firmness_and_layer() -> None:
    claim = Claim(
        iri=PREFIXES["clm"] + "x",
        kind="Position",
        subject=Ref(PREFIXES["per"] + "a", "Ada Example", "Person"),
        object=Ref(PREFIXES["iss"] + "b"),
        modality=Concept(PREFIXES["v"] + "modality-actual", "actual"),
        firmness=Concept(PREFIXES["v"] + "firmness-expected", "expected"),
        claim_status=Concept(PREFIXES["v"] + "claim-accepted", "accepted"),
        layer=Concept(PREFIXES["v"] + "layer-article", "article"),
        stated_on=date(2026, 2, 23),
    )
    assert repr(claim) == "<Position clm:x: Ada Example – iss:b (actual, expected, article)>"


@pytest.mark.parametrize("scheme", vocabulary.schemes())
def test_the_code_of_a_concept_is_that_of_the_vocabulary(scheme: str) -> None:
    own = vocabulary.schemes()[scheme]
    assert tuple(Concept(own.iri(code)).code for code in own.codes) == own.codes


def test_the_code_of_a_foreign_concept_is_the_last_part_of_its_iri() -> None:
    assert Concept("http://example.org/roles#special-envoy").code == "special-envoy"


def test_coded_values_of_claims_have_bare_codes(shipped: cg.Graph) -> None:
    claim = shipped.claims(kind="Participation", layer="article", modality="scheduled")[0]
    assert (claim.modality.code, claim.layer.code) == ("scheduled", "article")
    assert claim.role is not None and claim.role.code in vocabulary.codes("role")
    assert claim.evidence[0].grade.code in vocabulary.codes("evidence-grade")

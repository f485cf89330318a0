"""Plain records show themselves readably."""

from datetime import date

from conflict_graph.model import Claim, Ref
from conflict_graph.namespaces import PREFIXES


def test_a_claim_shows_itself_in_one_line_with_its_firmness_and_layer() -> None:
    claim = Claim(
        iri=PREFIXES["clm"] + "x",
        kind="Position",
        subject=Ref(PREFIXES["per"] + "a", "Ada Example", "Person"),
        object=Ref(PREFIXES["iss"] + "b"),
        modality=Ref(PREFIXES["v"] + "modality-actual", "actual"),
        firmness=Ref(PREFIXES["v"] + "firmness-expected", "expected"),
        claim_status=Ref(PREFIXES["v"] + "claim-accepted", "accepted"),
        layer=Ref(PREFIXES["v"] + "layer-article", "article"),
        stated_on=date(2026, 2, 23),
    )
    assert repr(claim) == "<Position clm:x: Ada Example – iss:b (actual, expected, article)>"

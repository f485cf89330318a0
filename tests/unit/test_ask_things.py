"""From a name to a thing, and what is known of it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from unit.asking import written

import conflict_graph as cg
from conflict_graph.ask.search import search
from conflict_graph.ask.things import ACTORS, resolve, thing
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore

THINGS = """
per:macron a cg:Person ; skos:prefLabel "Emmanuel Macron"@en ; skos:altLabel "Macron"@en, "Еммануель Макрон"@uk ;
  schema:sameAs wd:Q3052772 ; skos:definition "A politician."@en .
per:stubb a cg:Person ; skos:prefLabel "Alexander Stubb"@en ; skos:altLabel "Stubb"@en .
per:stubb-harbour a cg:Person ; skos:prefLabel "Alexander Stubb"@en .
per:zelensky a cg:Person ; skos:prefLabel "Volodymyr Zelensky"@en ; dcterms:isReplacedBy per:zelenskyy .
per:zelenskyy a cg:Person ; skos:prefLabel "Volodymyr Zelenskyy"@en .
st:isl a cg:Actor, cg:State ; skos:prefLabel "Iceland"@en ; skos:altLabel "Ísland"@is ; cg:isoAlpha3 "ISL" .
plc:paris a cg:Place ; skos:prefLabel "Paris"@en .
mtg:summit a cg:Meeting ; skos:prefLabel "Macron–Stubb meeting"@en ; skos:altLabel "Paris"@en .
clm:t a cg:Tenure ; org:member per:macron ; cg:post post:p ; cg:statedOn "2026-02-23"^^xsd:date ;
  cg:modality v:modality-actual ; cg:claimStatus v:claim-accepted ; COMMON .
"""


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    return written(THINGS)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("per:macron", "macron"),
        ("https://w3id.org/conflict-graph/id/person/macron", "macron"),
        ("emmanuel MACRON", "macron"),
        ("Macron", "macron"),
        ("еммануель макрон", "macron"),
        ("island", "isl"),
        ("Macron-Stubb  Meeting", "summit"),
        ("Stubb", "stubb"),
        ("Paris", "paris"),
        ("Volodymyr Zelensky", "zelenskyy"),
        ("per:zelensky", "zelenskyy"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(store: MemoryStore, name: str, slug: str) -> None:
    assert resolve(store, name).iri.rsplit("/", 1)[-1] == slug


def test_namesakes_are_told_apart_only_by_their_iris(store: MemoryStore) -> None:
    with pytest.raises(cg.InvalidParameter, match="per:stubb-harbour") as refusal:
        resolve(store, "alexander stubb")
    assert (refusal.value.code, refusal.value.status) == ("ambiguous-name", 400)
    candidates = refusal.value.problem()["candidates"]
    assert [candidate["iri"] for candidate in candidates] == ["per:stubb", "per:stubb-harbour"]
    assert resolve(store, "per:stubb-harbour").label == "Alexander Stubb"


def test_an_unknown_name_is_not_found_with_near_names(store: MemoryStore) -> None:
    with pytest.raises(cg.NotFound, match=r"No actor is called 'Macorn'\. Did you mean Emmanuel Macron\?"):
        resolve(store, "Macorn", kinds=ACTORS)
    with pytest.raises(cg.NotFound, match="Emmanuel Macron"):
        resolve(store, "per:emanuel-macron")
    with pytest.raises(cg.NotFound, match="Search for it by another name"):
        resolve(store, "Qwxyz")


def test_kinds_restrict_what_a_name_can_mean(store: MemoryStore) -> None:
    assert resolve(store, "Paris", kinds=["Meeting"]).kind == "Meeting"
    assert resolve(store, "Paris", kinds=["Event"]).kind == "Meeting"
    assert resolve(store, "st:isl", kinds=["Actor"]).kind == "State"
    with pytest.raises(cg.NotFound):
        resolve(store, "mtg:summit", kinds=ACTORS)


def test_a_card_says_what_is_known_of_a_thing(store: MemoryStore) -> None:
    card = thing(store, "per:macron")
    assert (card.label, card.kind, card.definition) == ("Emmanuel Macron", "Person", "A politician.")
    assert card.aliases == ("Macron", "Еммануель Макрон")
    assert card.same_as == ("http://www.wikidata.org/entity/Q3052772",)
    assert card.claim_counts == {"Tenure": 1}
    assert thing(store, "st:isl").identifiers == ("ISL",)
    assert thing(store, "per:zelensky").replaced_by == "https://w3id.org/conflict-graph/id/person/zelenskyy"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("macr", "Emmanuel Macron"),
        ("acron", "Emmanuel Macron"),
        ("Emanuel Macorn", "Emmanuel Macron"),
        ("stubb", "Alexander Stubb"),
        ("ISLAND", "Iceland"),
        ("макрон", "Emmanuel Macron"),
        ("meeting stubb", "Macron–Stubb meeting"),
        ('"macron"* (', "Emmanuel Macron"),
    ],
)
def test_search_finds_beginnings_parts_and_misspellings(store: MemoryStore, text: str, first: str) -> None:
    assert search(store, text)[0].thing.label == first


def test_better_hits_come_first_and_each_thing_once(store: MemoryStore) -> None:
    hits = search(store, "Macron")
    assert [hit.thing.label for hit in hits] == ["Emmanuel Macron", "Macron–Stubb meeting"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(search(store, "a", limit=2)) == 2
    assert [hit.thing.kind for hit in search(store, "macron", kinds=["Meeting"])] == ["Meeting"]


def test_a_beginning_goes_before_a_word_within_and_that_before_a_part() -> None:
    names = ("Corra", "Corra League", "Lake Corra", "Accorrado")
    store = written("".join(f'plc:p{n} a cg:Place ; skos:prefLabel "{name}"@en .' for n, name in enumerate(names)))
    assert [hit.name for hit in search(store, "corra")] == list(names)


@pytest.mark.parametrize("text", ["", "  ", "“”", "zzzzzz"])
def test_search_for_nothing_finds_nothing(store: MemoryStore, text: str) -> None:
    assert search(store, text) == []


def test_a_new_snapshot_is_searched_anew() -> None:
    store = written(THINGS)
    assert search(store, "Orpo") == []
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    node = ox.NamedNode("https://w3id.org/conflict-graph/id/person/macron")
    store.change(Change(add=[ox.Quad(node, ox.NamedNode(label), ox.Literal("Petteri Orpo", language="en"))]))
    assert search(store, "Orpo")[0].thing.iri == node.value

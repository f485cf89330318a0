"""Every thing as RDF at its own address: formats, headers, bounds, merged and missing things, and the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest
from page_reading import parse, words

import conflict_graph as cg
from conflict_graph.namespaces import CG, ID, ONTOLOGY, RDF, SKOS, VOCAB
from conflict_graph.resources import data_file

MACRON = "/id/person/emmanuel-macron"
FORMATS = {
    "text/turtle": ("turtle", ox.RdfFormat.TURTLE),
    "application/ld+json": ("jsonld", ox.RdfFormat.JSON_LD),
    "application/n-triples": ("ntriples", ox.RdfFormat.N_TRIPLES),
    "application/rdf+xml": ("rdfxml", ox.RdfFormat.RDF_XML),
}
EVERY_KIND = (
    MACRON,
    "/id/state/usa",
    "/id/coalition/willing",
    "/id/meeting/cow-2026-02-24",
    "/id/issue/force-near-front",
    "/id/condition/truce",
    "/id/claim/seed-cow-scheduled",
    "/id/evidence/seed-000-610-753",
    "/id/source/seed-000",
    "/id/run/reference-1",
)


@pytest.fixture(scope="module")
def service(live_server: str) -> Iterator[httpx.Client]:
    """A client of the service of the shipped data that asks for nothing in particular."""
    with httpx.Client(base_url=live_server, trust_env=False, headers={"Accept": "*/*"}) as client:
        yield client


def triples(body: bytes, rdf_format: ox.RdfFormat = ox.RdfFormat.N_TRIPLES) -> set[ox.Triple]:
    """The triples of an answer."""
    return {quad.triple for quad in ox.parse(body, format=rdf_format)}


def about(service: httpx.Client, address: str) -> set[ox.Triple]:
    """The triples a thing is described by."""
    response = service.get(address, headers={"Accept": "application/n-triples"})
    assert response.status_code == 200, response.text
    return triples(response.content)


def subjects(found: set[ox.Triple], kind: str) -> set[str]:
    """The things of a class among triples."""
    wanted = ox.NamedNode(CG + kind)
    return {str(t.subject.value) for t in found if t.predicate.value == RDF + "type" and t.object == wanted}


def test_a_thing_is_the_same_in_every_format_by_accept_and_by_parameter(service: httpx.Client) -> None:
    wanted = about(service, MACRON)
    for media_type, (name, rdf_format) in FORMATS.items():
        accepted = service.get(MACRON, headers={"Accept": media_type})
        named = service.get(MACRON, params={"format": name}, headers={"Accept": "text/html"})
        assert accepted.headers["content-type"].startswith(media_type)
        assert triples(accepted.content, rdf_format) == wanted == triples(named.content, rdf_format)


@pytest.mark.parametrize("address", EVERY_KIND)
def test_a_thing_of_each_kind_brings_its_claims_with_their_evidence(service: httpx.Client, address: str) -> None:
    found = about(service, address)
    iri = ox.NamedNode(ID + address.removeprefix("/id/"))
    assert any(triple.subject == iri for triple in found)
    described = {triple.subject for triple in found}
    cited = {t.object for t in found if t.predicate.value == CG + "hasEvidence"}
    assert cited and cited <= described
    assert subjects(found, "Source") and subjects(found, "Extraction")


def test_the_claims_of_a_thing_are_those_that_python_finds(service: httpx.Client, shipped: cg.Graph) -> None:
    found = about(service, MACRON)
    cited = {str(t.subject.value) for t in found if t.predicate.value == CG + "hasEvidence"}
    assert cited == {claim.iri for claim in shipped.claims(entity="per:emmanuel-macron")}
    dated = about(service, f"{MACRON}?valid_at=2010-01-01")
    assert not [
        t for t in dated if t.predicate.value == CG + "hasEvidence" and "ref-macron-president" in str(t.subject)
    ]


def test_only_a_source_itself_brings_its_text(service: httpx.Client, shipped: cg.Graph) -> None:
    text = {t.object.value for t in about(service, "/id/source/seed-000") if t.predicate.value == CG + "text"}
    assert text == {shipped.source("src:seed-000").text}
    assert not [t for t in about(service, MACRON) if t.predicate.value == CG + "text"]


def test_the_headers_name_the_iri_the_other_formats_and_what_the_answer_depends_on(service: httpx.Client) -> None:
    for accept in ("text/html", "text/turtle"):
        response = service.get(MACRON, headers={"Accept": accept})
        links = response.headers["link"]
        assert f'<{ID}person/emmanuel-macron>; rel="canonical"' in links
        assert "<https://w3id.org/" in links and '?format=jsonld>; rel="alternate"; type="application/ld+json"' in links
        assert "Accept" in response.headers["vary"].split(", ")
        assert response.headers["x-snapshot"]


def test_who_holds_the_answer_is_told_so_and_nobody_else(service: httpx.Client) -> None:
    tags = {}
    for accept in ("text/html", "text/turtle", "application/ld+json"):
        first = service.get(MACRON, headers={"Accept": accept})
        again = service.get(MACRON, headers={"Accept": accept, "If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert service.get(MACRON, headers={"Accept": accept}).content == first.content
        tags[accept] = first.headers["etag"]
    assert len(set(tags.values())) == 3
    other = service.get(f"{MACRON}?valid_at=2026-02-24", headers={"If-None-Match": tags["text/html"]})
    assert other.status_code == 200


def test_a_format_that_is_none_and_one_nobody_can_write_are_told_apart(service: httpx.Client) -> None:
    assert service.get(MACRON, params={"format": "docx"}).json()["code"] == "unknown-format"
    refused = service.get(MACRON, headers={"Accept": "image/png"})
    assert (refused.status_code, refused.json()["code"]) == (406, "not-acceptable")


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/id/person/emanuel-makron", "Emmanuel Macron"),
        ("/id/meeting/paris-summit", "Paris summit of 6 January"),
        ("/vocab/stance-suport", "stance-support"),
    ],
)
def test_a_thing_that_is_not_there_is_a_page_with_near_names(service: httpx.Client, address: str, near: str) -> None:
    response = service.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert near in words(parse(response.text))
    assert near in service.get(address, headers={"Accept": "application/json"}).json()["near"]


@pytest.mark.parametrize("address", ["/id/nothing/x", "/id/person/a%20b", "/id/person/%3Cscript%3E", "/id/person/%FF"])
def test_an_address_that_can_be_none_is_not_found(service: httpx.Client, address: str) -> None:
    assert service.get(address).status_code == 404


def test_the_ontology_is_served_as_it_is_shipped(service: httpx.Client) -> None:
    shipped_terms, served = ox.Store(), ox.Store()
    shipped_terms.bulk_load(path=data_file("ontology.ttl"))
    served.bulk_load(service.get("/ontology", headers={"Accept": "text/turtle"}).content, format=ox.RdfFormat.TURTLE)
    own = {quad.triple for quad in shipped_terms if str(quad.subject.value).startswith((ONTOLOGY, VOCAB))}
    assert own <= {quad.triple for quad in served}


def test_a_term_is_served_with_its_definition_and_shows_its_uses(service: httpx.Client) -> None:
    found = triples(service.get("/vocab/stance-support", params={"format": "nt"}).content)
    assert {t.subject.value for t in found} == {VOCAB + "stance-support"}
    assert any(t.predicate.value == SKOS + "definition" for t in found)
    text = words(parse(service.get("/vocab/stance-support", headers={"Accept": "text/html"}).text))
    assert "claims as stance" in text and "has supported “" in text


def test_the_void_description_counts_what_there_is_and_says_where_to_ask(
    service: httpx.Client, shipped: cg.Graph
) -> None:
    response = service.get("/.well-known/void")
    assert response.headers["content-type"].startswith("text/turtle")
    found = triples(response.content, ox.RdfFormat.TURTLE)
    by_predicate = {t.predicate.value.rsplit("#", 1)[-1]: t.object.value for t in found if "void#dataset>" in str(t)}
    assert by_predicate["sparqlEndpoint"] == f"{str(service.base_url).rstrip('/')}/sparql"
    assert int(by_predicate["triples"]) == shipped.store.count()
    page = service.get("/.well-known/void", headers={"Accept": "text/html"})
    assert "About the data" in words(parse(page.text))


def test_the_page_about_the_data_names_snapshot_licence_and_contradictions(
    service: httpx.Client, shipped: cg.Graph
) -> None:
    text = words(parse(service.get("/about", headers={"Accept": "text/html"}).text))
    assert f"snapshot {shipped.snapshot}" in text and "CC BY 4.0" in text
    assert "“former US President”" in text and "since 20 January 2025" in text

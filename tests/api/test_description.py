"""The service description: what the endpoint is, can, holds, allows and knows."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
import rdflib
from fastapi import FastAPI
from pydantic import SecretStr

from conflict_graph.namespaces import PREFIXES
from conflict_graph.settings import Settings
from conflict_graph.store.memory import MemoryStore
from conflict_graph_api.app import create_app

Serve = Callable[[FastAPI], httpx.Client]
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SCHEMA = rdflib.Namespace("https://schema.org/")


def described(client: httpx.Client, media_type: str = "text/turtle") -> rdflib.Graph:
    answer = client.get("/sparql", headers={"Accept": media_type}).raise_for_status()
    return rdflib.Graph().parse(data=answer.content, format=media_type)


@pytest.mark.parametrize("media_type", ["text/turtle", "application/rdf+xml", "application/n-triples"])
def test_the_description_names_its_endpoint_and_graphs_in_every_format(client: httpx.Client, media_type: str) -> None:
    graph = described(client, media_type)
    service = graph.value(predicate=rdflib.RDF.type, object=SD.Service)
    assert str(graph.value(service, SD.endpoint)) == f"{str(client.base_url).rstrip('/')}/sparql"
    assert {str(name) for name in graph.objects(None, SD.name)} == {"https://example.org/g"}


def test_updates_and_input_formats_are_promised_only_where_writes_are_taken(serve: Serve) -> None:
    token = SecretStr("t")
    reading = described(serve(create_app(MemoryStore(), Settings())))
    fixed = described(serve(create_app(MemoryStore(writable=False), Settings(write_token=token))))
    writing = described(serve(create_app(MemoryStore(), Settings(write_token=token))))
    update = (None, SD.supportedLanguage, SD.SPARQL11Update)
    assert [update in graph for graph in (reading, fixed, writing)] == [False, False, True]
    formats = [len(set(graph.objects(None, SD.inputFormat))) for graph in (reading, fixed, writing)]
    assert formats == [0, 0, 4]


def test_the_limits_are_told_as_they_are_set(serve: Serve) -> None:
    graph = described(serve(create_app(MemoryStore(), Settings(query_seconds=2.5, query_rows=7))))
    limits = {
        str(graph.value(node, SCHEMA.propertyID)): graph.value(node, SCHEMA.value).toPython()
        for node in graph.objects(None, SCHEMA.additionalProperty)
    }
    assert (limits["query_seconds"], limits["query_rows"]) == (2.5, 7)
    assert {"query_bytes", "body_bytes", "url_bytes"} <= set(limits)


def test_the_prefixes_that_need_no_declaration_are_listed(client: httpx.Client) -> None:
    graph = described(client)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    declared = {
        str(graph.value(node, sh.prefix)): str(graph.value(node, sh.namespace))
        for node in graph.objects(None, sh.declare)
    }
    assert declared == PREFIXES


def test_a_union_default_graph_is_told(serve: Serve) -> None:
    feature = (None, SD.feature, SD.UnionDefaultGraph)
    assert feature in described(serve(create_app(MemoryStore(), Settings(union_default_graph=True))))
    assert feature not in described(serve(create_app(MemoryStore(), Settings())))

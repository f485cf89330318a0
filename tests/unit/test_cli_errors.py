"""Bad input to the commands: one clear error on standard error, the documented code and status, nothing changed."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

import conflict_graph as cg
from conflict_graph.cli import main

Fail = Callable[..., tuple[int, str, str]]


@pytest.fixture
def fail(shipped: cg.Graph, capfd: pytest.CaptureFixture[str]) -> Fail:
    """Runs a command that must fail, and returns its status, the code it names, and what it said."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        status = main([str(word) for word in words])
        told = capfd.readouterr()
        lines = told.err.splitlines()
        assert lines[0].startswith("error: "), told
        assert lines[-1].startswith("  code: "), told
        assert "Traceback" not in told.err
        return status, lines[-1].removeprefix("  code: "), told.err

    return run


@pytest.fixture
def page_server() -> Iterator[str]:
    """The address of a server that answers everything with a web page."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Hello</title>")

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/sparql"
        server.shutdown()
        thread.join()


def test_an_unknown_actor_gets_near_names(fail: Fail) -> None:
    status, code, text = fail("paths", "Makron", "Starmer")
    assert (status, code) == (1, "not-found")
    assert "Emmanuel Macron" in text


def test_a_malformed_date_names_the_form_expected(fail: Fail) -> None:
    status, code, text = fail("network", "all", "--valid-at", "24.02.2026")
    assert (status, code) == (2, "invalid-date")
    assert "valid_at" in text and "YYYY-MM-DD" in text


def test_an_unknown_relationship_lists_the_known_ones(fail: Fail) -> None:
    status, code, text = fail("network", "friendship")
    assert (status, code) == (2, "unknown-relationship")
    assert "co-attendance" in text


@pytest.mark.parametrize(
    "words",
    [
        ("network", "all", "--format", "pdf"),
        ("query", "ASK {}", "--format", "pdf"),
        ("export", "--format", "pdf"),
        ("info", "--format", "pdf"),
        ("search", "Macron", "--format", "pdf"),
    ],
)
def test_an_unknown_format_lists_the_known_ones(fail: Fail, words: tuple[str, ...]) -> None:
    status, code, text = fail(*words)
    assert (status, code) == (2, "unknown-format")
    assert "json" in text


def test_a_syntax_error_says_line_and_column(fail: Fail) -> None:
    status, code, text = fail("query", "SELECT ?a\nWHERE { ?a ?b }")
    assert (status, code) == (1, "query-syntax")
    assert "Line 2, column" in text


def test_an_outward_request_is_refused(fail: Fail) -> None:
    status, code, _ = fail("query", "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    assert (status, code) == (1, "outward-request")


def test_an_unknown_named_query_and_parameter(fail: Fail) -> None:
    assert fail("query", "--name", "claim")[:2] == (1, "not-found")
    assert fail("query", "--name", "claims", "--param", "colour=red")[:2] == (2, "invalid-parameter")
    assert fail("query", "--name", "claims", "--param", "kind")[:2] == (2, "invalid-parameter")


def test_a_query_needs_exactly_one_question(fail: Fail) -> None:
    assert fail("query")[:2] == (2, "invalid-parameter")
    assert fail("query", "ASK {}", "--name", "claims")[:2] == (2, "invalid-parameter")


def test_a_file_that_is_no_turtle_changes_nothing(fail: Fail, tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "letter.ttl"
    main(["load", str(_good(tmp_path)), "--store", str(store)])
    before = _count(store)
    file.write_text("Dear editor,\n", encoding="utf-8")
    status, code, text = fail("load", file, "--store", store)
    assert (status, code) == (1, "data-syntax")
    assert "letter.ttl, line 1" in text
    assert _count(store) == before


@pytest.mark.parametrize("name", ["claim-evidence", "quote-in-source", "evidence-span"])
def test_a_file_that_does_not_hold_up_changes_nothing(fail: Fail, tmp_path: Path, root: Path, name: str) -> None:
    store = tmp_path / "store"
    main(["load", str(_good(tmp_path)), "--store", str(store)])
    before = _count(store)
    status, code, text = fail("load", root / "tests" / "invalid" / f"{name}.ttl", "--store", store)
    assert (status, code) == (1, "invalid-data")
    assert name in text and f"{name}.ttl" in text
    assert _count(store) == before


def test_a_missing_file(fail: Fail, tmp_path: Path) -> None:
    assert fail("validate", tmp_path / "nowhere.ttl")[:2] == (1, "missing-file")
    assert fail("query", "--file", tmp_path / "nowhere.rq")[:2] == (1, "missing-file")


def test_a_port_in_use_names_another(fail: Fail) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, code, text = fail("serve", "--port", port)
    assert (status, code) == (1, "address-in-use")
    assert f"127.0.0.1:{port}" in text and "--port" in text


def test_a_host_that_is_not_here(fail: Fail) -> None:
    assert fail("serve", "--host", "192.0.2.1", "--port", "0")[:2] == (2, "invalid-parameter")


def test_a_store_that_is_no_store(fail: Fail, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no store", encoding="utf-8")
    assert fail("info", "--store", tmp_path)[:2] == (1, "store-unreadable")
    assert fail("info", "--store", tmp_path / "notes.txt")[:2] == (1, "store-unreadable")


def test_a_remote_endpoint_that_is_down(fail: Fail) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    status, code, text = fail("info", "--store", f"http://127.0.0.1:{port}/sparql")
    assert (status, code) == (1, "endpoint-error")
    assert f"127.0.0.1:{port}" in text


def test_a_remote_endpoint_that_answers_a_web_page(fail: Fail, page_server: str) -> None:
    assert fail("query", "ASK {}", "--store", page_server)[:2] == (1, "endpoint-error")


def test_a_setting_that_cannot_be_used_is_named(fail: Fail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFLICT_GRAPH_QUERY_SECONDS", "soon")
    status, code, text = fail("info")
    assert (status, code) == (2, "invalid-parameter")
    assert "CONFLICT_GRAPH_QUERY_SECONDS" in text


def test_a_wrong_command_line_points_to_the_help(fail: Fail) -> None:
    status, code, text = fail("network")
    assert (status, code) == (2, "usage")
    assert "conflict-graph network --help" in text
    assert fail("frobnicate")[:2] == (2, "usage")
    assert fail("info", "--colour")[:2] == (2, "usage")


def test_errors_as_json_are_problem_documents(shipped: cg.Graph, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["paths", "Makron", "Starmer", "--format", "json"]) == 1
    problem = json.loads(capfd.readouterr().err)
    assert (problem["code"], problem["status"]) == ("not-found", 404)
    assert "Emmanuel Macron" in problem["near"]
    assert main(["network", "--format", "json"]) == 2
    assert json.loads(capfd.readouterr().err)["code"] == "usage"


def test_a_damaged_or_missing_backup_restores_nothing(fail: Fail, tmp_path: Path) -> None:
    backup, store = tmp_path / "backup", tmp_path / "store"
    assert fail("restore", tmp_path / "nothing", "--store", store)[:2] == (1, "missing-file")
    main(["load", str(_good(tmp_path)), "--store", str(store)])
    main(["backup", str(backup), "--store", str(store)])
    assert fail("backup", backup, "--store", store)[:2] == (2, "invalid-parameter")
    assert fail("restore", backup, "--store", store)[:2] == (2, "invalid-parameter")
    before = _count(store)
    manifest = backup / "backup.json"
    manifest.write_text(manifest.read_text().replace('"rdfc10_sha256": "', '"rdfc10_sha256": "0'), encoding="utf-8")
    assert fail("restore", backup, "--store", store, "--replace")[:2] == (1, "store-unreadable")
    (backup / "statements.nq.gz").write_bytes(b"not a gzip file")
    assert fail("restore", backup, "--store", store, "--replace")[:2] == (1, "store-unreadable")
    assert _count(store) == before


def test_an_error_cannot_steer_the_terminal(fail: Fail, tmp_path: Path) -> None:
    _, _, text = fail("validate", tmp_path / "\x1b[2Jletter\u202e.ttl")
    assert "letter" in text
    assert "\x1b" not in text and "\u202e" not in text


def _good(folder: Path) -> Path:
    file = folder / "good.ttl"
    file.write_text(
        "@prefix cg: <https://w3id.org/conflict-graph/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://w3id.org/conflict-graph/id/place/test> a cg:Place ; skos:prefLabel 'Test'@en .\n",
        encoding="utf-8",
    )
    return file


def _count(store: Path) -> int:
    with cg.open(store) as graph:
        return graph.store.count()

"""What can go wrong with an endpoint elsewhere: each time one clear error that names it and the next step."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conflict_graph.errors import EndpointError, InvalidParameter, ReadOnly, ResultTooLarge
from conflict_graph.opening import open_store
from conflict_graph.settings import Settings
from conflict_graph.store.base import Change, Limits, Store
from conflict_graph.store.remote import RemoteStore

Respond = Callable[[BaseHTTPRequestHandler], None]
JSON = "application/sparql-results+json"


@pytest.fixture
def serve() -> Iterator[Callable[[Respond], str]]:
    """A function that starts a server which answers every POST in the given way, and returns its address."""
    servers: list[ThreadingHTTPServer] = []

    def start(respond: Respond) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                respond(self)

            def log_message(self, *arguments: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/sparql"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def answering(status: int, media_type: str, body: bytes, **headers: str) -> Respond:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return respond


@pytest.mark.parametrize(
    ("status", "media_type", "body", "words"),
    [
        (200, "text/html; charset=utf-8", b"<!doctype html><h1>Welcome</h1>", "answered text/html, which is no SPARQL"),
        (200, JSON, b"<!doctype html>", "which does not parse"),
        (200, JSON, b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"uri"', "(?i)parse|unexpected"),
        (200, "", b"", "answered without a media type"),
        (500, "text/plain", b"out of order", "answered 500 Internal Server Error: 'out of order'"),
        (404, "text/html", b"<h1>Not here</h1>", "answered 404 Not Found"),
        (401, "text/plain", b"", "answered 401 Unauthorized: nothing"),
        (400, "text/plain", b"no such function", "answered 400 Bad Request: 'no such function'"),
    ],
)
def test_an_answer_that_is_no_result_is_named_with_the_address(
    serve: Callable[[Respond], str], status: int, media_type: str, body: bytes, words: str
) -> None:
    address = serve(answering(status, media_type, body))
    with RemoteStore(address) as store:
        for ask in (store.select, store.query):
            with pytest.raises(EndpointError, match=words) as caught:
                ask("SELECT * { ?s ?p ?o }")
            assert caught.value.hint
    assert status == 200 or address in str(caught.value)


def test_redirects_are_told_and_not_followed(serve: Callable[[Respond], str]) -> None:
    reached = []
    inner = serve(lambda handler: reached.append(handler))
    address = serve(answering(302, "text/plain", b"", Location=inner))
    with RemoteStore(address) as store, pytest.raises(EndpointError, match="redirects are not followed") as caught:
        store.query("ASK {}")
    assert inner in str(caught.value)
    assert reached == []


def test_an_endpoint_that_is_down_is_named() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}/query"
    with RemoteStore(address) as store, pytest.raises(EndpointError, match="cannot be reached") as caught:
        store.ask("ASK {}")
    assert address in str(caught.value)
    assert caught.value.status == 502


def slow(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


def trickling(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    for _ in range(40):
        try:
            handler.wfile.write(b" ")
        except OSError:
            return
        time.sleep(0.05)


@pytest.mark.alone
@pytest.mark.parametrize("respond", [slow, trickling])
def test_an_endpoint_that_takes_too_long_is_given_up(serve: Callable[[Respond], str], respond: Respond) -> None:
    started = time.monotonic()
    with (
        RemoteStore(serve(respond)) as store,
        pytest.raises(EndpointError, match=r"did not answer within 0\.3 seconds"),
    ):
        store.query("ASK {}", limits=Limits(seconds=0.3))
    assert time.monotonic() - started < 0.9


def test_an_answer_larger_than_the_limit_is_not_read_to_its_end(serve: Callable[[Respond], str]) -> None:
    with (
        RemoteStore(serve(answering(200, JSON, b" " * 1_000_000))) as store,
        pytest.raises(ResultTooLarge, match="larger than 50,000 bytes"),
    ):
        store.query("ASK {}", limits=Limits(bytes=50_000))


def test_a_password_in_the_address_is_never_told(serve: Callable[[Respond], str]) -> None:
    address = serve(answering(403, "text/plain", b"")).replace("//", "//me:very-secret@")
    with RemoteStore(address) as store, pytest.raises(EndpointError) as caught:
        store.ask("ASK {}")
    assert "very-secret" not in f"{store.location} {caught.value} {caught.value.problem()}"


def test_without_an_update_address_the_endpoint_is_read_only(endpoint: str) -> None:
    with (
        open_store(f"{endpoint}/query", Settings()) as store,
        pytest.raises(ReadOnly, match="CONFLICT_GRAPH_UPDATE_URL"),
    ):
        store.change(Change(updates=["CLEAR ALL"]))


def test_an_update_address_makes_it_writable(endpoint: str) -> None:
    settings = Settings.model_validate({"update_url": f"{endpoint}/update"})
    with open_store(f"{endpoint}/query", settings) as store:
        store.change(Change(updates=["CLEAR ALL", "INSERT DATA { per:a foaf:name 'A' }"]))
        assert store.count() == 1


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/", "http://", "sparql://x/y"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(InvalidParameter, match="http:// or https://"):
        open_store(address, Settings())


def test_the_snapshot_id_changes_with_our_own_writes(endpoint: str) -> None:
    store: Store = RemoteStore(f"{endpoint}/query", f"{endpoint}/update")
    before = store.snapshot.split("-")[:3]
    store.change(Change(updates=["CLEAR ALL"]))
    assert store.snapshot.split("-")[:3] != before
    store.close()

"""``conflict-graph serve``: the web service."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from ipaddress import ip_address
from math import ceil
from types import FrameType
from typing import TYPE_CHECKING, Annotated

from typer import Option

from conflict_graph.cli.options import StoreOption
from conflict_graph.cli.output import note
from conflict_graph.errors import AddressInUse, InvalidParameter

if TYPE_CHECKING:
    from conflict_graph.settings import Settings

_BACKLOG = 128
_GRACE_SECONDS = 2
_TOKEN_LENGTH = 16


def serve(
    store: StoreOption = None,
    host: Annotated[
        str | None, Option("--host", metavar="HOST", help="Address to serve on; 127.0.0.1 by default.")
    ] = None,
    port: Annotated[
        int | None,
        Option("--port", metavar="PORT", min=0, max=65535, help="Port; 8000 by default, 0 picks a free one."),
    ] = None,
    no_data: Annotated[bool, Option("--no-data", help="Start a new store empty, without the shipped data.")] = False,
) -> None:
    """Serve SPARQL, JSON and pages over HTTP.

    A store directory that does not exist yet is made, and filled with the shipped data unless --no-data is given.
    Nobody can write unless CONFLICT_GRAPH_WRITE_TOKEN is set; beyond this machine it must have 16 characters or more.

    \b
    Example:
      conflict-graph serve --store ./my-graph --port 8080
    """
    from conflict_graph.settings import read_settings

    settings = read_settings(store=store, host=host, port=port)
    # The socket listens before anything heavy is imported: a taken port is told at once, and a client that comes
    # early waits instead of being refused.
    with listen(settings.host, settings.port) as listener:
        check_token(settings, listener)
        _run(listener, settings, shipped_data=not no_data)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises AddressInUse, or InvalidParameter when host or port cannot be used."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise InvalidParameter(
            "--host", host, "an address or name of this machine", hint=f"{error.strerror}."
        ) from None
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise _refusal(error, host, port) from None
    return listener


def check_token(settings: Settings, listener: socket.socket) -> None:
    """Raise InvalidParameter when the write token is too short for an address that other machines can reach."""
    token = settings.write_token.get_secret_value() if settings.write_token else ""
    host = listener.getsockname()[0]
    if token and len(token) < _TOKEN_LENGTH and not ip_address(host).is_loopback:
        raise InvalidParameter(
            "CONFLICT_GRAPH_WRITE_TOKEN",
            "***",
            f"at least {_TOKEN_LENGTH} characters, since other machines can reach {host}",
            hint="Make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'; "
            "or leave it out to serve read-only.",
        )


def _refusal(error: OSError, host: str, port: int) -> AddressInUse | InvalidParameter:
    if error.errno == errno.EADDRINUSE:
        return AddressInUse(
            f"Another program already listens on {host}:{port}.",
            hint=f"'lsof -i :{port}' or 'ss -ltnp' names it; stop it, or choose another port: --port {port + 1}.",
        )
    if error.errno == errno.EACCES:
        return InvalidParameter("--port", port, "a port this user may open", hint="Ports from 1024 up are free to all.")
    return InvalidParameter("--host", host, "an address of this machine", hint="127.0.0.1 is always one.")


def _run(listener: socket.socket, settings: Settings, *, shipped_data: bool) -> None:
    """Serve until interrupted; the store is closed and its workers end in every case."""
    from conflict_graph.opening import open_store
    from conflict_graph.queries.as_rdf import executables

    signal.signal(signal.SIGTERM, _leave)
    with open_store(settings.store or None, settings, shipped_data=shipped_data, extra=executables()) as store:
        store.start()  # the workers start while the web framework is imported
        import uvicorn

        from conflict_graph_api.app import create_app
        from conflict_graph_api.http.logs import log_config

        config = uvicorn.Config(
            create_app(store, settings),
            access_log=False,  # the application writes its own, without what a query asks
            log_config=log_config(settings),
            proxy_headers=False,  # the application believes those proxies that it is told to
            timeout_graceful_shutdown=_grace(settings),
            server_header=False,
        )
        note(f"Serving {store.location} (snapshot {store.snapshot}) on {address_of(listener)}")
        note(_who_may_write(settings, store.writable))
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            note("Stopped.")


def _grace(settings: Settings) -> int:
    """Return the seconds in which requests under way may end: the longest that one may take, and a moment."""
    return ceil(max(settings.query_seconds, settings.update_seconds)) + _GRACE_SECONDS


def _who_may_write(settings: Settings, writable: bool) -> str:
    if not writable:
        return "Read-only: this store takes no writes."
    if not settings.write_token:
        return "Read-only: set CONFLICT_GRAPH_WRITE_TOKEN to allow writes with that token."
    gate = "on" if settings.write_gate else "OFF: claims that break the shapes are let in"
    return f"Writes need the token of CONFLICT_GRAPH_WRITE_TOKEN; the gate is {gate}."


def address_of(listener: socket.socket) -> str:
    """Return the address to open in a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if listener.family == socket.AF_INET6 else f"http://{host}:{port}/"


def _leave(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)

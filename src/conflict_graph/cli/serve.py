"""``conflict-graph serve``: the web service."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from copy import deepcopy
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from conflict_graph.cli.options import StoreOption
from conflict_graph.cli.output import note
from conflict_graph.errors import AddressInUse, InvalidParameter

if TYPE_CHECKING:
    from conflict_graph.settings import Settings

_BACKLOG = 128
_GRACE_SECONDS = 10


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

    \b
    Example:
      conflict-graph serve --store ./my-graph --port 8080
    """
    from conflict_graph.settings import read_settings

    settings = read_settings(store=store, host=host, port=port)
    # The socket listens before anything heavy is imported: a taken port is told at once, and a client that comes
    # early waits instead of being refused.
    with listen(settings.host, settings.port) as listener:
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
    from conflict_graph.ask.named import executables
    from conflict_graph.store.opening import open_store

    signal.signal(signal.SIGTERM, _leave)
    with open_store(settings.store or None, settings, shipped_data=shipped_data, extra=executables()) as store:
        store.start()  # the workers start while the web framework is imported
        import uvicorn

        from conflict_graph_api.app import create_app

        config = uvicorn.Config(
            create_app(store, settings),
            log_level=settings.log_level,
            log_config=_log_config(),
            timeout_graceful_shutdown=_GRACE_SECONDS,
            server_header=False,
        )
        note(f"Serving {store.location} (snapshot {store.snapshot}) on {address_of(listener)}")
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            note("Stopped.")


def _log_config() -> dict[str, Any]:
    """Return uvicorn's own logging, with requests on standard error like everything that is not an answer."""
    from uvicorn.config import LOGGING_CONFIG

    config = deepcopy(LOGGING_CONFIG)
    config["handlers"]["access"]["stream"] = "ext://sys.stderr"
    return config


def address_of(listener: socket.socket) -> str:
    """Return the address to open in a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if listener.family == socket.AF_INET6 else f"http://{host}:{port}/"


def _leave(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)

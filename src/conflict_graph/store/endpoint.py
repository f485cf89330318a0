"""Requests to a SPARQL endpoint, and what can go wrong with them in plain words."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import httpx

from conflict_graph.errors import ConflictGraphError, EndpointError, ResultTooLarge, in_seconds

_SHOWN: Final = 200
_AGENT: Final = "conflict-graph (https://w3id.org/conflict-graph/)"


@dataclass(frozen=True, slots=True)
class Reply:
    """What an endpoint answered."""

    media_type: str
    body: bytes


class Endpoint:
    """An HTTP client for the addresses of one endpoint. Redirects are not followed: they may lead anywhere."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._client = httpx.Client(
            timeout=httpx.Timeout(seconds, connect=min(seconds, 10.0)),
            follow_redirects=False,
            headers={"User-Agent": _AGENT},
        )

    def post(
        self,
        url: str,
        form: Sequence[tuple[str, str]],
        *,
        accept: str = "*/*",
        seconds: float | None = None,
        most: int | None = None,
    ) -> Reply:
        """Send a form and return the answer, at most so many bytes of it within so many seconds.

        Raises EndpointError, ResultTooLarge; a refusal of the request (400) is a RequestRefused.
        """
        seconds = self._seconds if seconds is None else min(seconds, self._seconds)
        deadline = time.monotonic() + seconds
        body = httpx.QueryParams(list(form))
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            with self._client.stream("POST", url, content=str(body), headers=headers, timeout=seconds) as response:
                received = _read(response, deadline, seconds, None if response.is_error else most)
        except httpx.TimeoutException:
            raise _late(url, seconds) from None
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise EndpointError(
                f"The endpoint {shown(url)} cannot be reached: {str(error) or type(error).__name__}.",
                hint="Check the address, and that the server runs.",
                url=shown(url),
            ) from None
        _check_status(response, received)
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Reply(media_type, received)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


class RequestRefused(EndpointError):
    """The endpoint calls the request malformed (400); what it said is in the detail."""


def shown(url: str) -> str:
    """Return an address as it may be told: without a password.

    >>> shown("http://me:secret@127.0.0.1:7878/query")
    'http://:[secure]@127.0.0.1:7878/query'
    """
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        return url
    return str(parsed.copy_with(password="[secure]")).replace("%5Bsecure%5D", "[secure]") if parsed.password else url


def not_results(url: str, reply: Reply, why: str) -> EndpointError:
    """Return the error for an answer that is no SPARQL result."""
    return EndpointError(
        f"The endpoint {shown(url)} answered {reply.media_type or 'without a media type'}, {why}: {_start(reply.body)}",
        hint="Name the address that answers SPARQL queries, often one that ends in /query or /sparql.",
        url=shown(url),
    )


def _read(response: httpx.Response, deadline: float, seconds: float, most: int | None) -> bytes:
    received = bytearray()
    for part in response.iter_bytes():
        received += part
        if most is not None and len(received) > most:
            raise ResultTooLarge(
                f"The endpoint's answer is larger than {most:,} bytes.", hint="Add a LIMIT.", limit_bytes=most
            )
        if time.monotonic() > deadline:
            raise _late(str(response.url), seconds)
    return bytes(received)


def _late(url: str, seconds: float) -> ConflictGraphError:
    return EndpointError(
        f"The endpoint {shown(url)} did not answer within {in_seconds(seconds)}.",
        hint="Narrow the query, or raise CONFLICT_GRAPH_REMOTE_SECONDS.",
        url=shown(url),
    )


def _check_status(response: httpx.Response, body: bytes) -> None:
    url, status = shown(str(response.url)), response.status_code
    if response.is_success:
        return
    if response.has_redirect_location:
        raise EndpointError(
            f"The endpoint {url} redirects to {response.headers['location']}; redirects are not followed.",
            hint="Name that address if you trust it.",
            url=url,
        )
    kind = RequestRefused if status == httpx.codes.BAD_REQUEST else EndpointError
    raise kind(
        f"The endpoint {url} answered {status} {response.reason_phrase}: {_start(body)}",
        hint=_HINTS.get(status, "Look at the server's log."),
        url=url,
        endpoint_status=status,
    )


_HINTS: Final[Mapping[int, str]] = {
    401: "Put user and password into the address: http://user:password@host/...",
    403: "The endpoint does not allow this; ask whoever runs it.",
    404: "Name the address that answers SPARQL queries, often one that ends in /query or /sparql.",
    405: "Name the address that takes SPARQL requests by POST.",
    429: "The endpoint asks for fewer requests; wait and try again.",
}


def _start(body: bytes) -> str:
    text = " ".join(body[: 4 * _SHOWN].decode("utf-8", errors="replace").split())
    return f"'{text[:_SHOWN]}{'...' if len(text) > _SHOWN else ''}'" if text else "nothing"

"""Every error as RFC 9457 problem details, or as a page for browsers: one shape, whatever went wrong and where."""

from __future__ import annotations

import logging
from typing import Any, Final

import orjson
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflict_graph.errors import ConflictGraphError, InvalidRequest, NotFound, Unauthorised
from conflict_graph.suggest import nearest, question
from conflict_graph_api.http.errors import HttpError, InvalidBody, MethodNotAllowed, expected_by, unusable
from conflict_graph_api.http.formats import HTML, Format
from conflict_graph_api.http.logs import about
from conflict_graph_api.http.negotiation import rank
from conflict_graph_api.pages.templates import pages_of

logger = logging.getLogger("conflict_graph_api")

PROBLEM: Final = Format("problem", "application/problem+json", "Problem details", "json", aliases=("application/json",))
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def add_problem_handlers(app: FastAPI) -> None:
    """Make an application answer every error it raises on purpose with its problem details."""
    app.add_exception_handler(ConflictGraphError, _on_library_error)
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(HTTPException, _on_http_exception)


def problem_response(request: Request, error: ConflictGraphError) -> Response:
    """Return the response of an error: a page where the client prefers one, else problem details."""
    if not wants_page(request):
        return _details(error)
    response = pages_of(request).response("error.html", status=error.status, problem=error.problem())
    response.headers.update(problem_headers(error))
    return response


def _details(error: ConflictGraphError) -> Response:
    content = orjson.dumps(error.problem(), default=str)
    return Response(content, error.status, headers=problem_headers(error), media_type=PROBLEM.media_type)


def wants_page(request: Request) -> bool:
    """Tell whether the client prefers a web page to JSON; the JSON routes answer in JSON always."""
    path = request.url.path
    if "/api/" in path and not path.endswith("/api/docs"):
        return False
    ranked = rank(request.headers.get("accept"), (PROBLEM, HTML))
    return bool(ranked) and ranked[0].format is HTML


def problem_headers(error: ConflictGraphError) -> dict[str, str]:
    """Return the headers of the answer to an error, also where it is shown on a page of its own."""
    headers = {"Content-Language": "en", "Cache-Control": "no-store", "Vary": "Accept"}
    if isinstance(error, HttpError):
        headers |= error.headers
    if isinstance(error, Unauthorised):
        headers["WWW-Authenticate"] = 'Bearer realm="conflict-graph"'
    if error.status == 503:
        headers["Retry-After"] = "1"
    return headers


async def _on_library_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, ConflictGraphError)
    return problem_response(request, error)


async def _on_validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    in_body = error.errors()[0]["loc"][0] == "body"
    return problem_response(request, invalid_body(error) if in_body else invalid_parameter(error))


def invalid_body(error: RequestValidationError) -> InvalidBody:
    """Return the first finding in a JSON body, with its place as a JSON pointer, or line and column of bad syntax."""
    first: dict[str, Any] = error.errors()[0]
    if first["type"] == "json_invalid":
        before = str(error.body or "")[: int(first["loc"][1])]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return InvalidBody(
            f"The body is no JSON: {first['ctx']['error']} in line {line}, column {column}.", line=line, column=column
        )
    place = "/" + "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in first["loc"][1:])
    if isinstance(first.get("input"), bytes):
        return InvalidBody("The body is not sent as JSON: expected Content-Type: application/json.")
    expected, known = expected_by(first)
    given = repr(first.get("input"))
    given = given if len(given) <= 80 else f"{given[:77]}..."
    hint = question(nearest(str(first.get("input")), known))
    return InvalidBody(f"The value {given} at {place} cannot be used: expected {expected}.", place=place, hint=hint)


def invalid_parameter(error: RequestValidationError) -> InvalidRequest:
    """Return the first finding of a failed validation in the words of the other errors."""
    first: dict[str, Any] = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
    if first["type"] == "missing":
        return InvalidRequest(f"The parameter {name} is missing.", hint=f"Add {name}.", parameter=name)
    return unusable(name, first)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return await _answer_http_exception(request, error)


async def _answer_http_exception(request: Request, error: HTTPException) -> Response:
    path = request.url.path
    if error.status_code == 405:
        allowed = allowed_methods(request)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(allowed)})
        return problem_response(request, MethodNotAllowed(request.method, path, allowed))
    if error.status_code == 404:
        return problem_response(request, NotFound("page", path, hint="Start at /, or see /api/docs for every address."))
    return problem_response(request, _of_status(error))


def _of_status(error: HTTPException) -> HttpError:
    """Return an error with the status of an exception raised by the web framework."""
    other = HttpError(str(error.detail), headers=error.headers)
    other.status = error.status_code
    if error.status_code < 500:
        other.code, other.title = InvalidRequest.code, InvalidRequest.title
    return other


def allowed_methods(request: Request) -> list[str]:
    """Return the methods that the address of a request takes, over all routes that match it."""
    routes = request.app.router.routes
    allowed = ["OPTIONS"]
    for method in METHODS:
        matched_method = "GET" if method == "HEAD" else method
        scope = {**request.scope, "method": matched_method, "path_params": {}}
        if any(route.matches(scope)[0] is Match.FULL for route in routes):
            allowed.append(method)
    return sorted(allowed)


class UnexpectedErrors:
    """Answers what nobody expected: 500 with the request id and nothing of the inside; the log has the rest.

    When bytes have gone out already the connection is broken off instead, so that no cut answer passes for whole.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        except Exception as error:
            if started:
                raise
            await _answer_unexpected(Request(scope, receive), error)(scope, receive, send)


def _answer_unexpected(request: Request, error: Exception) -> Response:
    """Return the response of any error; should the error page itself be what fails, problem details do."""
    plain = _plain_error(error, request)
    try:
        return problem_response(request, plain)
    except Exception:
        logger.exception("the error page failed")
        return _details(plain)


def _plain_error(error: Exception, request: Request) -> ConflictGraphError:
    if isinstance(error, ConflictGraphError):
        return error
    request_id = request.scope.get("state", {}).get("request_id", "")
    path = (request.scope.get("raw_path") or b"").decode("latin-1")
    logger.exception("unexpected error in %s %s", request.method, path, extra=about(request_id))
    return ConflictGraphError(
        "The service met an error it did not expect.",
        hint="Try again; if it stays, report it with the request id.",
        request_id=request_id,
    )

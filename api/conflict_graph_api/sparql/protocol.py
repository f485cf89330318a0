"""Reading SPARQL 1.1 Protocol requests: where query, update and dataset may stand, and what is malformed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from conflict_graph.errors import InvalidParameter, InvalidRequest
from conflict_graph.store.base import Dataset
from conflict_graph_api.http.errors import UnsupportedMediaType
from conflict_graph_api.http.iris import absolute_iri
from conflict_graph_api.http.parameters import Pairs, parse_pairs, query_pairs, several, single

FORM: Final = "application/x-www-form-urlencoded"
QUERY_TYPE: Final = "application/sparql-query"
UPDATE_TYPE: Final = "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or update as it was sent: its text, the dataset it names, and the ``format`` parameters.

    show says how the query page shows the answer.
    """

    text: str
    dataset: Dataset
    format_names: tuple[str, ...] = ()
    show: str = ""


def read_query_get(request: Request) -> Operation | None:
    """Return the query of a GET request; None when it asks for nothing, which means the service description.

    Raises InvalidRequest for a dataset without a query, for ``update=`` by GET, and for doubled parameters.
    """
    pairs = query_pairs(request)
    _refuse(pairs, "update", "An update is sent by POST to /update, never by GET.")
    if several(pairs, "query"):
        return _operation(pairs, "query", "default-graph-uri", "named-graph-uri")
    for name in ("default-graph-uri", "named-graph-uri"):
        _refuse(pairs, name, "Add the parameter query.")
    return None


async def read_query_post(request: Request) -> Operation:
    """Return the query of a POST request: a form, or the query itself as the body.

    Raises UnsupportedMediaType (415) for other bodies, InvalidRequest for a missing or doubled query.
    """
    pairs = await _read_post(request, "query", QUERY_TYPE)
    _refuse(pairs, "update", "Updates go to /update.")
    return _operation(pairs, "query", "default-graph-uri", "named-graph-uri")


async def read_update_post(request: Request) -> Operation:
    """Return the update of a POST request: a form, or the update itself as the body.

    Raises UnsupportedMediaType (415) for other bodies, InvalidRequest for a missing or doubled update.
    """
    pairs = await _read_post(request, "update", UPDATE_TYPE)
    _refuse(pairs, "query", "Queries go to /sparql.")
    return _operation(pairs, "update", "using-graph-uri", "using-named-graph-uri")


def media_type_of(request: Request) -> str:
    """Return the media type of a request body without its parameters, in lower case.

    Raises UnsupportedMediaType when its charset is not UTF-8.
    """
    media_type, *parameters = [part.strip() for part in request.headers.get("content-type", "").split(";")]
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in ("utf-8", "utf8", "us-ascii"):
            raise UnsupportedMediaType(parameter, ("charset=utf-8",), what="the character set")
    return media_type.lower()


async def read_text(request: Request) -> str:
    """Return the body of a request as text; raises InvalidRequest when it is not UTF-8."""
    body = await request.body()
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidRequest(
            f"Byte {error.start} of the body is not UTF-8.", hint="Send the text encoded as UTF-8."
        ) from None


async def _read_post(request: Request, name: str, direct_type: str) -> Pairs:
    media_type = media_type_of(request)
    in_address = query_pairs(request)
    if media_type == direct_type:
        return [*in_address, (name, await read_text(request))]
    if media_type == FORM:
        return [*in_address, *parse_pairs(await read_text(request), "the form body")]
    raise UnsupportedMediaType(media_type, (direct_type, FORM))


def _operation(pairs: Pairs, name: str, default_name: str, named_name: str) -> Operation:
    text = single(pairs, name)
    if text is None:
        raise InvalidRequest(f"The parameter {name} is missing.", hint=f"Add {name}.", parameter=name)
    if not text.strip():
        raise InvalidParameter(name, text, f"a SPARQL {name}", hint=f"Write a {name}.")
    default = tuple(absolute_iri(default_name, iri) for iri in several(pairs, default_name))
    named = tuple(absolute_iri(named_name, iri) for iri in several(pairs, named_name))
    return Operation(text, Dataset(default, named), several(pairs, "format"), single(pairs, "show") or "")


def _refuse(pairs: Pairs, name: str, hint: str) -> None:
    if several(pairs, name):
        raise InvalidRequest(f"The parameter {name} cannot be used here.", hint=hint, parameter=name)

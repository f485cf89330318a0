"""``/api/queries``: the named queries, and the answer of each."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Final

from fastapi import Path, Query
from pydantic import Field
from starlette.responses import Response

from conflict_graph.errors import InvalidParameter, UnsupportedScope
from conflict_graph.namespaces import QUERY
from conflict_graph.queries.catalogue import NamedQuery, catalogue, named
from conflict_graph.queries.result import Result
from conflict_graph.scope import DAYS, PARTS, Scope
from conflict_graph_api.http import openapi
from conflict_graph_api.http.charged_routes import METERED, METERED_RESPONSES
from conflict_graph_api.http.formats import CSV, JSON, TSV, XML, Format
from conflict_graph_api.http.json_router import UNKNOWN_NAME, json_router
from conflict_graph_api.http.listing import listed, paged
from conflict_graph_api.http.negotiation import alternate_links, choose
from conflict_graph_api.http.parameters import query_pairs, several
from conflict_graph_api.http.question import Question, QuestionDep
from conflict_graph_api.http.records import Listed, Paged, Record
from conflict_graph_api.http.responses import TRUNCATED_HEADER
from conflict_graph_api.http.selection import PageDep, Paging
from conflict_graph_api.http.strict_parameters import OPEN, unknown_parameter

router = json_router("Named queries")

PLAIN: Final = Format("json", "application/json", "JSON", "json")
SPARQL_JSON: Final = Format("sparql-json", JSON.media_type, "SPARQL JSON results", JSON.extension)
ROW_FORMATS: Final = (PLAIN, SPARQL_JSON, XML, CSV, TSV)
_OWN: Final = ("limit", "cursor", "format")


class ParameterDescription(Record):
    """One parameter of a named query."""

    name: str
    type: str = Field(description="iri, date, string, integer, decimal or boolean.")
    description: str
    prefix: str = Field(description="What completes a bare code: v:modality- makes scheduled v:modality-scheduled.")
    choices: list[str] = Field(description="The values it takes, where they are few.")


class QueryDescription(Record):
    """A named query: what it answers, its parameters, its text, and where to ask it."""

    name: str
    title: str
    description: str
    question: str = Field(description="A question it answers.")
    parameters: list[ParameterDescription]
    iri: str = Field(description="Its name in the graph, as a sh:SPARQLExecutable.")
    path: str
    sparql: str = Field(description="Its text: a complete SPARQL 1.1 query that runs as it stands.")

    @classmethod
    def computed(cls, query: NamedQuery) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        return {"iri": QUERY + query.name, "sparql": query.text}


class Rows(Listed[dict[str, Any]]):
    """The rows of a named query, IRIs in full, numbers as numbers, null where nothing is bound."""

    query: str
    columns: list[str]
    truncated: bool = Field(description="Whether rows were cut at the service's row limit.")
    sparql: str = Field(description="The query with its parameters bound, to be asked at /sparql as well.")


@router.get("/queries", summary="The named queries", response_model=Paged[QueryDescription])
def get_queries(question: QuestionDep, page: PageDep) -> Response:
    """Every named query with title, description, an example question, parameters and text."""
    path = question.request.url.path
    return question.answer(
        lambda: paged(
            question,
            page,
            list(catalogue().values()),
            lambda query: query.name,
            lambda some: [QueryDescription.of(query, path=f"{path}/{query.name}") for query in some],
        )
    )


@router.get(
    "/queries/{name}",
    summary="Ask a named query",
    response_model=Rows,
    dependencies=[METERED],
    responses={
        200: {"content": openapi.content(*(offer.media_type for offer in ROW_FORMATS[1:]))},
        **UNKNOWN_NAME,
        406: openapi.problem("No accepted media type can be written here."),
        **METERED_RESPONSES,
        503: openapi.problem("Too many queries at once, or too large an answer."),
        504: openapi.problem("The query ran past the time limit."),
    },
    openapi_extra={OPEN: True},
)
def get_query(
    name: Annotated[str, Path(description="See /api/queries.", json_schema_extra={"example": "positions"})],
    question: QuestionDep,
    page: PageDep,
    format: Annotated[
        str | None,
        Query(
            description="The format, instead of Accept; limit and cursor are for json only.",
            json_schema_extra={"enum": [offer.name for offer in ROW_FORMATS]},
        ),
    ] = None,
) -> Response:
    """The rows of a named query. Its parameters stand in the address, each once or several times.

    An iri parameter takes an IRI, a prefixed name or a name; one of a vocabulary takes the bare code as well.
    """
    query = named(name)
    given = _given(question, query)
    choice = choose(question.request, ROW_FORMATS)
    if choice.format is PLAIN:
        return question.answer(
            lambda: _rows(question, page, query, given), alternate_links(question.request, ROW_FORMATS)
        )
    if page.limit is not None or page.cursor is not None:
        raise InvalidParameter("limit", page.limit, "no limit or cursor: only the format json comes in pages")
    headers = question.headers(choice.media_type, alternate_links(question.request, ROW_FORMATS))
    return question.current(headers) or _raw(question, query.bind(**given), headers)


def _given(question: Question, query: NamedQuery) -> dict[str, Any]:
    """Return the parameters of a named query as they stand in the address, names of things looked up."""
    pairs = query_pairs(question.request)
    known = {parameter.name: parameter for parameter in query.parameters}
    given: dict[str, Any] = {}
    for name in dict.fromkeys(key for key, _ in pairs if key not in _OWN):
        if name in PARTS and name not in known:
            raise UnsupportedScope(f"The query {query.name}", [name])
        if name not in known:
            raise unknown_parameter(name, (*known, *_OWN))
        values = several(pairs, name)
        looked_up = known[name].type == "iri" and not known[name].prefix
        given[name] = question.iris(values) if looked_up else values
    return given


def _rows(question: Question, page: Paging, query: NamedQuery, given: Mapping[str, Any]) -> Rows:
    text = query.bind(**given)
    result = question.graph.query(text)
    rows = [{name: _plain(value) for name, value in row.items()} for row in result.rows]
    valid_at, known_at, recorded_at = (next(iter(given.get(name, ())), None) for name in DAYS)
    scope = Scope.of(valid_at=valid_at, known_at=known_at, recorded_at=recorded_at)
    shown = listed(question, page, rows, repr, list, scope)
    return Rows(**dict(shown), query=query.name, columns=result.columns, truncated=result.truncated, sparql=text)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _raw(question: Question, text: str, headers: dict[str, str]) -> Response:
    answer = question.store.query(text, accept=[headers["Content-Type"]], limits=question.graph.limits)
    if answer.truncated:
        headers[TRUNCATED_HEADER] = f"rows={len(Result(answer))}"
    return Response(answer.body, headers=headers)

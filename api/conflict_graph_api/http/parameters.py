"""Parameters of a request as they were sent: decoded strictly, doubled ones seen."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

from conflict_graph.errors import InvalidParameter, InvalidRequest

Pairs = list[tuple[str, str]]

MOST_FIELDS: Final = 1000


def parse_pairs(encoded: str, where: str) -> Pairs:
    """Return the name-value pairs of a query string or form body.

    where ("the address", "the form body") is named in the error. Raises InvalidRequest for bytes that are no
    UTF-8 and for more fields than anybody needs.

    >>> parse_pairs("query=ASK+%7B%7D&format=json", "the address")
    [('query', 'ASK {}'), ('format', 'json')]
    """
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise InvalidRequest(
            f"A parameter in {where} is not UTF-8 (byte {error.start} of a value).",
            hint="Percent-encode parameters as UTF-8.",
        ) from None
    except ValueError:
        raise InvalidRequest(
            f"There are more than {MOST_FIELDS} parameters in {where}.", hint="Send fewer parameters."
        ) from None


def query_pairs(request: Request) -> Pairs:
    """Return the parameters in the address of a request."""
    return parse_pairs(request.scope["query_string"].decode("latin-1"), "the address")


def several(pairs: Pairs, name: str) -> tuple[str, ...]:
    """Return every value of a parameter that may be given more than once."""
    return tuple(value for key, value in pairs if key == name)


def single(pairs: Pairs, name: str) -> str | None:
    """Return the value of a parameter that may be given once; None when it is not there.

    Raises InvalidParameter when it is given twice.
    """
    values = several(pairs, name)
    if len(values) > 1:
        raise InvalidParameter(name, list(values), "one value", hint=f"Give {name} once.")
    return values[0] if values else None

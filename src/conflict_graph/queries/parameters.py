"""Typed values for the parameters of named queries: what a caller gives becomes serialised RDF terms.

No caller's text enters a query as text: every value is checked, made an RDF term and written in its N-Triples
form, which SPARQL reads as that one term.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

import pyoxigraph as ox

from conflict_graph import vocabulary
from conflict_graph.dates import parse_day
from conflict_graph.errors import InvalidDate, InvalidParameter
from conflict_graph.model import Ref, Thing
from conflict_graph.namespaces import XSD, expand

TYPES: Final = ("iri", "date", "string", "integer", "decimal", "boolean")

_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}
_CLASS_PREFIX: Final = "cg:"
_CLASSES: Final = {
    "claims": (vocabulary.claim_kinds, vocabulary.check_kind),
    "things": (vocabulary.thing_classes, vocabulary.check_class),
    "": (vocabulary.classes, vocabulary.check_any_class),
}
"""Which classes a parameter takes, with the check of one."""
_IRI_EXPECTED: Final = "an IRI or a prefixed name such as per:emmanuel-macron"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a named query.

    type is one of TYPES; variables are its names in the query text, for a pair of claims has one for each. prefix
    completes bare codes of an iri parameter (``scheduled`` for ``v:modality-scheduled``), of which only those of the
    vocabulary are taken; of says which classes are, where these are codes: claims, things, or any. choices lists the
    values a string may take.
    """

    name: str
    type: str
    variables: tuple[str, ...]
    description: str
    prefix: str = ""
    choices: tuple[str, ...] = ()
    of: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The bare codes that it takes; none when it takes things or plain values.

        >>> Parameter("layer", "iri", ("layer",), "Layer", prefix="v:layer-").codes
        ('article', 'reference', 'chronicle', 'machine-coded')
        """
        if not self.prefix:
            return ()
        return _CLASSES[self.of][0]() if self.prefix == _CLASS_PREFIX else vocabulary.codes(self._scheme)

    @property
    def _scheme(self) -> str:
        return vocabulary.scheme_of(self.prefix.removeprefix("v:"))

    def terms(self, value: object) -> list[str]:
        """Return the serialised terms of a value, or of each of several; an empty list when none is given.

        Raises InvalidParameter or InvalidDate, naming the parameter.

        >>> Parameter("valid_at", "date", ("validAt",), "Day").terms("2026-02-24")
        ['"2026-02-24"^^<http://www.w3.org/2001/XMLSchema#date>']
        """
        return [self._term(one) for one in _several(value) if one is not None and one != ""]

    def _term(self, value: object) -> str:
        match self.type:
            case "iri":
                return str(self._iri(value))
            case "date":
                return str(self._date(value))
            case "boolean":
                return str(ox.Literal(self._boolean(value)))
            case "integer" | "decimal":
                return str(self._number(value))
            case _:
                return str(self._string(value))

    def _iri(self, value: object) -> ox.NamedNode:
        text = value.iri if isinstance(value, Ref | Thing) else getattr(value, "value", value)
        if not isinstance(text, str):
            raise InvalidParameter(self.name, value, _IRI_EXPECTED)
        try:
            return ox.NamedNode(expand(self._completed(text)))
        except ValueError as error:
            raise InvalidParameter(self.name, value, _IRI_EXPECTED, hint=f"{error}.") from None

    def _completed(self, text: str) -> str:
        """Return the name of a thing as it is, and that of the concept or class for a code; refuses unknown codes."""
        if not self.prefix:
            return text
        if self.prefix == _CLASS_PREFIX:
            code = _CLASSES[self.of][1](text, parameter=self.name)
        else:
            code = vocabulary.check(self._scheme, text, parameter=self.name)
        return code if vocabulary.is_foreign(code) else self.prefix + code

    def _date(self, value: object) -> ox.Literal:
        if not isinstance(value, str | date):
            raise InvalidDate(self.name, value)
        return ox.Literal(str(parse_day(self.name, value)), datatype=ox.NamedNode(XSD + "date"))

    def _boolean(self, value: object) -> bool:
        truth = _BOOLEANS.get(str(value).lower())
        if truth is None:
            raise InvalidParameter(self.name, value, "true or false")
        return truth

    def _number(self, value: object) -> ox.Literal:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        whole = self.type == "integer"
        if not number.is_finite() or (whole and number != number.to_integral_value()):
            raise InvalidParameter(self.name, value, "a whole number" if whole else "a decimal number")
        text = str(int(number)) if whole else f"{number:f}"
        return ox.Literal(text, datatype=ox.NamedNode(XSD + self.type))

    def _string(self, value: object) -> ox.Literal:
        if self.choices and value not in self.choices:
            raise InvalidParameter.one_of(self.name, value, self.choices)
        if not isinstance(value, str):
            raise InvalidParameter(self.name, value, "a text")
        try:
            return ox.Literal(value)
        except ValueError:
            raise InvalidParameter(self.name, value.encode(errors="replace"), "a text of Unicode characters") from None


def _several(value: object) -> Iterable[object]:
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return value
    return (value,)

"""Results put into words: what was found, what was expected, and the next step."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from conflict_graph.namespaces import SKOS, shorten
from conflict_graph.validate.indexed import Described, key
from conflict_graph.validate.report import Finding
from conflict_graph.validate.shacl_shapes import Shape, Term, shapes
from conflict_graph.validate.violation import Result

_PLACE = re.compile(r"\{[?$](\w+)\}")
_SHOWN = 120
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def finding(result: Result, described: Described) -> Finding:
    """Return a result as a finding with file, line, label and plain words."""
    shape = shapes()[result.shape]
    names = _names(result, described)
    file, line = described.place(result.focus)
    return Finding(
        severity=shape.severity,
        shape=shape.iri,
        message=_filled(shape.message, names),
        subject="a blank node" if result.focus.startswith("_:") else result.focus,
        subject_label=described.label(result.focus),
        path=result.path,
        value=_value(result, shape, described),
        expected=result.expected or _filled(shape.expected, names),
        hint=result.hint or _filled(shape.next_step, names) or _next_step(result),
        file=file,
        line=line,
    )


def show(term: Term) -> str:
    """Return a term as Turtle writes it, long texts cut.

    >>> show(ox.Literal("2026-02", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")))
    '"2026-02"^^xsd:gYearMonth'
    """
    if isinstance(term, ox.NamedNode):
        short = shorten(term.value)
        return short if short != term.value else f"<{term.value}>"
    if isinstance(term, ox.BlankNode):
        return "a blank node"
    if isinstance(term, ox.Triple):
        return "a triple term"
    text = term.value if len(term.value) <= _SHOWN else term.value[: _SHOWN - 1] + "…"
    quoted = f'"{" ".join(text.split())}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype.value == _XSD_STRING else f"{quoted}^^{show(term.datatype)}"


def _names(result: Result, described: Described) -> Mapping[str, str]:
    """Return the words for the places in a shape's texts: terms by their names, a scheme also by its members."""
    terms = dict(result.others)
    if result.values:
        terms.setdefault("value", result.values[0])
    names = {name: term.value if isinstance(term, ox.Literal) else show(term) for name, term in terms.items()}
    if "scheme" in terms:
        names["members"] = ", ".join(_members(key(terms["scheme"]), described))
    return names


def _members(scheme: str, described: Described) -> list[str]:
    inside = ox.NamedNode(scheme)
    return sorted(shorten(term) for term in described.declared if inside in described.values(term, SKOS + "inScheme"))


def _filled(text: str, names: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: names.get(place[1], place[1]), text)


def _value(result: Result, shape: Shape, described: Described) -> str | None:
    """Say what stands there; None for nothing."""
    if result.value is not None:
        return result.value
    if not result.values:
        return None
    if result.component in ("Class", "Or", "SPARQL") and len(result.values) == 1:
        return _with_nature(result.values[0], described)
    shown = ", ".join(_with_origin(result.focus, value, described) for value in result.values[:5])
    if shape.compared and result.component.startswith("LessThan"):
        other = ", ".join(show(value) for value in described.values(result.focus, shape.compared))
        return f"{shown}, where {shorten(shape.compared)} is {other}"
    return f"{len(result.values)} values: {shown}" if len(result.values) > 1 else shown


def _with_nature(value: Term, described: Described) -> str:
    """Return a thing with its classes, or with the remark that nothing is said of it."""
    thing = key(value)
    if not isinstance(value, ox.NamedNode) or thing in described.declared:
        return show(value)
    if not described.is_described(thing):
        return f"{show(value)}, which is described nowhere"
    kinds = ", ".join(shorten(kind) for kind in described.classes(thing))
    return f"{show(value)}, {f'a {kinds}' if kinds else 'which has no class'}"


def _with_origin(focus: str, value: Term, described: Described) -> str:
    return show(value) if described.is_said_here(focus, value) else f"{show(value)} (in the store already)"


def _next_step(result: Result) -> str:
    name = shorten(result.path) if result.path else "it"
    if result.component == "MinCount":
        return f"Add {name}."
    if result.component in ("MaxCount", "UniqueLang"):
        return f"Keep one value of {name} and remove the others."
    if result.component in ("Class", "Or"):
        return "Describe the thing with its class, or correct its name."
    return f"Correct the value of {name}."

"""The gate: a change that leaves claims which break the shapes is refused before anybody sees it.

Only what a change touches is judged: the claims that were changed, and those whose evidence, source, event, class of
subject or the like was changed under them. Data without claims pass as they are, whatever they say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from conflict_graph.errors import InvalidData
from conflict_graph.namespaces import CG, OA, RDF
from conflict_graph.store import engine
from conflict_graph.store.base import Staged
from conflict_graph.store.changed_subjects import ANONYMOUS_CLAIM
from conflict_graph.vocabulary import claim_classes
from conflict_graph.write.joint_rules import breaking
from conflict_graph.write.shape_patterns import pattern_of
from conflict_graph.write.shortcuts import SHORTCUTS

if TYPE_CHECKING:
    from conflict_graph.rdf.documents import RdfDocument
    from conflict_graph.validate.report import Report

_SHOWN: Final = 50
"""Of many claims that break a rule alike, so many are told."""

_CLAIM: Final = ox.NamedNode(CG + "Claim")
_TYPE: Final = ox.NamedNode(RDF + "type")
_DEFAULT: Final = ox.DefaultGraph()
_EVIDENCE: Final = frozenset({CG + "Evidence"})
_PARTS: Final = frozenset({OA + "hasSelector", OA + "hasSource"})
_SHORTCUTS: Final = frozenset(name.value for name in SHORTCUTS)

_IN_EVENT: Final = CG + "inEvent"
_DECISIVE: Final = frozenset({RDF + "type", CG + "optionOf", CG + "text", OA + "exact", OA + "start", OA + "end"})
"""What the shapes ask of the things that claims and evidence name; a new label, say, makes no claim worse."""

Description = frozenset[tuple[str, object]]


def gate(staged: Staged, *, judged: Collection[str] = (), most: int | None = None) -> Report | None:
    """Let a change pass, or raise InvalidData with the report of what does not hold up in the claims it touches.

    judged are things that have been judged already, as they will be after the change. Where a change touches more than
    most claims, all in the same way, the rules that look at one claim are put to one of each pattern of statements
    (`shape_patterns`); those that compare several are asked over the whole graph. Shortcuts are put right when a change
    has been judged, and are not looked at. The report is None when there is nothing to judge.
    """
    document = _judged(staged, frozenset(judged), most)
    if not document.quads:
        return None
    from conflict_graph.validate.context import describe_query
    from conflict_graph.validate.validate import validate

    def lookup(iris: Sequence[str]) -> list[ox.Triple]:
        return engine.construct(staged.after, describe_query(iris), union=True)

    report = validate([document], lookup=lookup)
    if not report.conforms:
        raise InvalidData(f"The change was refused: {report.summary()}", report=report.to_dict())
    return report


def _judged(staged: Staged, judged: frozenset[str], most: int | None) -> RdfDocument:
    """Return the statements about all that is to be judged, as a document; an empty one when no claim is touched."""
    from conflict_graph.rdf.documents import RdfDocument

    after = staged.after
    names = sorted(staged.subjects - {ANONYMOUS_CLAIM})
    was, now = _descriptions(staged.before, names), _descriptions(after, names)
    changed = {name: was[name] ^ now[name] for name in names if was[name] != now[name]}
    evidence = _of(_EVIDENCE, changed, now) | _above(after, _decisive(changed, now), _PARTS, _EVIDENCE)
    claims = _of(claim_classes(), changed, now) | _dependent(after, changed, now, was)
    claims |= _above(after, evidence, frozenset({CG + "hasEvidence"}), claim_classes())
    unkind = {name for name in _of(claim_classes(), changed, was) - claims if now[name]}
    claims, evidence = claims - judged, evidence - judged
    if most is not None and len(claims) > most:
        claims = _examples(after, claims) | set(sorted(breaking(after) & claims)[:_SHOWN])
    quads = [ox.Quad(ox.NamedNode(name), _TYPE, _CLAIM, _DEFAULT) for name in sorted(unkind)]
    if ANONYMOUS_CLAIM in staged.subjects:
        quads.append(ox.Quad(ox.BlankNode("claim"), _TYPE, _CLAIM, _DEFAULT))
    if claims or quads:
        near = _named_by(after, claims | evidence) & changed.keys() - judged
        quads += _statements(after, sorted(claims | unkind | evidence | near))
    return RdfDocument(name="the graph after the change", quads=quads, sha256="")


def _examples(store: ox.Store, names: Iterable[str]) -> set[str]:
    """Return one thing for each pattern of statements."""
    examples: dict[str, str] = {}
    for name in sorted(names):
        statements = [(ox.NamedNode(p), o) for _, p, o in engine.statements(store, [name], _SHORTCUTS, union=True)]
        plain = [(p, o) for p, o in statements if isinstance(o, ox.NamedNode | ox.Literal)]
        pattern = pattern_of(plain) if len(plain) == len(statements) else name
        examples.setdefault(pattern, name)
    return set(examples.values())


def _dependent(
    after: ox.Store, changed: Mapping[str, Description], now: Mapping[str, Description], was: Mapping[str, Description]
) -> set[str]:
    """Return the claims that depend on what was changed under them.

    These are claims that name a thing in which something decisive changed, or another claim that changed in any way;
    and claims about the events of changed claims, since whether an event was held is claimed elsewhere.
    """
    claims = {name for name in changed if _is_a(claim_classes(), was[name]) or _is_a(claim_classes(), now[name])}
    events = {
        getattr(value, "value", "") for name in claims for key, value in was[name] | now[name] if key == _IN_EVENT
    }
    return _above(after, _decisive(changed, now) | claims, None, claim_classes()) | _above(
        after, events, frozenset({_IN_EVENT}), claim_classes()
    )


def _decisive(changed: Mapping[str, Description], now: Mapping[str, Description]) -> set[str]:
    """Return the things in which something changed that claims or evidence naming them depend on."""
    return {name for name, differs in changed.items() if not now[name] or any(key in _DECISIVE for key, _ in differs)}


def _of(classes: frozenset[str], names: Iterable[str], described: Mapping[str, Description]) -> set[str]:
    return {name for name in names if _is_a(classes, described[name])}


def _is_a(classes: frozenset[str], description: Description) -> bool:
    return any(key == RDF + "type" and getattr(value, "value", "") in classes for key, value in description)


def _above(
    store: ox.Store, names: Iterable[str], properties: frozenset[str] | None, classes: frozenset[str]
) -> set[str]:
    """Return the things of some classes that name one of these by one of some properties, or by any but a shortcut."""
    naming: set[str] = set()
    for name in names:
        for quad in list(store.quads_for_pattern(None, None, ox.NamedNode(name), None)):
            by = quad.predicate.value
            if isinstance(quad.subject, ox.NamedNode) and (by in properties if properties else by not in _SHORTCUTS):
                naming.add(quad.subject.value)
    return {name for name in naming if not classes.isdisjoint(_kinds(store, name))}


def _kinds(store: ox.Store, name: str) -> set[str]:
    kinds = list(store.quads_for_pattern(ox.NamedNode(name), _TYPE, None, None))
    return {quad.object.value for quad in kinds if isinstance(quad.object, ox.NamedNode)}


def _named_by(store: ox.Store, names: Iterable[str]) -> set[str]:
    """Return the things that these name, and those that their parts name."""
    named = {value for _, value in _links(store, names)}
    return named | {value for by, value in _links(store, named) if by in _PARTS}


def _links(store: ox.Store, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for _, by, value in engine.statements(store, sorted(names), _SHORTCUTS, union=True):
        if isinstance(value, ox.NamedNode):
            yield by, value.value


def _descriptions(store: ox.Store, names: Sequence[str]) -> dict[str, Description]:
    """Return what a store says of things, as pairs of property and value."""
    pairs: dict[str, set[tuple[str, object]]] = defaultdict(set)
    for quad in _statements(store, names):
        if isinstance(quad.subject, ox.NamedNode):
            pairs[quad.subject.value].add((quad.predicate.value, quad.object))
    return {name: frozenset(pairs[name]) for name in names}


def _statements(store: ox.Store, names: Sequence[str]) -> list[ox.Quad]:
    """Return what a store says of things in any of its graphs, without shortcuts."""
    return [
        ox.Quad(ox.NamedNode(subject), ox.NamedNode(name), value, _DEFAULT)
        for subject, name, value in engine.statements(store, names, _SHORTCUTS, union=True)
    ]

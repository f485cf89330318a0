"""Validation: every document against shapes, ontology and source texts, as one plain report."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from conflict_graph.rdf.documents import RdfDocument
from conflict_graph.validate.context import Lookup, gather
from conflict_graph.validate.explanations import finding
from conflict_graph.validate.indexed import Described
from conflict_graph.validate.quotes import check_quotes
from conflict_graph.validate.report import Finding, Report
from conflict_graph.validate.shacl_core import check_core
from conflict_graph.validate.shacl_sparql import check_sparql
from conflict_graph.validate.terms import check_terms

_ONE_AT_A_TIME = Lock()  # pySHACL changes rdflib while it runs, and the EDTF grammar keeps state of its own


def validate(documents: Sequence[RdfDocument], *, lookup: Lookup | None = None) -> Report:
    """Judge documents together against the shapes, the ontology and the texts of their sources.

    The documents may refer to each other. lookup returns what a store already knows of given IRIs (see
    `context.describe_query`); such things are taken into account and not judged again. Texts must have been attached
    (`attach_texts`) for quotes to be checked; a source without its text is a warning.

    >>> from conflict_graph.rdf.documents import read_rdf
    >>> document = read_rdf(b"@prefix cg: <https://w3id.org/conflict-graph/ontology#> . <http://x/m> a cg:Meeting .")
    >>> [finding.shape_name for finding in validate([document]).findings]
    ['thing-label']
    """
    described = Described(documents, gather(documents, lookup) if lookup else ())
    with _ONE_AT_A_TIME:
        results = [
            *check_core(described),
            *check_sparql(described),
            *check_quotes(described),
            *check_terms(described),
        ]
    findings = dict.fromkeys(finding(result, described) for result in results)
    return Report(
        findings=tuple(sorted(findings, key=_order)),
        documents=tuple(document.name for document in documents),
        statements=sum(len(document.quads) for document in documents),
    )


def _order(finding: Finding) -> tuple[str, int, str, str, str]:
    return (finding.file or "", finding.line or 0, finding.severity, finding.subject, finding.shape)

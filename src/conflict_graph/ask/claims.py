"""Claims as plain records: which ones fit, and the one assembler that every surface shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final, TypedDict, Unpack, cast

from conflict_graph.ask.evidence import evidence_of
from conflict_graph.ask.labels import BATCH, kind, ordered, refs, text
from conflict_graph.ask.statements import Values, values_of
from conflict_graph.batching import batched
from conflict_graph.display import Answers
from conflict_graph.errors import NotFound
from conflict_graph.model import Claim, Concept, Evidence, Holds, Ref
from conflict_graph.namespaces import CG, ORG, PROV, RDF, SKOS, expand
from conflict_graph.queries.catalogue import run, run_bare
from conflict_graph.queries.snapshot_cache import SnapshotCache
from conflict_graph.scope import ALL, Scope
from conflict_graph.store.base import Store

FORMS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "Participation": (CG + "participant", (CG + "inEvent",)),
    "EventClaim": (CG + "inEvent", ()),
    "Membership": (ORG + "member", (ORG + "organization",)),
    "Tenure": (ORG + "member", (CG + "post",)),
    "Position": (CG + "holder", (CG + "onOption", CG + "onIssue")),
    "Undertaking": (CG + "undertaker", (CG + "action",)),
    "AttributeClaim": (CG + "subject", (CG + "valueEntity",)),
    "Mention": (CG + "mentions", ()),
}
"""The classes of claims, each with its subject property and its object properties in order of preference."""

_REFS: Final = {
    "issue": CG + "onIssue",
    "option": CG + "onOption",
    "on_behalf_of": CG + "onBehalfOf",
    "place": CG + "atPlace",
    "extraction": PROV + "wasGeneratedBy",
}
_CONCEPTS: Final = {
    "modality": (CG + "modality",),
    "firmness": (CG + "firmness",),
    "claim_status": (CG + "claimStatus",),
    "date_basis": (CG + "dateBasis",),
    "stance": (CG + "stance",),
    "role": (CG + "role", ORG + "role"),
    "participation_status": (CG + "participationStatus",),
    "event_status": (CG + "eventStatus",),
    "attribute": (CG + "attribute",),
    "mention_form": (CG + "mentionForm",),
    "certainty": (CG + "certainty",),
}
_DATES: Final = {
    "stated_on": CG + "statedOn",
    "valid_from": CG + "validFrom",
    "valid_until": CG + "validUntil",
    "valid_from_earliest": CG + "validFromEarliest",
    "valid_until_latest": CG + "validUntilLatest",
    "start_date": CG + "startDate",
    "end_date": CG + "endDate",
}
_TEXTS: Final = {"edtf": CG + "edtf", "value": CG + "value", "wording": CG + "wording", "note": SKOS + "note"}
_NUMBERS: Final = {"strength": CG + "strength", "confidence": CG + "confidence"}
_LINKS: Final = {
    "supersedes": CG + "supersedes",
    "contradicts": CG + "contradicts",
    "inferred_from": CG + "inferredFrom",
}
_LAYER: Final = CG + "layer"

_ANY_FORM: Final = (CG + "claimSubject", (CG + "claimObject",))

_claims: Final = SnapshotCache[Claim](most=5000)


class Filters(TypedDict, total=False):
    """What a selection of claims can be narrowed by beside its scope; each takes one value or several."""

    entity: object
    subject: object
    object: object
    kind: object
    status: object
    firmness: object


def claims(store: Store, iris: Iterable[str]) -> list[Claim]:
    """Return the claims with these IRIs, each with its evidence and the names of all it mentions, in this order.

    Raises NotFound when an IRI names no claim.
    """
    held = store.view()
    return Answers(_claims.get_many(held, map(expand, iris), lambda missing: _read(held, missing)).values())


def _read(store: Store, iris: Sequence[str]) -> dict[str, Claim]:
    """Return claims as they stand in the store."""
    values = values_of(store, iris)
    for iri in iris:
        if not values[iri].get(CG + "claimStatus"):
            raise NotFound("claim", iri)
    layers = values_of(store, _all(values, PROV + "wasGeneratedBy"))
    successors = _successors(store, iris)
    evidence = evidence_of(store, {iri: own.get(CG + "hasEvidence", ()) for iri, own in values.items()})
    names = refs(store, _mentioned(values, layers))
    return {iri: _claim(iri, values[iri], layers, successors[iri], evidence[iri], names) for iri in iris}


def find(
    store: Store,
    scope: Scope = ALL,
    *,
    entity: object = None,
    subject: object = None,
    object: object = None,
    kind: object = (),
    status: object = (),
    firmness: object = (),
    limit: int | None = None,
    offset: int = 0,
) -> list[Claim]:
    """Return the claims of a scope that fit, ordered by the day they were stated, then by IRI.

    Every filter takes one value or several: IRIs, prefixed names, or bare codes where the vocabulary is known
    (kind="Position", status="disputed"). Where the scope takes what possibly holds, each claim says how surely it
    does by its `holds`. Raises InvalidParameter.
    """
    matches = select(
        store,
        scope,
        entity=entity,
        subject=subject,
        object=object,
        kind=kind,
        status=status,
        firmness=firmness,
    )
    page = matches[offset : None if limit is None else offset + limit]
    return assemble(store, page)


def select(store: Store, scope: Scope = ALL, **filters: Unpack[Filters]) -> list[tuple[str, Holds]]:
    """Return the IRIs of all claims of a scope that fit, in a stable order, with how surely each holds on its day.

    Its length is the total that pages of the answer are counted from.
    """
    rows = ordered(run_bare(store, "claims", scope, **filters), "stated", "claim")
    return list({text(row["claim"]): cast(Holds, text(row["holds"])) for row in rows}.items())


def assemble(store: Store, matches: Sequence[tuple[str, Holds]]) -> list[Claim]:
    """Return the claims of a selection, each marked with how surely it holds."""
    records = claims(store, [iri for iri, _ in matches])
    return Answers(
        claim if claim.holds == holds else replace(claim, holds=holds)
        for claim, (_, holds) in zip(records, matches, strict=True)
    )


def _successors(store: Store, iris: Collection[str]) -> dict[str, list[str]]:
    successors: dict[str, list[str]] = defaultdict(list)
    for batch in batched(iris, BATCH):
        for row in run(store, "successors", claim=batch):
            successors[text(row["earlier"])].append(text(row["claim"]))
    return successors


def _all(values: Mapping[str, Values], *properties: str) -> list[str]:
    return [value for one in values.values() for item in properties for value in one.get(item, ())]


def _mentioned(values: Mapping[str, Values], layers: Mapping[str, Values]) -> list[str]:
    ends = [end for subject, objects in FORMS.values() for end in (subject, *objects)]
    coded = [item for items in _CONCEPTS.values() for item in items]
    return [*_all(values, *_REFS.values(), *coded, *ends, CG + "contingentOn"), *_all(layers, _LAYER)]


def _claim(
    iri: str,
    values: Values,
    runs: Mapping[str, Values],
    superseded_by: list[str],
    evidence: list[Evidence],
    names: Mapping[str, Ref],
) -> Claim:
    form = kind(values[RDF + "type"])
    subject, objects = FORMS.get(form, _ANY_FORM)

    def ref(*properties: str) -> Ref | None:
        return next((names[value] for item in properties for value in values.get(item, ())), None)

    def concept(*properties: str) -> Concept | None:
        return Concept.of(named) if (named := ref(*properties)) else None

    def day(item: str) -> date | None:
        return next((date.fromisoformat(value) for value in values.get(item, ())), None)

    run_values = next((runs[value] for value in values.get(PROV + "wasGeneratedBy", ())), {})
    recorded = values.get(PROV + "generatedAtTime")
    qualifiers = {
        **{name: ref(item) for name, item in _REFS.items()},
        **{name: concept(*items) for name, items in _CONCEPTS.items()},
        **{name: day(item) for name, item in _DATES.items()},
        **{name: next(iter(values.get(item, ())), None) for name, item in _TEXTS.items()},
        **{name: next(map(float, values.get(item, ())), None) for name, item in _NUMBERS.items()},
        **{name: tuple(values.get(item, ())) for name, item in _LINKS.items()},
        "contingent_on": tuple(names[value] for value in values.get(CG + "contingentOn", ())),
        "layer": next((Concept.of(names[value]) for value in run_values.get(_LAYER, ())), Concept("")),
        "recorded_at": datetime.fromisoformat(recorded[0].replace("Z", "+00:00")) if recorded else None,
    }
    return Claim(
        iri=iri,
        kind=form,
        subject=ref(subject) or Ref(""),
        object=ref(*objects),
        superseded_by=tuple(superseded_by),
        evidence=tuple(evidence),
        **qualifiers,  # type: ignore[arg-type]
    )

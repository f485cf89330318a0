"""Rows for claims: the readings of the importer, turned round."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from conflict_graph.imports.tables.columns import EVENT_TYPES
from conflict_graph.imports.tables.export.read_things import About, Reader, Row, common, local, started
from conflict_graph.namespaces import ID

_STRENGTH: Final = {"0.9": "firm", "0.6": "qualified", "0.3": "hedged"}
_COUNTED: Final = {
    "participant-count": "participants",
    "stated-size": "members",
    "contributor-count": "contributors",
}
_MODES: Final = {"in person": "in-person", "remote": "remote", "in person and remote": "hybrid"}
_TYPES: Final = {concept: word for word, concept in EVENT_TYPES.items()}
_NAMED: Final = re.compile(
    r"(?P<before>.*?) ?Condition named: (?P<condition>.*?)\.(?: Said by: (?P<said>.*)\.)?$", re.DOTALL
)


class Claims:
    """Makes a row of each claim of a set of tables; prefix is what the names of its claims begin with."""

    def __init__(self, reader: Reader, prefix: str) -> None:
        self._reader = reader
        self._prefix = f"{ID}claim/{prefix}-"
        self._makers: dict[str, Callable[[About], tuple[str, Row] | None]] = {
            "Participation": self._participation,
            "Membership": self._membership,
            "Position": self._position,
            "EventClaim": self._meeting,
            "AttributeClaim": self._attribute,
        }

    def row(self, claim: About) -> tuple[str, Row] | None:
        """Return the table and the row of a claim; None for one that is part of another's row, or of no table."""
        maker = self._makers.get(claim.kind)
        return maker(claim) if maker and claim.iri.startswith(self._prefix) else None

    def id(self, iri: str) -> str:
        """Return the id of the row that a claim was made from."""
        return iri.removeprefix(self._prefix)

    def _ids(self, claim: About, name: str) -> str:
        return ";".join(map(self.id, claim.all(name)))

    def _claim(self, claim: About, cells: Row) -> Row:
        links = {"id": self.id(claim.iri), "contradicts": self._ids(claim, "cg:contradicts")}
        return {**common(self._reader, claim), **links, **cells}

    def _participation(self, claim: About) -> tuple[str, Row]:
        cells = {
            "meeting": claim.ids("cg:inEvent"),
            "participant": claim.ids("cg:participant"),
            "on_behalf_of": claim.ids("cg:onBehalfOf"),
            "role": claim.code("cg:role", "role"),
            "status": claim.code("cg:participationStatus", "part"),
            "mode": claim.code("cg:attendanceMode", "mode"),
        }
        return "participations", self._claim(claim, cells)

    def _membership(self, claim: About) -> tuple[str, Row]:
        since, precision = started(claim)
        cells = {
            "member": claim.ids("org:member"),
            "group": claim.ids("org:organization"),
            "status": "not-member" if claim.code("cg:modality", "modality") == "negated" else "member",
            "role": claim.code("org:role", "role"),
            "valid_from": since,
            "valid_until": claim.one("cg:validUntil"),
            "as_of": claim.one("cg:statedOn"),
            "precision": precision,
        }
        return "memberships", self._claim(claim, cells)

    def _position(self, claim: About) -> tuple[str, Row]:
        stated, precision = started(claim)
        condition = claim.one("cg:contingentOn")
        cells = {
            "holder": claim.ids("cg:holder"),
            "on_behalf_of": claim.ids("cg:onBehalfOf"),
            "issue": claim.ids("cg:onIssue"),
            "option": ";".join(map(self._reader.option, claim.all("cg:onOption"))),
            "stance": claim.code("cg:stance", "stance"),
            "firmness": _STRENGTH.get(claim.one("cg:strength"), ""),
            "stated_on": stated,
            "precision": precision,
            "joint_document": claim.ids("prov:hadPrimarySource"),
            "meeting": claim.ids("cg:saidAt"),
            "condition": self._reader.about(condition).label if condition else "",
            "supersedes": self._ids(claim, "cg:supersedes"),
            "related_earlier": self._ids(claim, "rdfs:seeAlso"),
            "shift": "yes" if claim.one("cg:marksShift") == "true" else "",
        }
        row = self._claim(claim, cells)
        named = None if condition else _NAMED.match(row["note"])
        if named:
            remarks = {"note": named["before"], "condition": named["condition"], "statement_kind": named["said"] or ""}
            row |= remarks
        return "positions", row

    def _meeting(self, claim: About) -> tuple[str, Row]:
        event = self._reader.about(claim.one("cg:inEvent"))
        id_ = self.id(claim.iri)
        places = [self._reader.about(one).label for one in claim.all("cg:atPlace")]
        parts = self._parts(event, id_)
        start, end, precision = _days(claim)
        cells = {
            "label": event.label,
            "start": start,
            "end": end,
            "precision": precision,
            "status": claim.code("cg:eventStatus", "status"),
            "event_type": _TYPES.get(event.code("cg:eventType", "event"), ""),
            "account_of": event.id if event.id != id_ else "",
            "place": ";".join([*places, *parts.pop("place", [])]),
            **{name: ";".join(values) for name, values in parts.items()},
        }
        return "meetings", self._claim(claim, cells)

    def _parts(self, event: About, id_: str) -> dict[str, list[str]]:
        """Return what else the row of a meeting says: each is a claim of its own, named after the row."""
        columns = {"part": "part_of", "issue": "issues", "document": "documents", "convener": "convened_by",
                   "chair": "chaired_by", "host": "hosted_by", "country": "country"}  # fmt: skip
        named_parts: dict[str, list[str]] = {}
        start = f"{self._prefix}{id_}-"
        for part in self._reader.with_value("cg:subject", event.iri):
            word = part.iri.removeprefix(start).partition("-")[0]
            if not part.iri.startswith(start) or part.one("prov:invalidatedAtTime"):
                continue
            value = part.one("cg:valueEntity")
            if word == "mode":
                named_parts["mode"] = [_MODES.get(part.one("cg:value"), "")]
            elif word == "place":
                named_parts.setdefault("place", []).append(self._reader.about(value).label)
            elif word in columns:
                named_parts.setdefault(columns[word], []).append(local(value))
        return named_parts

    def _attribute(self, claim: About) -> tuple[str, Row] | None:
        kind = claim.code("cg:attribute", "attr")
        if kind in _COUNTED:
            return self._count(claim, _COUNTED[kind])
        id_ = self.id(claim.iri)
        return self._document(claim, id_) if kind == "description" and local(claim.one("cg:subject")) == id_ else None

    def _count(self, claim: About, of: str) -> tuple[str, Row]:
        day, _ = started(claim)
        cells = {"about": claim.ids("cg:subject"), "of": of, "count": claim.one("cg:value"), "as_of": day}
        return "counts", self._claim(claim, cells)

    def _document(self, claim: About, id_: str) -> tuple[str, Row]:
        document = self._reader.about(claim.one("cg:subject"))
        day, precision = started(claim)
        cells = {
            "title": document.label,
            "kind": claim.one("cg:value"),
            "date": day,
            "precision": precision,
            "meeting": self._reader.about(f"{claim.iri}-meeting").ids("cg:subject"),
        }
        roles = {"initiator": "issuers", "signatory": "signatories"}
        for role, column in roles.items():
            done = self._reader.with_value("cg:action", document.iri)
            start = f"{claim.iri}-{role}-"
            current = (one for one in done if one.iri.startswith(start) and not one.one("prov:invalidatedAtTime"))
            cells[column] = ";".join(local(one.one("cg:undertaker")) for one in current)
        return "documents", self._claim(claim, cells)


def _days(claim: About) -> tuple[str, str, str]:
    """Return the first and the last day of a meeting, and how exact they are."""
    text = claim.one("cg:edtf")
    if claim.code("cg:dateBasis", "date") == "bracketed":
        first, _, last = text.partition("/")
        return (last, "", "before") if first == ".." else (first, last, "month")
    precision = "day-approx" if "~" in text else started(claim, "cg:startDate")[1]
    return claim.one("cg:startDate"), claim.one("cg:endDate"), precision

"""Rows on meetings and who took part in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from conflict_graph.imports.importer import Item, Statement
from conflict_graph.imports.nodes import concept, day, edtf, english, iri, some
from conflict_graph.imports.tables.cells import Day
from conflict_graph.imports.tables.columns import EVENT_TYPES
from conflict_graph.imports.tables.name_index import Entry
from conflict_graph.imports.tables.row_context import Context, StatedOn
from conflict_graph.imports.tables.rows import Row
from conflict_graph.vocabulary import NAMED_ACTORS

_MODALITY: Final = {"held": "actual", "scheduled": "scheduled", "rescheduled": "scheduled", "proposed": "proposed",
                    "postponed": "actual", "cancelled": "actual"}  # fmt: skip
_FIRMNESS: Final = {"scheduled": "scheduled", "rescheduled": "scheduled", "proposed": "proposed"}
_ATTENDANCE: Final = {
    "attended": ("actual", "stated"),
    "expected": ("scheduled", "expected"),
    "invited": ("proposed", "stated"),
    "declined": ("negated", "stated"),
    "absent": ("negated", "stated"),
    "not-planned": ("negated", "stated"),
}
_BASIS: Final = {"day": "stated", "day-inferred": "inferred", "day-approx": "inferred"}
_NO_PLACE: Final = re.compile(r"(?:remote|online|by video|video|several|unknown)\b.*", re.IGNORECASE)
_ALSO_REMOTE: Final = re.compile(r"\s+and (?:remote|online|by video)$", re.IGNORECASE)
_DETAIL: Final = re.compile(r"(.+?)\s*\((.+)\)")
_MODES: Final = {"in-person": "in person", "remote": "remote", "hybrid": "in person and remote"}


def meeting(row: Row, context: Context) -> Iterator[Item]:
    """Yield a meeting, the claim on its status, days and place, and what else is said of it."""
    entry = context.index.get("meeting", row.id)
    sources = context.sources(row)
    start, end = row.day("start"), row.day("end")
    if entry is None or not _in_order(row, start, end):
        return
    if not row.text("account_of"):
        yield _event(row, context, entry)
    held = row.code("status") == "held"
    stated_on = context.stated_on(row, sources, start.first if held and start else None, row.day("known_by"))
    yield from _status(row, context, entry, sources, stated_on)
    yield from _attributes(row, context, entry, sources, stated_on)


def _event(row: Row, context: Context, entry: Entry) -> Item:
    kind = EVENT_TYPES.get(row.code("event_type"))
    types = some("cg:eventType", concept(f"event-{kind}") if kind else None)
    return context.thing(row, entry.kind, iri(entry.iri), row.text("label"), types)


def _in_order(row: Row, start: Day | None, end: Day | None) -> bool:
    if end and start is None:
        row.complain("start", "The meeting has a last day and no first day.", expected="the first day")
        return False
    if start and end and end.last < start.first:
        expected = f"a day on or after start, {start.text}"
        row.complain("end", "The meeting ends before it starts.", expected=expected)
        return False
    return True


def _status(row: Row, context: Context, entry: Entry, sources: Sequence[Entry], stated_on: StatedOn) -> Iterator[Item]:
    places, detail = _places(row, context)
    for place in places:
        if context.made_here(row, place):
            yield context.thing(row, "Place", iri(place.iri), place.label)
    contradicted, surer = context.contradictions(row)
    status = row.code("status")
    own = [
        *some("cg:inEvent", iri(entry.iri)),
        *some("cg:eventStatus", concept(f"status-{status}")),
        *dates(row),
        *some("cg:atPlace", iri(places[0].iri) if places else None),
        *some("cg:contradicts", *(context.claim_iri(row, id_=one) for one in contradicted)),
    ]
    yield from context.claim(
        row,
        "EventClaim",
        own,
        sources=sources,
        stated_on=stated_on,
        modality=_MODALITY[status],
        firmness=_FIRMNESS.get(status, "stated"),
        status="disputed" if surer else "accepted",
        note=" ".join(filter(None, [row.text("note"), detail])),
    )
    for number, place in enumerate(places[1:], start=2):
        own = _attribute(entry, "location", iri(place.iri))
        yield from _attribute_of(row, context, own, sources, stated_on, f"place-{number}")


def dates(row: Row) -> list[Statement]:
    """Return the days of a meeting as bounds, with what they rest on."""
    start, end = row.day("start"), row.day("end")
    if start is None:
        return some("cg:dateBasis", concept("date-unknown"))
    last = end.last if end else start.last
    precision = row.code("precision", "day")
    if start.is_month or (end and end.is_month) or precision in ("month", "before"):
        until = f"/{end.text}" if end else ""
        text = f"../{start.last}" if precision == "before" else f"{start.text}{until}"
        return [
            *some("cg:validFromEarliest", None if precision == "before" else day(start.first)),
            *some("cg:validUntilLatest", day(last)),
            *some("cg:edtf", edtf(text)),
            *some("cg:dateBasis", concept("date-bracketed")),
        ]
    approximate = f"{start.text}~" + (f"/{end.text}~" if end else "")
    return [
        *some("cg:startDate", day(start.first)),
        *some("cg:endDate", day(end.last) if end else None),
        *some("cg:edtf", edtf(approximate) if precision == "day-approx" else None),
        *some("cg:dateBasis", concept(f"date-{_BASIS[precision]}")),
    ]


def _places(row: Row, context: Context) -> tuple[list[Entry], str]:
    """Return the places of a meeting and what else the cell says; “remote” is no place."""
    places, details = list[Entry](), list[str]()
    for text in row.many("place"):
        plain = _ALSO_REMOTE.sub("", text)
        if _NO_PLACE.fullmatch(plain):
            details += [plain] if " " in plain else []
            continue
        inner = _DETAIL.fullmatch(plain)
        details += [inner[2]] if inner else []
        entry = context.named(row, "place", "Place", inner[1] if inner else plain)
        places += [entry] if entry else []
    return places, f"Place: {'; '.join(details)}." if details else ""


def _attributes(
    row: Row, context: Context, entry: Entry, sources: Sequence[Entry], stated_on: StatedOn
) -> Iterator[Item]:
    country = context.refer(row, "country", "actor", ("State", "Place", "InternationalOrganization"), country=True)
    yield from context.described(row, country)
    values: list[tuple[str, str, Sequence[Entry]]] = [
        ("country", "location", [country] if country else []),
        ("part-of", "part-of", context.refer_all(row, "part_of", "meeting")),
        ("issue", "agenda-issue", context.refer_all(row, "issues", "issue")),
        ("document", "outcome", context.refer_all(row, "documents", "document")),
        ("convener", "convened-by", context.refer_all(row, "convened_by", "actor", NAMED_ACTORS)),
        ("chair", "chaired-by", context.refer_all(row, "chaired_by", "actor", NAMED_ACTORS)),
        ("host", "hosted-by", context.refer_all(row, "hosted_by", "actor", NAMED_ACTORS)),
    ]
    for part, attribute, entries in values:
        for value in entries:
            own = _attribute(entry, attribute, iri(value.iri))
            name = part if part in ("country", "part-of") else f"{part}-{value.id}"
            yield from _attribute_of(row, context, own, sources, stated_on, name)
    mode = _MODES.get(row.code("mode"))
    if mode:
        own = [*_attribute(entry, "format"), *some("cg:value", english(mode))]
        yield from _attribute_of(row, context, own, sources, stated_on, "mode")


def _attribute(entry: Entry, attribute: str, *values: object) -> list[Statement]:
    return [
        *some("cg:subject", iri(entry.iri)),
        *some("cg:attribute", concept(f"attr-{attribute}")),
        *some("cg:valueEntity", *values),  # type: ignore[arg-type]
    ]


def _attribute_of(
    row: Row, context: Context, own: list[Statement], sources: Sequence[Entry], stated_on: StatedOn, part: str
) -> Iterator[Item]:
    status = row.code("status")
    modality, firmness = _MODALITY[status], _FIRMNESS.get(status, "stated")
    if status in ("postponed", "cancelled"):
        modality, firmness = "proposed", "proposed"
    yield from context.claim(
        row,
        "AttributeClaim",
        own,
        sources=sources,
        stated_on=stated_on,
        modality=modality,
        firmness=firmness,
        part=part,
    )


def participation(row: Row, context: Context) -> Iterator[Item]:
    """Yield the claim that an actor took part in a meeting, is expected there, or stays away."""
    meeting = context.refer(row, "meeting", "meeting")
    actor = context.actor(row, "participant", "participant_kind")
    behalf, remark = context.behalf(row, "on_behalf_of")
    sources = context.sources(row)
    yield from context.described(row, actor)
    yield from context.described(row, behalf)
    if meeting is None or actor is None or not _possible(row, meeting):
        return
    status = row.code("status")
    began = meeting.extra.get("start") if status == "attended" else None
    stated_on = context.stated_on(row, sources, date.fromisoformat(began) if began else None, row.day("known_by"))
    contradicted, surer = context.contradictions(row)
    mode = row.code("mode")
    own = [
        *some("cg:participant", iri(actor.iri)),
        *some("cg:inEvent", iri(meeting.iri)),
        *some("cg:onBehalfOf", iri(behalf.iri) if behalf else None),
        *some("cg:role", concept(f"role-{row.code('role', 'participant')}")),
        *some("cg:participationStatus", concept(f"part-{status}")),
        *some("cg:attendanceMode", concept(f"mode-{mode}") if mode in _MODES else None),
        *some("cg:contradicts", *(context.claim_iri(row, id_=one) for one in contradicted)),
    ]
    modality, firmness = _ATTENDANCE[status]
    note = " ".join(filter(None, [row.text("note"), remark]))
    yield from context.claim(
        row,
        "Participation",
        own,
        sources=sources,
        stated_on=stated_on,
        modality=modality,
        firmness=firmness,
        status="disputed" if surer else "accepted",
        note=note,
    )


def _possible(row: Row, meeting: Entry) -> bool:
    if row.code("status") == "attended" and not meeting.extra.get("held"):
        expected = "expected or invited, or a meeting with the status held"
        row.complain("status", f"The meeting {meeting.id} is not known to have been held.", expected=expected)
        return False
    return True

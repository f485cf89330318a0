"""Rows on documents, memberships and positions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from conflict_graph.imports.importer import Item, Statement
from conflict_graph.imports.nodes import concept, day, decimal, edtf, english, integer, iri, node, some, true
from conflict_graph.imports.tables.cells import Day, day_after, day_before, day_of
from conflict_graph.imports.tables.name_index import Entry
from conflict_graph.imports.tables.row_context import Context
from conflict_graph.imports.tables.rows import Row
from conflict_graph.vocabulary import NAMED_ACTORS

_STRENGTH: Final = {"firm": "0.9", "qualified": "0.6", "hedged": "0.3"}
_GROUPS: Final = ("Coalition", "InternationalOrganization")
_BASIS: Final = {"day": "stated", "day-inferred": "inferred", "day-approx": "inferred"}
_ROLES: Final = frozenset({"chair", "co-chair", "host", "participant", "mediator", "observer", "signatory", "lead",
                           "initiator", "recipient", "coordinator"})  # fmt: skip
_COUNTED: Final = {"participants": "participant-count", "members": "stated-size", "contributors": "contributor-count"}
_CLOSING: Final = frozenset({node("cg:validUntil")})


def document(row: Row, context: Context) -> Iterator[Item]:
    """Yield a document with what it is and says, who issued and who signed it, and the meeting it came from."""
    name = context.index.get("document", row.id)
    sources = context.sources(row)
    meeting = context.refer(row, "meeting", "meeting")
    if name is None:
        return
    yield context.thing(row, "Outcome", iri(name.iri), row.text("title"))
    issued = row.day("date")
    stated_on = context.stated_on(row, sources, issued.first if issued else None, row.day("known_by"))
    own = [
        *_about(name, "description"),
        *some("cg:value", english(row.text("kind") or "document")),
        *_dated(row, issued),
    ]
    note = " ".join(filter(None, map(_sentence, (row.text("content"), row.text("note")))))
    yield from context.claim(row, "AttributeClaim", own, sources=sources, stated_on=stated_on, note=note)
    if meeting and not context.index.linking(f"document:{row.id}", meeting.id):
        own = [*_about(meeting, "outcome"), *some("cg:valueEntity", iri(name.iri))]
        yield from context.claim(row, "AttributeClaim", own, sources=sources, stated_on=stated_on, part="meeting")
    for column, role in (("issuers", "initiator"), ("signatories", "signatory")):
        for actor in context.refer_all(row, column, "actor", NAMED_ACTORS):
            own = [
                *some("cg:undertaker", iri(actor.iri)),
                *some("cg:action", iri(name.iri)),
                *some("cg:role", concept(f"role-{role}")),
                *_dated(row, issued),
            ]
            yield from context.claim(
                row, "Undertaking", own, sources=sources, stated_on=stated_on, part=f"{role}-{actor.id}"
            )


def _about(entry: Entry, attribute: str) -> list[Statement]:
    return [*some("cg:subject", iri(entry.iri)), *some("cg:attribute", concept(f"attr-{attribute}"))]


def _dated(row: Row, given: Day | None, successor: date | None = None) -> list[Statement]:
    """Return from when something holds, as far as its day is known; it held before its successor did."""
    if given is None:
        return some("cg:dateBasis", concept("date-unknown"))
    precision = row.code("precision", "day")
    if given.is_month or precision in ("month", "before"):
        proven = min(given.last, day_before(successor)) if successor else given.last
        earliest = given.first if given.is_month and given.first <= proven else None
        return [
            *some("cg:validFrom", day(proven)),
            *some("cg:validFromEarliest", day(earliest) if earliest else None),
            *some("cg:edtf", edtf(given.text if given.is_month else f"../{given.text}")),
            *some("cg:dateBasis", concept("date-bracketed")),
        ]
    return [
        *some("cg:validFrom", day(given.first)),
        *some("cg:edtf", edtf(f"{given.text}~") if precision == "day-approx" else None),
        *some("cg:dateBasis", concept(f"date-{_BASIS[precision]}")),
    ]


def count(row: Row, context: Context) -> Iterator[Item]:
    """Yield the claim that a source states a number: of participants, members or contributors, for one day."""
    meeting = isinstance(context.matcher.find("meeting", row.text("about")), Entry)
    about = context.refer(row, "about", "meeting") if meeting else context.refer(row, "about", "actor", _GROUPS)
    sources = context.sources(row)
    given = row.day("as_of")
    if about is None or given is None:
        return
    number = row.text("count").replace(",", "")
    contradicted, surer = context.contradictions(row)
    own = [
        *_about(about, _COUNTED[row.code("of")]),
        *some("cg:value", integer(int(number)) if number.isdecimal() else english(row.text("count"))),
        *_dated(row, given),
        *some("cg:validUntil", day(day_after(given.last))),
        *some("cg:contradicts", *(context.claim_iri(row, id_=one) for one in contradicted)),
    ]
    stated_on = context.stated_on(row, sources, given.first, row.day("known_by"))
    status = "disputed" if surer else "accepted"
    yield from context.claim(
        row, "AttributeClaim", own, sources=sources, stated_on=stated_on, status=status, note=row.text("note")
    )


def membership(row: Row, context: Context) -> Iterator[Item]:
    """Yield the claim that an actor belongs to a group, or does not."""
    member = context.actor(row, "member")
    group = context.refer(row, "group", "actor", _GROUPS)
    sources = context.sources(row)
    yield from context.described(row, member)
    start, end = row.day("valid_from"), row.day("valid_until")
    if start and end and end.last <= start.first:
        row.complain("valid_until", "The membership ends before it begins.", expected=f"a day after {start.text}")
    if member is None or group is None or row.is_broken:
        return
    stated_on = context.stated_on(row, sources, start.first if start else None, row.day("as_of"))
    contradicted, surer = context.contradictions(row)
    role = row.code("role")
    own = [
        *some("org:member", iri(member.iri)),
        *some("org:organization", iri(group.iri)),
        *some("org:role", concept(f"role-{role}") if role in _ROLES else None),
        *_dated(row, start),
        *some("cg:validUntil", day(end.last) if end else None),
        *some("cg:contradicts", *(context.claim_iri(row, id_=one) for one in contradicted)),
    ]
    note = [row.text("note"), f"Role: {row.text('role')}." if role and role not in _ROLES else ""]
    yield from context.claim(
        row,
        "Membership",
        own,
        sources=sources,
        stated_on=stated_on,
        modality="negated" if row.code("status") == "not-member" else "actual",
        status="disputed" if surer else "accepted",
        note=" ".join(filter(None, note)),
    )


def position(row: Row, context: Context) -> Iterator[Item]:
    """Yield the stance of a holder, with the condition it waits for."""
    holder = context.actor(row, "holder", "holder_kind")
    behalf, remark = context.behalf(row, "on_behalf_of")
    issue, option = _issue_and_option(row, context)
    sources = context.sources(row)
    yield from context.described(row, holder)
    yield from context.described(row, behalf)
    given = row.day("stated_on")
    if holder is None or issue is None or given is None or row.is_broken:
        return
    successor = _successor(row, context)
    stated_on = context.stated_on(row, sources, given.first, row.day("known_by"))
    conditional = row.code("stance") == "conditional" and row.text("condition")
    condition = context.named(row, "condition", "Condition", row.text("condition")) if conditional else None
    if condition and context.made_here(row, condition):
        yield context.thing(row, "Condition", iri(condition.iri), condition.label)
    contradicted, surer = context.contradictions(row)
    own = [
        *some("cg:holder", iri(holder.iri)),
        *some("cg:onIssue", iri(issue.iri)),
        *some("cg:onOption", iri(option.iri) if option else None),
        *some("cg:onBehalfOf", iri(behalf.iri) if behalf else None),
        *some("cg:stance", concept(f"stance-{row.code('stance')}")),
        *some("cg:strength", decimal(_STRENGTH[row.code("firmness")]) if row.code("firmness") else None),
        *_dated(row, given, successor),
        *some("cg:validUntil", day(successor) if successor else None),
        *some("cg:contingentOn", iri(condition.iri) if condition else None),
        *_beside(row, context),
        *some("cg:contradicts", *(context.claim_iri(row, id_=one) for one in contradicted)),
    ]
    yield from context.claim(
        row,
        "Position",
        own,
        sources=sources,
        stated_on=stated_on,
        modality="contingent" if condition else "actual",
        firmness=_firmness(row),
        status="disputed" if surer else "accepted",
        note=_note(row, remark),
        closing=_CLOSING,
    )


def _issue_and_option(row: Row, context: Context) -> tuple[Entry | None, Entry | None]:
    issue = context.refer(row, "issue", "issue")
    option = context.refer(row, "option", "option")
    if issue and option and issue.iri not in option.extra.get("issues", ()):
        known = context.index.get("issue", row.text("issue"))
        expected = f"an option of the issue {known.shown if known else issue.shown}"
        row.complain("option", "The option belongs to another issue.", expected=expected)
    return issue, option


def _firmness(row: Row) -> str:
    if row.code("firmness") == "hedged":
        return "possible"
    return "conditional" if row.text("condition") and row.code("firmness") != "firm" else "stated"


def _note(row: Row, remark: str) -> str:
    """Return what the row says in words: the stance, remarks, how it was said, and a condition that is only named."""
    unused = row.text("condition") if row.code("stance") != "conditional" else ""
    statement_kind = row.text("statement_kind")
    parts = (
        _sentence(row.text("summary")),
        _sentence(row.text("note")),
        f"Condition named: {unused}." if unused else "",
        f"Said by: {statement_kind}." if statement_kind else "",
        remark,
    )
    return " ".join(filter(None, parts))


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?", "”")) else f"{text}."


def _beside(row: Row, context: Context) -> list[Statement]:
    """Return what a position is linked with: what it replaces, what to read beside it, its document and occasion."""
    joint = context.refer(row, "joint_document", "document")
    meeting = context.refer(row, "meeting", "meeting")
    earlier = _other(row, context, "related_earlier")
    replaced = _replaced(row, context)
    return [
        *some("cg:supersedes", context.claim_iri(row, id_=replaced.id) if replaced else None),
        *some("rdfs:seeAlso", context.claim_iri(row, id_=earlier.id) if earlier else None),
        *some("prov:hadPrimarySource", iri(joint.iri) if joint else None),
        *some("cg:saidAt", iri(meeting.iri) if meeting else None),
        *some("cg:marksShift", true() if row.code("shift") == "yes" else None),
    ]


def _other(row: Row, context: Context, column: str) -> Entry | None:
    text = row.text(column)
    cited = context.index.get("claim:positions", text) if text else None
    if text and (cited is None or text == row.id):
        near = context.matcher.near("claim:positions", text)
        row.complain(column, "No other row has this id.", expected="the id of another row of positions", nearest=near)
        return None
    return cited


def _replaced(row: Row, context: Context) -> Entry | None:
    """Return the row that a position replaces: of the same holder, on the same issue, earlier, and only once."""
    other = _other(row, context, "supersedes")
    if other is None:
        return None
    rivals = [one for one in context.index.linking("supersedes", other.id) if one != row.id]
    begins = _begins(row.text("stated_on"))
    if rivals:
        expected = f"one row that replaces {other.id}"
        row.complain("supersedes", f"The row {rivals[0]} replaces it as well.", expected=expected)
    for column, space in (("holder", "actor"), ("issue", "issue")):
        mine, theirs = (context.matcher.find(space, text) for text in (row.text(column), other.extra[column]))
        if isinstance(mine, Entry) and isinstance(theirs, Entry) and mine.iri != theirs.iri:
            message = f"The row {other.id} has another {column}: {theirs.shown}."
            row.complain("supersedes", message, expected="a row of the same holder and issue; else related_earlier")
    if row.id in _chain(other, context):
        row.complain("supersedes", "The rows replace each other in a circle.", expected="an earlier row")
        return None
    before = day_of(other.extra["stated_on"])
    if begins and isinstance(before, Day) and begins <= before.first:
        expected = f"a row stated before {row.text('stated_on')}"
        row.complain("supersedes", f"The row {other.id} is not earlier: {before.text}.", expected=expected)
    return other


def _successor(row: Row, context: Context) -> date | None:
    """Return the day from which another row replaces this one."""
    ids = context.index.linking("supersedes", row.id)
    entry = context.index.get("claim:positions", ids[0]) if len(ids) == 1 else None
    return _proven(entry, context) if entry else None


def _chain(entry: Entry, context: Context) -> list[str]:
    """Return the rows that a row replaces, directly or through others."""
    chain = list[str]()
    current: Entry | None = entry
    while current and current.id not in chain:
        chain.append(current.id)
        current = context.index.get("claim:positions", current.extra["supersedes"])
    return chain


def _proven(entry: Entry, context: Context) -> date | None:
    """Return the first day on which a position certainly holds: its month may be cut short by its own successor."""
    given = day_of(entry.extra["stated_on"])
    if not isinstance(given, Day):
        return None
    ids = context.index.linking("supersedes", entry.id)
    after = context.index.get("claim:positions", ids[0]) if given.is_month and len(ids) == 1 else None
    following = after and entry.id not in _chain(entry, context)[1:] and day_of(after.extra["stated_on"])
    return min(given.last, day_before(following.last)) if isinstance(following, Day) else given.last


def _begins(text: str) -> date | None:
    given = day_of(text)
    return given.last if isinstance(given, Day) else None

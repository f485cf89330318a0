"""The first reading of a row: what it defines, under which id, so that any row may refer to any other."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from conflict_graph.imports.nodes import slug, thing
from conflict_graph.imports.tables.cells import SLUG
from conflict_graph.imports.tables.columns import EVENT_TYPES
from conflict_graph.imports.tables.name_index import Entry, Index
from conflict_graph.imports.tables.rows import Row
from conflict_graph.imports.tables.thing_rows import ACTOR_KINDS
from conflict_graph.namespaces import ID

_CLAIM_TABLES: Final = ("meetings", "participations", "memberships", "counts", "positions")
_EXTRA: Final = ("sure", "holder", "issue", "stated_on", "supersedes")


def declare(row: Row, index: Index, prefix: str) -> None:
    """Enter what a row defines; an id that is taken is complained about."""
    name = row.table.name
    if name in _THINGS and _named(row):
        _THINGS[name](row, index)
    elif name == "issues" and _named(row, "issue"):
        _issue(row, index)
    if name in _CLAIM_TABLES:
        _claim(row, index, prefix)


def settle(index: Index) -> None:
    """Put right what only the whole of the tables can tell: options named like issues, accounts of other rows."""
    for entry in index.shared("option", "issue"):
        if entry.file:
            index.put("option", replace(entry, iri=f"{ID}issue/{entry.id}-option"))
    for of, account in index.linked("account_of"):
        account_entry, other = index.get("meeting", account), index.get("meeting", of)
        if account_entry and other and other.id != account_entry.id:
            index.put("meeting", replace(account_entry, iri=other.iri, kind=other.kind))
            if account_entry.extra.get("held") and not other.extra.get("held"):
                index.put("meeting", replace(other, extra={**other.extra, "held": True}))


def _put(row: Row, index: Index, space: str, entry: Entry, names: list[str] | None = None) -> None:
    taken = index.get(space, entry.id)
    if taken and taken.file:
        first = f"row {taken.row} of {taken.file}"
        row.complain("id", "The id is there twice.", expected=f"an id of its own; {first} has this one")
        return
    if taken and taken.iri != entry.iri:
        message = f"The store has another thing with this id: {taken.iri.removeprefix(ID)} ({taken.label})."
        row.complain("id", message, expected="the same kind, or another id", severity="warning")
    others = {one.iri: one for one in index.named(space, entry.label) if not one.file and one.iri != entry.iri}
    for other in (one for one in others.values() if index.same(one.iri) != index.same(entry.iri)):
        message = f"The store has a namesake: {other.shown}. The two are kept apart."
        expected = f"the id {other.id}, if the same is meant"
        row.complain("id", message, expected=expected, severity="warning")
    index.put(space, entry, names or ())


def _source(row: Row, index: Index) -> None:
    days = {name: day.last.isoformat() for name in ("date", "read_on") if (day := row.day(name))}
    extra = {**days, "text": row.text("text"), "language": row.text("language")}
    name = thing("source", row.id).value
    _put(row, index, "source", Entry(row.id, name, "Source", row.text("title"), row.file, row.number, extra))


def _actor(row: Row, index: Index) -> None:
    kind, folder = ACTOR_KINDS.get(row.code("kind"), ("Coalition", "coalition"))
    local = row.code("iso_alpha3") if kind == "State" and row.text("iso_alpha3") else row.id
    entry = Entry(row.id, thing(folder, local).value, kind, row.text("name"), row.file, row.number)
    _put(row, index, "actor", entry, row.many("aliases"))
    if kind == "Place":
        index.put("Place", replace(entry, id=local), row.many("aliases"))


def _person(row: Row, index: Index) -> None:
    entry = Entry(row.id, thing("person", row.id).value, "Person", row.text("name"), row.file, row.number)
    _put(row, index, "actor", entry, row.many("aliases"))


def _meeting(row: Row, index: Index) -> None:
    process = EVENT_TYPES.get(row.code("event_type")) == "negotiation-track"
    kind, folder = ("Process", "process") if process else ("Meeting", "meeting")
    start = row.day("start")
    known = index.get("meeting", row.id)
    held = row.code("status") == "held" or row.is_broken or bool(known and known.extra.get("held"))
    extra = {"held": held, "start": start.first.isoformat() if start else "", "account_of": row.text("account_of")}
    entry = Entry(row.id, thing(folder, row.id).value, kind, row.text("label"), row.file, row.number, extra)
    _put(row, index, "meeting", entry)
    if row.text("account_of"):
        index.link("account_of", row.text("account_of"), row.id)
    for one in row.many("documents"):
        index.link(f"document:{one}", row.id, row.id)


def _document(row: Row, index: Index) -> None:
    name = thing("outcome", row.id).value
    _put(row, index, "document", Entry(row.id, name, "Outcome", row.text("title"), row.file, row.number))


_THINGS: Final = {"sources": _source, "actors": _actor, "people": _person, "meetings": _meeting, "documents": _document}


def _issue(row: Row, index: Index) -> None:
    local = row.text("issue")
    issue = index.get("issue", local)
    if issue is None or not issue.file:
        issue = Entry(local, thing("issue", local).value, "Issue", row.text("issue_label"), row.file, row.number)
        index.put("issue", issue)
    if not _named(row, "option"):
        return
    option = index.get("option", row.text("option"))
    issues = list(option.extra.get("issues", ())) if option else []
    if option and option.file and issue.iri in issues:
        first = f"row {option.row} of {option.file}"
        row.complain("option", "The option is there twice.", expected=f"each option once; {first} has this one")
        return
    name = option.iri if option else thing("issue", row.text("option")).value
    extra = {"issues": list(dict.fromkeys([*issues, issue.iri]))}
    label = row.text("option_label") or row.text("option")
    index.put("option", Entry(row.text("option"), name, "PolicyOption", label, row.file, row.number, extra))


def _claim(row: Row, index: Index, prefix: str) -> None:
    space = f"claim:{row.table.name}"
    taken = index.get(space, row.id)
    if taken:
        what = "The id is there twice." if row.text("id") else "The row is there twice."
        expected = f"an id of its own; row {taken.row} of {taken.file} has this one"
        if row.table.name != "meetings":
            row.complain("id", what, expected=expected)
        return
    extra = {name: row.text(name) for name in _EXTRA}
    name = thing("claim", f"{prefix}-{slug(row.id) if row.is_broken else row.id}").value
    index.put(space, Entry(row.id, name, row.table.name, "", row.file, row.number, extra))
    for one in row.many("contradicts"):
        index.link(f"contradicts:{row.table.name}", one, row.id)
    if row.text("supersedes"):
        index.link("supersedes", row.text("supersedes"), row.id)


def _named(row: Row, column: str = "id") -> bool:
    """Whether a row has an id to go by, whatever else may be wrong with it: others may refer to it."""
    return bool(SLUG.fullmatch(row.text(column)))

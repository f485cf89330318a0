"""The tables and their columns: one list of records that checks, templates and documentation are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from conflict_graph.vocabulary import EventStatus, Layer, ParticipationStatus, Role, Stance

Kind = Literal["id", "text", "names", "day", "code", "flag", "actor", "country", "person", "group", "meeting", "issue",
               "option", "document", "source", "claim", "place", "address", "wikidata", "file", "counted",
               "unused"]  # fmt: skip

PRECISIONS: Final = ("day", "day-inferred", "day-approx", "month", "before")
CERTAINTIES: Final = ("high", "medium", "low", "general-knowledge")
EVENT_TYPES: Final[dict[str, str]] = {
    "summit": "summit",
    "talks": "talks",
    "bilateral": "bilateral",
    "multilateral": "multilateral",
    "ministerial": "ministerial",
    "military": "military-meeting",
    "working group": "working-group",
    "video conference": "video-conference",
    "call": "phone-call",
    "conversation": "conversation",
    "visit": "visit",
    "mediation": "mediation",
    "signing": "signing",
    "process": "negotiation-track",
}
"""The words of the column event_type and the concepts of the scheme event-type they stand for."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what kind of cell it holds, what it means, and an example.

    many: several values, joined by semicolons. codes: the words that are allowed.
    """

    name: str
    kind: Kind
    meaning: str
    example: str = ""
    required: bool = False
    many: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name (of the file or sheet), what a row is, and its columns.

    key are the columns that tell its rows apart where a row gives no id.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    def column(self, name: str) -> Column | None:
        """Return the column with this name, if there is one."""
        return next((column for column in self.columns if column.name == name), None)


def _id(of: str, example: str, required: bool = True) -> Column:
    optional = "" if required else " Left empty, it is made from the row."
    meaning = f"Id of the {of}: lower-case letters, digits and hyphens.{optional}"
    return Column("id", "id", meaning, example, required)


def _sources(required: bool = True, example: str = "herald-1") -> Column:
    return Column("source_ids", "source", "The sources that say so, by id.", example, required, many=True)


_SURE: Final = Column("sure", "code", "How well the row is supported.", "high", codes=CERTAINTIES)
_NOTE: Final = Column("note", "text", "A remark in your own words.")
_PRECISION: Final = Column("precision", "code", "How exact the dates of the row are; empty means day.", "day",
                           codes=PRECISIONS)  # fmt: skip
_QUOTE: Final = Column(
    "quote", "text", "The sentence the row rests on, word for word, where one of its sources has a text."
)
_CONTRADICTS: Final = Column(
    "contradicts", "claim", "Rows of this table that cannot be true beside this one; both are kept.", many=True
)
_KNOWN_BY: Final = Column("known_by", "day", "First day on which a source had said it.", "2031-04-13")
_WIKIDATA: Final = Column("wikidata", "wikidata", "Identifier of the Wikidata item.", "")
_ALIASES: Final = Column("aliases", "names", "Other names and spellings.", "", many=True)

LAYERS: Final[tuple[Layer, ...]] = ("chronicle", "reference", "machine-coded")

TABLES: Final = (
    Table("dataset", "the tables as a whole; without it they are called like their folder", (
        Column("name", "id", "Name of the tables: it begins the names of their claims, and tells them from others.",
               "lake", required=True),
        Column("layer", "code", "Layer of the claims; empty means chronicle.", "chronicle", codes=LAYERS),
        Column("note", "text", "A remark in your own words."),
    )),
    Table("sources", "a page, document or record", (
        _id("source", "herald-1"),
        Column("site", "text", "Who published it.", "lakeherald.example", required=True),
        Column("title", "text", "Its title.", "Ministers meet at the lake", required=True),
        Column("date", "day", "Day of publication, or its month as YYYY-MM; empty if none is shown.", "2031-04-13"),
        Column("address", "address", "Its address on the web, or what else tells where it is.",
               "https://lakeherald.example/1"),
        Column("origin", "text", "Where its news comes from, so that two copies of one report are one witness."),
        Column("source_class", "text", "Your class for it, such as wire or official."),
        Column("reliability", "text", "A to F on the Admiralty scale, or a remark."),
        Column("read_on", "day", "Day on which the page was read.", ""),
        Column("text", "file", "File with its text beside the tables, as sources/NAME.txt; needed for quotes."),
        Column("language", "text", "Language tag of the text; empty means en.", "en"),
    )),
    Table("actors", "a state, territory, organisation or coalition", (
        _id("actor, for a state its ISO code", "lake-league"),
        Column("kind", "code", "What it is.", "coalition", required=True,
               codes=("state", "territory", "organisation", "coalition")),
        Column("name", "text", "Its name.", "Lake League", required=True),
        _ALIASES,
        Column("iso_alpha3", "text", "ISO 3166-1 code of three letters."),
        _WIKIDATA,
    )),
    Table("people", "a person, with one office", (
        _id("person", "ana-mora"),
        Column("name", "text", "Full name.", "Ana Mora", required=True),
        _ALIASES,
        Column("state", "country", "State, territory or organisation the office belongs to.", "PER"),
        Column("office", "text", "Office held.", "Foreign Minister of Peru"),
        Column("office_from", "day", "First day in office, where known."),
        Column("office_until", "day", "First day out of office, where known."),
        _PRECISION,
        Column("seen_from", "unused", "Not read: the first meeting follows from the participations."),
        Column("seen_until", "unused", "Not read: the last meeting follows from the participations."),
        _WIKIDATA,
        _KNOWN_BY, _sources(required=False), _SURE, _NOTE, _QUOTE,
    )),
    Table("issues", "an option of an issue; an issue without options has one row", (
        Column("issue", "id", "Id of the issue.", "lake-water", required=True),
        Column("issue_label", "text", "The question, as a topic every side would accept.", "Sharing of the lake water",
               required=True),
        Column("option", "id", "Id of one possible answer.", "water-quota"),
        Column("option_label", "text", "The answer.", "Fixed quota for each state"),
        Column("incompatible_with", "option", "Options that exclude this one.", many=True),
        Column("in_ontology_example", "unused", "Not read: a remark of the first table."),
    )),
    Table("meetings", "a meeting, call, summit or round of talks", (
        _id("meeting", "puno-2031-04-12"),
        Column("label", "text", "Name of the meeting.", "Lake talks in Puno, 12 April 2031", required=True),
        Column("start", "day", "First day, or its month as YYYY-MM.", "2031-04-12"),
        Column("end", "day", "Last day, itself part of the meeting.", ""),
        _PRECISION,
        Column("status", "code", "How far it has come, as the sources have it.", "held", required=True,
               codes=get_args(EventStatus)),
        Column("mode", "code", "In one room or at a distance.", "in-person",
               codes=("in-person", "remote", "hybrid", "unknown")),
        Column("event_type", "code", "What kind of meeting it is.", "talks", codes=tuple(EVENT_TYPES)),
        Column("place", "place", "Town or place; a building in brackets; nothing, or “remote”, for none.",
               "Puno", many=True),
        Column("country", "country", "State or territory of the place.", "PER"),
        Column("convened_by", "actor", "Who called it.", "ana-mora", many=True),
        Column("chaired_by", "actor", "Who chaired it.", many=True),
        Column("hosted_by", "actor", "Who was host.", many=True),
        Column("part_of", "meeting", "The larger meeting or process it belongs to."),
        Column("account_of", "meeting", "Another row that speaks of the same meeting, where this one differs from it."),
        Column("issues", "issue", "What was on its agenda.", "lake-water", many=True),
        Column("documents", "document", "What it issued.", many=True),
        _KNOWN_BY, _sources(), _SURE, _NOTE, _QUOTE, _CONTRADICTS,
    )),
    Table("participations", "one participant in one meeting", (
        _id("row", "", required=False),
        Column("meeting", "meeting", "The meeting.", "puno-2031-04-12", required=True),
        Column("participant", "actor", "Who took part, or did not.", "ana-mora", required=True),
        Column("participant_kind", "code", "What the participant is; settles a name that two kinds share.", "person",
               codes=("person", "state", "territory", "organisation", "coalition")),
        Column("on_behalf_of", "country", "State or body the participant acted for.", "PER"),
        Column("role", "code", "Part played; empty means participant.", "host",
               codes=get_args(Role)),
        Column("status", "code", "Whether the participant came.", "attended", required=True,
               codes=get_args(ParticipationStatus)),
        Column("mode", "code", "In the room or at a distance.", "in-person",
               codes=("in-person", "remote", "hybrid", "unknown")),
        _KNOWN_BY, _sources(), _SURE, _NOTE, _QUOTE, _CONTRADICTS,
    ), key=("meeting", "participant")),
    Table("documents", "a statement, declaration, proposal or announcement", (
        _id("document", "puno-statement"),
        Column("title", "text", "Its title.", "Puno statement", required=True),
        Column("kind", "text", "What kind of text it is.", "joint statement"),
        Column("date", "day", "Day it was issued.", "2031-04-12"),
        _PRECISION,
        Column("meeting", "meeting", "The meeting it came from.", "puno-2031-04-12"),
        Column("issuers", "actor", "Who issued it.", "ana-mora", many=True),
        Column("signatories", "actor", "Who signed it, only where named.", many=True),
        Column("content", "text", "What it says, in your own words.", "A commission is set up"),
        _KNOWN_BY, _sources(), _SURE, _NOTE, _QUOTE,
    )),
    Table("memberships", "a membership as a source states it", (
        _id("row", "", required=False),
        Column("member", "actor", "Who is a member, or is not.", "PER", required=True),
        Column("group", "group", "The coalition or organisation.", "lake-league", required=True),
        Column("status", "code", "Whether it is a member; empty means member.", "member",
               codes=("member", "not-member")),
        Column("role", "text", "Role in the group, such as lead.", ""),
        Column("valid_from", "day", "First day of membership, only where stated."),
        Column("valid_until", "day", "First day it is no longer a member."),
        Column("as_of", "day", "Day of the statement.", "2031-04-13"),
        _PRECISION, _sources(), _SURE, _NOTE, _QUOTE, _CONTRADICTS,
    ), key=("member", "group", "as_of")),
    Table("counts", "a number that a source states", (
        _id("row", "", required=False),
        Column("about", "counted", "The meeting, coalition or organisation.", "puno-2031-04-12", required=True),
        Column("of", "code", "What is counted.", "participants", required=True,
               codes=("participants", "members", "contributors")),
        Column("count", "text", "The number, or the source's words for it.", "12", required=True),
        Column("as_of", "day", "The day it holds for.", "2031-04-12", required=True),
        _KNOWN_BY, _sources(), _SURE, _NOTE, _QUOTE, _CONTRADICTS,
    ), key=("about", "of", "count", "as_of")),
    Table("positions", "one stance of one holder at one time", (
        _id("row", "", required=False),
        Column("holder", "actor", "Whose stance it is.", "ana-mora", required=True),
        Column("holder_kind", "code", "What the holder is; settles a name that two kinds share.", "person",
               codes=("person", "state", "territory", "organisation", "coalition")),
        Column("on_behalf_of", "country", "State or body the holder speaks for.", "PER"),
        Column("issue", "issue", "The issue.", "lake-water", required=True),
        Column("option", "option", "The option of the issue.", "water-quota"),
        Column("stance", "code", "Which way the holder leans.", "support", required=True,
               codes=get_args(Stance)),
        Column("firmness", "code", "Strength of the statement, not how sure we are of it.", "firm",
               codes=("firm", "qualified", "hedged")),
        Column("stated_on", "day", "Day of the statement, or its month as YYYY-MM.", "2031-04-12", required=True),
        _PRECISION,
        Column("statement_kind", "text", "How it was said.", "own statement"),
        Column("joint_document", "document", "The joint text this row is one signatory of."),
        Column("meeting", "meeting", "Where it was said.", "puno-2031-04-12"),
        Column("condition", "text", "What must come about first.", ""),
        Column("summary", "text", "The stance in your own words.", "Wants a fixed quota"),
        Column("supersedes", "claim", "The holder's earlier row on the issue that this one replaces."),
        Column("related_earlier", "claim", "An earlier row worth reading beside it: another holder or issue."),
        Column("shift", "flag", "yes where sources show a real change.", ""),
        _KNOWN_BY, _sources(), _SURE, _NOTE, _QUOTE, _CONTRADICTS,
    ), key=("holder", "issue", "option", "stated_on")),
)  # fmt: skip
"""Every table, in the order in which they are read."""

BY_NAME: Final = {table.name: table for table in TABLES}

"""What the twenty competency questions must be answered with, as plain data for every channel.

Each question is a number of steps. A step asks one named query with parameters and says which rows must come back,
over some of the columns: the exact set of them, with IRIs as prefixed names and "" for what is unbound. Where
sentences are given, the quotes of the claims in the row (in the claim columns) must lie in exactly these sentences of
the article; `amid` only asks that these are among them. firmness is the exact set of firmness codes of those claims.
An empty set of rows is the answer "the source does not say".
"""

from __future__ import annotations

from dataclasses import dataclass, field

ARTICLE = "src:seed-000"

SENTENCES: dict[str, tuple[int, int]] = {
    "S01": (0, 80),
    "S02": (81, 178),
    "S03": (179, 404),
    "S04": (405, 528),
    "S05": (529, 570),
    "S06": (571, 754),
    "S07": (755, 976),
    "S08": (977, 1097),
    "S09": (1098, 1201),
    "S10": (1202, 1392),
    "S11": (1393, 1502),
    "S12": (1503, 1537),
    "S13": (1538, 1668),
    "S14": (1669, 1825),
    "S15": (1826, 1972),
    "S16": (1973, 2223),
    "S17": (2224, 2338),
    "S18": (2339, 2392),
    "S19": (2393, 2455),
    "S20": (2456, 2604),
    "S21": (2605, 2741),
    "S22": (2742, 2978),
    "S23": (2979, 3025),
    "S24": (3026, 3172),
    "S25": (3173, 3307),
    "S26": (3308, 3458),
    "S27": (3459, 3485),
    "S28": (3486, 3528),
    "S29": (3529, 3652),
    "S30": (3653, 3700),
    "S31": (3701, 3771),
    "S32": (3772, 3828),
    "S33": (3829, 3900),
    "S34": (3901, 3982),
    "S35": (3983, 4127),
    "S36": (4128, 4273),
    "S37": (4274, 4408),
    "S38": (4409, 4493),
    "S39": (4494, 4591),
    "S40": (4592, 4656),
}
"""Offsets of the sentences of the article, in code points, end exclusive."""

BARREN = ("S01", "S05", "S12", "S18", "S23", "S27", "S28", "S30", "S32", "S34", "S37", "S38", "S39", "S40")
"""Headings, questions, the tip and the closing lines: no claim may rest on them."""


@dataclass(frozen=True)
class Step:
    """One query with its parameters, and what must come back."""

    query: str
    parameters: dict[str, object]
    columns: tuple[str, ...] = ()
    rows: frozenset[tuple[str, ...]] = frozenset()
    claims: tuple[str, ...] = ("claim",)
    sentences: frozenset[str] = frozenset()
    amid: frozenset[str] = frozenset()
    firmness: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """One competency question."""

    number: str
    text: str
    steps: tuple[Step, ...] = field(default=())


def _set(*items: object) -> frozenset:  # type: ignore[type-arg]
    return frozenset(item if isinstance(item, tuple) else (item,) for item in items)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NORDIC_BALTIC = _set("st:dnk", "st:est", "st:fin", "st:isl", "st:ltu", "st:lva", "st:nor", "st:swe")
_FORCE = "iss:foreign-force-in-ukraine"
_TUESDAY = "mtg:cow-2026-02-24"
_STUBB = "mtg:paris-2026-02-23"
_VIDEO = "mtg:nb8-video-2026-02-23"
_TRUMP = "mtg:trump-conversations"

QUESTIONS: tuple[Question, ...] = (
    Question(
        "CQ01",
        "Who co-chairs the Coalition of the Willing meeting, and which office does the source give each of them?",
        (
            Step(
                "participants",
                {"event": _TUESDAY, "role": "co-chair", "source": ARTICLE},
                ("participant", "participationStatus", "modality"),
                _set(
                    ("per:emmanuel-macron", "v:part-expected", "v:modality-scheduled"),
                    ("per:keir-starmer", "v:part-expected", "v:modality-scheduled"),
                ),
                sentences=_names("S03"),
                firmness=_names("scheduled"),
            ),
            Step(
                "tenures",
                {"person": ["per:emmanuel-macron", "per:keir-starmer"], "source": ARTICLE},
                ("person", "wording"),
                _set(("per:emmanuel-macron", "French President"), ("per:keir-starmer", "British Prime Minister")),
                sentences=_names("S03"),
                firmness=_names("stated"),
            ),
            Step(
                "meetings-as-of",
                {"meeting": _TUESDAY, "source": ARTICLE, "valid_at": "2026-02-23"},
                ("standing", "status"),
                _set(("ahead", "v:status-scheduled")),
            ),
        ),
    ),
    Question(
        "CQ02",
        "How many nations does the source say the Coalition of the Willing has, and how many does it name as members?",
        (
            Step(
                "stated-and-named-members",
                {"group": "coal:willing", "source": ARTICLE},
                ("value", "named"),
                _set(("35", "0")),
                sentences=_names("S04 S29"),
                firmness=_names("stated"),
            ),
            Step("memberships", {"group": "coal:willing", "source": ARTICLE}),
        ),
    ),
    Question(
        "CQ03",
        "On which calendar date is the meeting that the source places on Tuesday, and how is that known?",
        (
            Step(
                "how-dated",
                {"event": _TUESDAY, "source": ARTICLE},
                ("startDate", "dateBasis", "wording", "inferredEvent", "inferredDate"),
                _set(("2026-02-24", "v:date-inferred", "Tuesday", "proc:full-scale-invasion", "2022-02-24")),
                sentences=_names("S03 S36"),
                firmness=_names("scheduled"),
            ),
        ),
    ),
    Question(
        "CQ04",
        "Which nations does the source list as NB8?",
        (
            Step(
                "memberships",
                {"group": "coal:nb8", "source": ARTICLE},
                ("member",),
                _NORDIC_BALTIC,
                sentences=_names("S22"),
                firmness=_names("stated"),
            ),
        ),
    ),
    Question(
        "CQ05",
        "Through which shared meetings is Alexander Stubb linked to Keir Starmer?",
        (
            Step(
                "meeting-links",
                {"a": "per:alexander-stubb", "b": "per:keir-starmer", "layer": "article"},
                ("first", "via", "second"),
                _set(
                    (_STUBB, "per:emmanuel-macron", _TUESDAY),
                    (_STUBB, "per:emmanuel-macron", _TRUMP),
                    (_VIDEO, "per:emmanuel-macron", _TUESDAY),
                    (_VIDEO, "per:emmanuel-macron", _TRUMP),
                ),
                claims=("claim", "claim2", "claim3", "claim4"),
                sentences=_names("S03 S16 S20 S22"),
                firmness=_names("scheduled stated"),
            ),
            Step("shared-meetings", {"a": "per:alexander-stubb", "b": "per:keir-starmer", "layer": "article"}),
        ),
    ),
    Question(
        "CQ06",
        "What must happen before multinational forces would be deployed to Ukraine?",
        (
            Step(
                "conditions",
                {"about": _FORCE, "source": ARTICLE},
                ("condition", "modality", "detail", "detailValue"),
                _set(("cond:peace-deal", "v:modality-contingent", "v:attr-counterpart", "st:rus")),
                claims=("claim", "detailClaim"),
                sentences=_names("S06 S31"),
                firmness=_names("conditional"),
            ),
        ),
    ),
    Question(
        "CQ07",
        "Whose views on the role or position of the force does the source give, and how do they differ?",
        (
            Step(
                "positions",
                {"issue": "iss:force-placement", "source": ARTICLE},
                ("holder", "option"),
                _set(
                    ("per:volodymyr-zelenskyy", "iss:force-near-front"),
                    ("per:emmanuel-macron", "iss:force-deterrent"),
                    ("unn:initial-proposals", "iss:force-deterrent"),
                ),
                sentences=_names("S07 S10 S11"),
                firmness=_names("stated"),
            ),
            Step(
                "positions",
                {"issue": "iss:force-placement", "source": ARTICLE, "valid_at": "2026-02-23"},
                ("holder", "holds"),
                _set(("per:volodymyr-zelenskyy", "certain")),
                sentences=_names("S07 S10"),
            ),
            Step(
                "disagreements",
                {
                    "issue": "iss:force-placement",
                    "holder": "per:emmanuel-macron",
                    "layer": "article",
                },
                ("a", "b", "kind", "firmness"),
                _set(
                    ("per:emmanuel-macron", "per:volodymyr-zelenskyy", "incompatible-options", "v:firmness-derived"),
                ),
                claims=("claim", "other"),
                sentences=_names("S07 S10 S11"),
            ),
        ),
    ),
    Question(
        "CQ08",
        "What does the source offer for the US leading the monitoring of a truce, and how firm is it?",
        (
            Step(
                "undertakings",
                {"undertaker": "st:usa", "action": "iss:truce-monitoring", "source": ARTICLE},
                ("role", "modality", "firmness", "condition"),
                _set(
                    ("v:role-lead", "v:modality-contingent", "v:firmness-expected", "cond:truce"),
                    ("v:role-lead", "v:modality-contingent", "v:firmness-proposed", "cond:truce"),
                ),
                sentences=_names("S08 S33"),
                firmness=_names("expected proposed"),
            ),
        ),
    ),
    Question(
        "CQ09",
        "Which countries will send troops to Ukraine, and how many?",
        (
            Step("undertakings", {"action": _FORCE, "kind": ["State", "Person"], "source": ARTICLE}),
            Step(
                "attributes", {"subject": _FORCE, "attribute": ["stated-size", "participant-count"], "source": ARTICLE}
            ),
            Step("verdict", {"subject_kind": "State", "kind": "Undertaking", "object": _FORCE, "source": ARTICLE}),
        ),
    ),
    Question(
        "CQ10",
        "As of the end of 6 January 2026, which meetings in the graph had certainly been held?",
        (
            Step(
                "meetings-as-of",
                {"valid_at": "2026-01-06", "source": ARTICLE},
                ("event", "standing"),
                _set(
                    ("mtg:paris-2026-01-06", "held"),
                    (_TUESDAY, "ahead"),
                    (_STUBB, "ahead"),
                    (_VIDEO, "ahead"),
                    (_TRUMP, "undated"),
                    ("mtg:paris-allies-talks", "undated"),
                ),
                sentences=_names("S03 S06 S16 S20 S22 S36"),
                firmness=_names("scheduled stated"),
            ),
            Step(
                "meetings-as-of",
                {"valid_at": "2026-01-06", "standing": "held", "source": ARTICLE},
                ("event",),
                _set("mtg:paris-2026-01-06"),
                sentences=_names("S06 S36"),
            ),
        ),
    ),
    Question(
        "CQ11",
        "Is the United States taking part in Tuesday's meeting?",
        (
            Step(
                "participants",
                {"event": _TUESDAY, "participant": "st:usa", "source": ARTICLE},
                ("participationStatus", "modality"),
                _set(("v:part-not-planned", "v:modality-negated")),
                sentences=_names("S08 S13"),
                firmness=_names("stated"),
            ),
            Step(
                "verdict",
                {"subject": "st:usa", "kind": "Participation", "object": _TUESDAY, "source": ARTICLE},
                ("verdict", "participationStatus"),
                _set(("not-planned", "v:part-not-planned")),
                sentences=_names("S08 S13"),
            ),
        ),
    ),
    Question(
        "CQ12",
        "Who leads the peace negotiations at the time of the article?",
        (
            Step(
                "participants",
                {"event": "proc:peace-negotiations", "role": "lead", "source": ARTICLE},
                ("participant", "modality"),
                _set(
                    ("st:ukr", "v:modality-actual"),
                    ("st:rus", "v:modality-actual"),
                    ("st:usa", "v:modality-actual"),
                ),
                sentences=_names("S15"),
                firmness=_names("stated"),
            ),
        ),
    ),
    Question(
        "CQ13",
        "Which persons does the source name, and how does it describe each?",
        (
            Step(
                "mentions",
                {"kind": "Person", "source": ARTICLE},
                ("thing", "form"),
                _set(
                    ("per:alexander-stubb", "v:mention-name"),
                    ("per:donald-trump", "v:mention-name"),
                    ("per:emmanuel-macron", "v:mention-name"),
                    ("per:friedrich-merz", "v:mention-name"),
                    ("per:keir-starmer", "v:mention-name"),
                    ("per:volodymyr-zelenskyy", "v:mention-name"),
                ),
                amid=_names("S03 S07 S16 S20"),
            ),
            Step(
                "tenures",
                {"source": ARTICLE},
                ("person", "wording"),
                _set(
                    ("per:alexander-stubb", "Finnish President"),
                    ("per:donald-trump", "former US President"),
                    ("per:emmanuel-macron", "French President"),
                    ("per:friedrich-merz", "German Chancellor"),
                    ("per:keir-starmer", "British Prime Minister"),
                    ("per:volodymyr-zelenskyy", "Ukrainian President"),
                ),
                sentences=_names("S03 S07 S16 S20"),
                firmness=_names("stated"),
            ),
        ),
    ),
    Question(
        "CQ14",
        "Who took part in the recent conversations, and when were they?",
        (
            Step(
                "participants",
                {"event": _TRUMP, "source": ARTICLE},
                ("participant", "participationStatus"),
                _set(
                    ("per:donald-trump", "v:part-attended"),
                    ("per:emmanuel-macron", "v:part-attended"),
                    ("per:friedrich-merz", "v:part-attended"),
                    ("per:keir-starmer", "v:part-attended"),
                ),
                sentences=_names("S16"),
                firmness=_names("stated"),
            ),
            Step(
                "how-dated",
                {"event": _TRUMP, "source": ARTICLE},
                ("startDate", "endDate", "dateBasis"),
                _set(("", "", "v:date-bracketed")),
                sentences=_names("S16"),
            ),
        ),
    ),
    Question(
        "CQ15",
        "Which key challenges does the source say remain?",
        (
            Step(
                "attributes",
                {"attribute": "open-challenge", "source": ARTICLE},
                ("valueEntity",),
                _set("iss:territory", "iss:ceasefire-verification"),
                sentences=_names("S25"),
                firmness=_names("stated"),
            ),
            Step("positions", {"issue": "iss:territory", "source": ARTICLE}),
        ),
    ),
    Question(
        "CQ16",
        "Who advocates more European involvement in the peace negotiations, according to the source?",
        (
            Step(
                "positions",
                {"option": "iss:europe-in-talks", "stance": "support", "source": ARTICLE},
                ("holder",),
                _set("st:fra", "unn:some-european-leaders"),
                sentences=_names("S15 S35"),
                firmness=_names("stated"),
            ),
        ),
    ),
    Question(
        "CQ17",
        "How does the source describe Donald Trump's office, and does reference data agree?",
        (
            Step(
                "tenures",
                {"person": "per:donald-trump", "source": ARTICLE},
                ("wording", "current", "referenceFrom", "referenceUntil", "conflict"),
                _set(
                    ("former US President", "false", "2017-01-20", "2021-01-20", "true"),
                    ("former US President", "false", "2025-01-20", "", "true"),
                ),
                sentences=_names("S16"),
                firmness=_names("stated"),
            ),
        ),
    ),
    Question(
        "CQ18",
        "What is the video conference with the NB8 to discuss, and after what?",
        (
            Step(
                "attributes",
                {"subject": _VIDEO, "source": ARTICLE},
                ("attribute", "valueEntity", "modality"),
                _set(
                    ("v:attr-agenda-issue", "iss:arctic-security", "v:modality-scheduled"),
                    ("v:attr-part-of", _STUBB, "v:modality-scheduled"),
                    ("v:attr-prompted-by", "iss:us-interests-in-greenland", "v:modality-scheduled"),
                ),
                sentences=_names("S22"),
                firmness=_names("scheduled"),
            ),
            Step(
                "meetings",
                {"meeting": _STUBB, "source": ARTICLE},
                ("status",),
                _set("v:status-scheduled"),
                sentences=_names("S20"),
            ),
            Step("positions", {"issue": "iss:us-interests-in-greenland", "source": ARTICLE}),
        ),
    ),
    Question(
        "CQ19",
        "Which states occur in the source, by name or only through an adjective or a capital?",
        (
            Step(
                "mentions",
                {"kind": "State", "form": ["name", "metonym"], "source": ARTICLE},
                ("thing",),
                _NORDIC_BALTIC | _set("st:fra", "st:rus", "st:ukr", "st:usa"),
                amid=_names("S14 S15 S22"),
            ),
            Step(
                "mentions",
                {"kind": "State", "source": ARTICLE},
                ("thing",),
                _NORDIC_BALTIC | _set("st:deu", "st:fra", "st:gbr", "st:rus", "st:ukr", "st:usa"),
                amid=_names("S03 S14 S15 S16 S22"),
            ),
            Step(
                "mentions",
                {"thing": ["st:usa", "plc:grl"], "form": ["name", "metonym"], "source": ARTICLE},
                ("thing", "class", "wording"),
                _set(
                    ("st:usa", "cg:State", "US"),
                    ("st:usa", "cg:State", "Washington"),
                    ("plc:grl", "cg:Place", "Greenland"),
                ),
            ),
        ),
    ),
    Question(
        "CQ20",
        "Which claims rest on the Pro Tip, the FAQ questions, the section headings or the closing appeals?",
        tuple(
            Step("claims-in-span", {"source": ARTICLE, "start": SENTENCES[barren][0], "end": SENTENCES[barren][1]})
            for barren in BARREN
        ),
    ),
)

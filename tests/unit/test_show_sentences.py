"""A sentence says what its claim says, in words a reader knows, and never more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from unit.made_claims import attends, claim, concept, fate, meeting, person, position, state, thing

from conflict_graph.model import Ref
from conflict_graph.words.sentences import firmness_word, layer_word, sentence

MACRON, TRUMP = person("Emmanuel Macron"), person("Donald Trump")
FRANCE, USA = state("France"), state("United States")
SUMMIT = meeting("Paris summit")
WILLING = meeting("Coalition of the Willing meeting, 24 February 2026")
ISSUE, OPTION = thing("Placement of a force", "Issue"), thing("Force near the front", "PolicyOption")
NB8 = thing("NB8", "Coalition")
POST = thing("President of France", "Post")
LEADERS = thing("some European leaders", "UnnamedActor")
DEAL = thing("A peace deal is reached", "Condition")
MONITOR = thing("Monitoring of a truce", "Issue")
DAY = date(2026, 2, 24)
IF_DEAL = {"modality": "contingent", "contingent_on": (DEAL,)}

TABLE = [
    (
        attends(MACRON, WILLING, "expected", "co-chair"),
        "Emmanuel Macron is expected to co-chair the Coalition of the Willing meeting, 24 February 2026.",
    ),
    (attends(MACRON, SUMMIT), "Emmanuel Macron took part in the Paris summit."),
    (attends(MACRON, SUMMIT, role="host"), "Emmanuel Macron hosted the Paris summit."),
    (attends(MACRON, SUMMIT, role="mediator"), "Emmanuel Macron mediated at the Paris summit."),
    (attends(MACRON, SUMMIT, role="signatory"), "Emmanuel Macron took part as a signatory in the Paris summit."),
    (attends(MACRON, SUMMIT, role="envoy"), "Emmanuel Macron took part as envoy in the Paris summit."),
    (attends(MACRON, SUMMIT, on_behalf_of=FRANCE), "Emmanuel Macron (for France) took part in the Paris summit."),
    (attends(MACRON, SUMMIT, modality="negated"), "Emmanuel Macron did not take part in the Paris summit."),
    (
        attends(MACRON, SUMMIT, "expected", modality="negated"),
        "Emmanuel Macron is not expected to take part in the Paris summit.",
    ),
    (
        attends(USA, SUMMIT, "not-planned", wording="direct participation"),
        "It is not planned that the United States should take part in the Paris summit "
        "(source’s words: “direct participation”).",
    ),
    (attends(MACRON, SUMMIT, "declined"), "Emmanuel Macron declined to take part in the Paris summit."),
    (attends(LEADERS, SUMMIT, "absent"), "Some European leaders were absent from the Paris summit."),
    (attends(MACRON, SUMMIT, "absent", modality="negated"), "Emmanuel Macron was absent from the Paris summit."),
    (attends(MACRON, SUMMIT, "invited"), "Emmanuel Macron was invited to take part in the Paris summit."),
    (
        attends(MACRON, SUMMIT, "invited", modality="negated"),
        "Emmanuel Macron was not invited to take part in the Paris summit.",
    ),
    (attends(MACRON, SUMMIT, firmness="possible"), "Emmanuel Macron may have taken part in the Paris summit."),
    (
        attends(MACRON, SUMMIT, "expected", **IF_DEAL),
        "Emmanuel Macron is expected to take part in the Paris summit, if a peace deal is reached.",
    ),
    (
        attends(state("Russia"), thing("Peace negotiations on Ukraine", "Process"), role="lead"),
        "Russia has led the peace negotiations on Ukraine.",
    ),
    (
        fate(WILLING, "scheduled", start_date=DAY, date_basis="inferred", wording="Tuesday"),
        "The Coalition of the Willing meeting is scheduled to be held on 24 February 2026 "
        "(source’s words: “Tuesday”; date inferred).",
    ),
    (
        fate(SUMMIT, "held", start_date=DAY, place=thing("Paris", "Place")),
        "The Paris summit was held on 24 February 2026 in Paris.",
    ),
    (
        fate(SUMMIT, "held", start_date=DAY, end_date=date(2026, 2, 25)),
        "The Paris summit was held from 24 February 2026 to 25 February 2026.",
    ),
    (fate(SUMMIT, "held"), "The Paris summit was held (no date given)."),
    (fate(SUMMIT, "held", modality="negated", start_date=DAY), "The Paris summit was not held on 24 February 2026."),
    (fate(SUMMIT, "cancelled", start_date=DAY), "The Paris summit has been cancelled."),
    (fate(SUMMIT, "postponed", start_date=DAY), "The Paris summit has been postponed."),
    (fate(SUMMIT, "rescheduled", start_date=DAY), "The Paris summit has been rescheduled to 24 February 2026."),
    (fate(SUMMIT, "proposed", start_date=DAY), "The Paris summit is proposed to be held on 24 February 2026."),
    (
        fate(SUMMIT, "scheduled", start_date=DAY, **IF_DEAL),
        "The Paris summit is scheduled to be held on 24 February 2026, if a peace deal is reached.",
    ),
    (
        fate(meeting("Talks between allies"), "held", edtf="2026-01", date_basis="bracketed"),
        "The talks between allies were held (in January 2026).",
    ),
    (
        fate(thing("Russia’s invasion", "Process"), "held", start_date=date(2022, 2, 24)),
        "Russia’s invasion has been under way since 24 February 2022.",
    ),
    (claim("Membership", FRANCE, NB8, date_basis="unknown"), "France is a member of NB8 (no date given)."),
    (claim("Membership", FRANCE, NB8, modality="negated"), "France is not a member of NB8."),
    (claim("Membership", FRANCE, NB8, valid_from=DAY), "France has been a member of NB8 since 24 February 2026."),
    (claim("Membership", FRANCE, NB8, valid_until=DAY), "France was a member of NB8 until 24 February 2026."),
    (
        claim("Membership", FRANCE, NB8, modality="scheduled", valid_from=DAY),
        "France is scheduled to be a member of NB8 from 24 February 2026.",
    ),
    (
        claim("Tenure", MACRON, POST, valid_from=DAY),
        "Emmanuel Macron has been President of France since 24 February 2026.",
    ),
    (
        claim("Tenure", MACRON, POST, valid_from=DAY, valid_until=date(2027, 5, 1)),
        "Emmanuel Macron was President of France from 24 February 2026 until 1 May 2027.",
    ),
    (
        claim(
            "Tenure",
            TRUMP,
            thing("President of the United States", "Post"),
            wording="former US President",
            claim_status="disputed",
        ),
        "The source calls Donald Trump “former US President” (office: President of the United States; disputed).",
    ),
    (
        claim("Tenure", MACRON, POST, wording="President of France", modality="negated"),
        "The source does not call Emmanuel Macron “President of France”.",
    ),
    (
        position(MACRON, ISSUE, OPTION, "support", valid_from=DAY),
        "Emmanuel Macron has supported “Force near the front” on the issue “Placement of a force” "
        "since 24 February 2026.",
    ),
    (
        position(MACRON, ISSUE, None, "support", date_basis="bracketed", edtf="../2026-02-23", valid_until_latest=DAY),
        "Emmanuel Macron supported “Placement of a force” (by 23 February 2026).",
    ),
    (
        position(LEADERS, ISSUE, None, "support", date_basis="bracketed", edtf="../.."),
        "Some European leaders have supported “Placement of a force” (no date given, known by 23 February 2026).",
    ),
    (position(TRUMP, ISSUE, None, "reserved"), "Donald Trump has had reservations about “Placement of a force”."),
    (position(TRUMP, ISSUE, None, "oppose"), "Donald Trump has opposed “Placement of a force”."),
    (position(TRUMP, ISSUE, None, "neutral"), "Donald Trump has been neutral on “Placement of a force”."),
    (position(TRUMP, ISSUE, None, "conditional"), "Donald Trump has supported “Placement of a force” on conditions."),
    (position(TRUMP, ISSUE, None, "unclear"), "Donald Trump has had an unclear position on “Placement of a force”."),
    (
        position(TRUMP, ISSUE, None, "support", modality="negated"),
        "Donald Trump has not supported “Placement of a force”.",
    ),
    (
        claim("Undertaking", USA, MONITOR, role="lead", firmness="expected", **IF_DEAL),
        "The United States is expected to lead “Monitoring of a truce”, if a peace deal is reached.",
    ),
    (
        claim("Undertaking", USA, MONITOR, role="lead", firmness="conditional", **IF_DEAL),
        "The United States would lead “Monitoring of a truce”, if a peace deal is reached.",
    ),
    (
        claim("Undertaking", USA, MONITOR, role="lead", firmness="proposed", modality="proposed"),
        "The United States is proposed to lead “Monitoring of a truce”.",
    ),
    (claim("Undertaking", USA, MONITOR), "The United States undertakes to carry out “Monitoring of a truce”."),
    (
        claim("Undertaking", USA, MONITOR, modality="negated", valid_from=DAY, role="signatory"),
        "The United States has not been a signatory of “Monitoring of a truce” since 24 February 2026.",
    ),
    (
        claim("Undertaking", USA, MONITOR, modality="contingent", contingent_on=(thing("Truce", "Condition"),)),
        "The United States would carry out “Monitoring of a truce”, on the condition “Truce”.",
    ),
    (
        claim("Undertaking", USA, MONITOR, modality="contingent"),
        "The United States would carry out “Monitoring of a truce”, on conditions.",
    ),
    (
        claim("AttributeClaim", NB8, attribute="stated-size", value="35", wording="35 nations"),
        "NB8 has a stated size of 35 (source’s words: “35 nations”).",
    ),
    (
        claim("AttributeClaim", WILLING, ISSUE, attribute="agenda-issue", modality="scheduled"),
        "The Coalition of the Willing meeting, 24 February 2026 is scheduled to have “Placement of a force” "
        "on the agenda.",
    ),
    (
        claim("AttributeClaim", SUMMIT, ISSUE, attribute="agenda-issue"),
        "The Paris summit had “Placement of a force” on the agenda.",
    ),
    (
        claim("AttributeClaim", SUMMIT, ISSUE, attribute="agenda-issue", firmness="possible"),
        "The Paris summit may have “Placement of a force” on the agenda.",
    ),
    (
        claim("AttributeClaim", ISSUE, attribute="trend", value="a growing debate", firmness="reading"),
        "The source says of “Placement of a force”: “a growing debate” (the source’s own reading).",
    ),
    (
        claim("AttributeClaim", MACRON, attribute="identifier", value="Q3052772"),
        "The source says of Emmanuel Macron (identifier): “Q3052772”.",
    ),
    (
        claim("Mention", state("United Kingdom"), mention_form="adjective", wording="British"),
        "The source mentions the United Kingdom by an adjective (source’s words: “British”).",
    ),
    (claim("Rumour", MACRON, FRANCE), "The source makes a statement about Emmanuel Macron and France."),
]


@pytest.mark.parametrize(("made", "expected"), TABLE, ids=[expected[:60] for _, expected in TABLE])
def test_a_claim_reads_as_one_plain_sentence(made, expected):
    assert sentence(made) == expected


HEDGES = {
    "scheduled": {"scheduled"},
    "expected": {"expected"},
    "conditional": {"would", "conditionally"},
    "proposed": {"proposed", "proposal"},
    "possible": {"may", "possibility"},
}
"""The words that carry each hedge, weakest last: a sentence may be weaker than its claim, never stronger."""


def words_at_most_as_strong_as(hedge: str) -> set[str]:
    order = list(HEDGES)
    return set().union(*(HEDGES[weaker] for weaker in order[order.index(hedge) :]))


KINDS = [
    attends(MACRON, SUMMIT),
    attends(MACRON, SUMMIT, "absent"),
    attends(MACRON, SUMMIT, "declined"),
    attends(MACRON, SUMMIT, "invited"),
    attends(MACRON, SUMMIT, "not-planned", modality="actual"),
    fate(SUMMIT, "held", start_date=DAY),
    fate(SUMMIT, "cancelled"),
    fate(thing("War", "Process"), "held"),
    claim("Membership", FRANCE, NB8),
    claim("Tenure", MACRON, POST),
    *(
        position(MACRON, ISSUE, OPTION, stance)
        for stance in ("support", "conditional", "neutral", "reserved", "oppose", "unclear")
    ),
    claim("Undertaking", USA, MONITOR, role="lead"),
    claim("AttributeClaim", SUMMIT, ISSUE, attribute="agenda-issue"),
    claim("AttributeClaim", ISSUE, attribute="trend", value="a growing debate"),
]


@pytest.mark.parametrize("made", KINDS, ids=[sentence(made)[:50] for made in KINDS])
def test_no_sentence_is_stronger_than_modality_and_firmness_allow(made):
    for modality, firmness in product(("actual", "scheduled", "proposed", "contingent"), (*HEDGES, "stated")):
        told = sentence(
            replace(made, modality=concept(f"modality-{modality}"), firmness=concept(f"firmness-{firmness}"))
        )
        said = set(told.replace(":", " ").split())
        if modality == "contingent":
            assert "conditions" in told, told
        for hedge in {modality, firmness} & set(HEDGES):
            assert said & words_at_most_as_strong_as(hedge), told


@pytest.mark.parametrize("made", KINDS, ids=[sentence(made)[:50] for made in KINDS])
def test_a_denial_is_never_told_as_a_fact(made):
    told = sentence(replace(made, modality=concept("modality-negated")))
    assert any(f" {word} " in told or f" {word}" in told for word in ("not", "absent", "declined")), told


@pytest.mark.parametrize(
    ("given", "remark"),
    [
        ({"claim_status": "disputed"}, "(disputed)"),
        ({"claim_status": "retracted"}, "(retracted)"),
        ({"claim_status": "unverified"}, "(not verified)"),
        ({"firmness": "derived"}, "(derived, not said by a source)"),
        ({"firmness": "reading"}, "(the source’s own reading)"),
        ({"holds": "possible"}, "(not certain for the day asked about)"),
    ],
)
def test_what_qualifies_a_claim_stands_in_brackets(given, remark):
    assert sentence(claim("Membership", FRANCE, NB8, **given)).endswith(f" {remark}.")


def test_a_thing_without_a_label_is_named_by_the_end_of_its_address():
    assert sentence(attends(Ref("http://example.com/id/ann", "", "Person"), SUMMIT)).startswith("Ann took part")


def test_firmness_and_layer_have_their_words():
    made = claim("Membership", FRANCE, NB8, firmness="expected", claim_status="disputed", layer="machine-coded")
    assert firmness_word(made) == "expected, disputed"
    assert layer_word(made) == "machine-coded"

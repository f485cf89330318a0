"""What the article states, claim by claim, asked in general terms; and what it does not state."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
from data.graphs import ARTICLES, EVENTS, REFERENCE, ROOT, graph, quotes, rows, values

ARTICLE = graph(EVENTS)
BOTH = graph(EVENTS, REFERENCE)
ALL_THREE = graph(EVENTS, *sorted(ARTICLES.glob("*.ttl")))

COALITION_MEETING = "mtg:cow-2026-02-24"
PARIS = "mtg:paris-2026-01-06"
CONVERSATIONS = "mtg:trump-conversations"
NORDIC_BALTIC = {"st:fin", "st:swe", "st:dnk", "st:nor", "st:isl", "st:est", "st:lva", "st:ltu"}
NAMED = {
    "per:emmanuel-macron": "French President",
    "per:keir-starmer": "British Prime Minister",
    "per:volodymyr-zelenskyy": "Ukrainian President",
    "per:friedrich-merz": "German Chancellor",
    "per:donald-trump": "former US President",
    "per:alexander-stubb": "Finnish President",
}


def sentences_of(claim: str) -> set[str]:
    return values(ARTICLE, f"{claim} cg:hasEvidence/oa:hasSelector/oa:exact ?x .", "x")


# People, states, groups ----------------------------------------------------------------------------------------------


def test_six_persons_are_named_and_each_has_the_office_the_article_gives_him() -> None:
    assert set(rows(ARTICLE, "?t a cg:Tenure ; org:member ?p ; cg:wording ?w .", "p", "w")) == set(NAMED.items())
    assert values(ARTICLE, "?p a cg:Person .", "p") == set(NAMED)
    assert values(ARTICLE, "?m a cg:Mention ; cg:mentions ?p . ?p a cg:Person .", "p") == set(NAMED)


def test_fourteen_states_occur_two_of_them_only_by_an_adjective() -> None:
    forms = rows(ARTICLE, "?m a cg:Mention ; cg:mentions ?s ; cg:mentionForm ?f . ?s a cg:State .", "s", "f")
    states = {state for state, _ in forms}
    named = {state for state, form in forms if form == "v:mention-name"}
    assert len(states) == 14
    assert states - named == {"st:gbr", "st:deu"}
    assert ("st:usa", "v:mention-metonym") in forms


def test_washington_is_a_mention_of_the_state_and_greenland_paris_the_arctic_and_europe_are_places() -> None:
    assert values(ARTICLE, '?m cg:mentions ?s ; cg:wording "Washington"@en .', "s") == {"st:usa"}
    places = values(ARTICLE, "?m a cg:Mention ; cg:mentions ?p . ?p a cg:Place .", "p")
    assert places == {"plc:paris", "plc:arctic", "plc:grl", "plc:europe"}


def test_eight_states_belong_to_the_nordic_baltic_eight_and_none_to_the_coalition() -> None:
    members = rows(ARTICLE, "?m a cg:Membership ; org:member ?s ; org:organization ?g .", "s", "g")
    assert members == {(state, "coal:nb8") for state in NORDIC_BALTIC}


def test_thirty_five_is_a_number_two_sentences_state() -> None:
    pattern = "?c a cg:AttributeClaim ; cg:attribute v:attr-stated-size ; cg:subject ?g ; cg:value ?n ."
    claims = rows(ARTICLE, pattern + "?c cg:hasEvidence/oa:hasSelector/oa:start ?at .", "g", "n", "at")
    assert {(group, number) for group, number, _ in claims} == {("coal:willing", "35")}
    assert sorted(int(at) // 1000 for _, _, at in claims) == [0, 3]


# Meetings ------------------------------------------------------------------------------------------------------------


def test_two_are_expected_to_co_chair_the_coalition_meeting() -> None:
    pattern = f"?c a cg:Participation ; cg:inEvent {COALITION_MEETING} ; cg:role v:role-co-chair ; cg:participant ?p ."
    pattern += "?c cg:participationStatus ?s ; cg:modality ?m ; cg:onBehalfOf ?for ."
    assert rows(ARTICLE, pattern, "p", "for", "s", "m") == {
        ("per:emmanuel-macron", "st:fra", "v:part-expected", "v:modality-scheduled"),
        ("per:keir-starmer", "st:gbr", "v:part-expected", "v:modality-scheduled"),
    }


def test_the_date_of_the_coalition_meeting_is_inferred_and_says_from_what() -> None:
    pattern = (
        f"?c a cg:EventClaim ; cg:inEvent {COALITION_MEETING} ; cg:startDate ?d ; cg:dateBasis ?b ; cg:wording ?w ."
    )
    assert rows(ARTICLE, pattern, "d", "b", "w") == {("2026-02-24", "v:date-inferred", "Tuesday")}
    assert any("fourth anniversary" in sentence for sentence in sentences_of("clm:seed-cow-scheduled"))
    assert any("January 2026" in sentence for sentence in sentences_of("clm:seed-cow-scheduled"))
    invasion = "clm:seed-cow-scheduled cg:inferredFrom ?r . ?r cg:inEvent proc:full-scale-invasion ; cg:startDate ?d ."
    assert values(BOTH, invasion, "d") == {"2022-02-24"}
    assert date(2026, 2, 24).strftime("%A") == "Tuesday"


def test_each_meeting_has_one_status_and_only_two_have_a_date() -> None:
    pattern = (
        "?c a cg:EventClaim ; cg:inEvent ?m ; cg:eventStatus ?s . ?m a cg:Meeting . OPTIONAL { ?c cg:startDate ?d }"
    )
    assert rows(ARTICLE, pattern, "m", "s", "d") == {
        (PARIS, "v:status-held", "2026-01-06"),
        (COALITION_MEETING, "v:status-scheduled", "2026-02-24"),
        ("mtg:paris-2026-02-23", "v:status-scheduled", ""),
        ("mtg:nb8-video-2026-02-23", "v:status-scheduled", ""),
        (CONVERSATIONS, "v:status-held", ""),
        ("mtg:paris-allies-talks", "v:status-held", ""),
    }


def test_a_date_that_is_printed_only_in_part_or_not_at_all_is_never_called_stated() -> None:
    assert values(ARTICLE, "?c cg:dateBasis v:date-stated .", "c") == set()


@pytest.mark.parametrize("store", [ARTICLE, ALL_THREE], ids=["the article alone", "with two more articles"])
def test_nobody_attended_a_meeting_that_lies_ahead_or_fell_through(store: ox.Store) -> None:
    pattern = """?c cg:participationStatus v:part-attended ; cg:modality v:modality-actual ; cg:inEvent ?e .
                 FILTER NOT EXISTS {
                   ?held cg:inEvent ?e ; cg:eventStatus v:status-held ; cg:modality v:modality-actual }"""
    assert values(store, pattern, "c") == set()


def test_the_us_is_not_planned_to_take_part_and_no_absence_is_reported() -> None:
    pattern = f"?c a cg:Participation ; cg:participant st:usa ; cg:inEvent {COALITION_MEETING} ;"
    pattern += "cg:participationStatus ?s ; cg:modality ?m ; cg:wording ?w ."
    found = rows(ARTICLE, pattern, "s", "m", "w")
    assert found == {("v:part-not-planned", "v:modality-negated", "direct participation")}
    assert values(ARTICLE, "?c cg:participationStatus v:part-absent .", "c") == set()


def test_four_took_part_in_the_undated_conversations_and_trump_speaks_for_nobody() -> None:
    pattern = f"?c cg:participant ?p ; cg:inEvent {CONVERSATIONS} ; cg:participationStatus v:part-attended ."
    pattern += "OPTIONAL { ?c cg:onBehalfOf ?for }"
    assert rows(ARTICLE, pattern, "p", "for") == {
        ("per:emmanuel-macron", "st:fra"),
        ("per:keir-starmer", "st:gbr"),
        ("per:friedrich-merz", "st:deu"),
        ("per:donald-trump", ""),
    }


def test_the_video_conference_is_part_of_the_meeting_with_stubb_and_says_what_it_is_about() -> None:
    pattern = "?c cg:subject mtg:nb8-video-2026-02-23 ; cg:attribute ?a ; cg:valueEntity ?e ."
    assert rows(ARTICLE, pattern, "a", "e") == {
        ("v:attr-part-of", "mtg:paris-2026-02-23"),
        ("v:attr-agenda-issue", "iss:arctic-security"),
        ("v:attr-prompted-by", "iss:us-interests-in-greenland"),
    }
    held = "?c cg:holder ?h ; cg:onIssue iss:us-interests-in-greenland ."
    assert values(ARTICLE, held, "h") == set()


def test_no_meeting_joins_stubb_and_starmer() -> None:
    both = (
        "?a cg:participant per:alexander-stubb ; cg:inEvent ?e . ?b cg:participant per:keir-starmer ; cg:inEvent ?e ."
    )
    assert values(ARTICLE, both, "e") == set()


def test_ukraine_russia_and_the_us_lead_the_negotiations() -> None:
    pattern = "?c cg:inEvent proc:peace-negotiations ; cg:role v:role-lead ; cg:participant ?who ."
    assert values(ARTICLE, pattern, "who") == {"st:ukr", "st:rus", "st:usa"}


# Conditions ----------------------------------------------------------------------------------------------------------


def test_deployment_waits_for_a_peace_deal_and_nobody_is_named_to_send_troops() -> None:
    pattern = (
        "?c a cg:Undertaking ; cg:undertaker ?who ; cg:action iss:foreign-force-in-ukraine ; cg:contingentOn ?if ."
    )
    pattern += "?c cg:modality ?m . ?who a ?class ."
    assert rows(ARTICLE, pattern, "class", "if", "m") == {
        ("cg:UnnamedActor", "cond:peace-deal", "v:modality-contingent")
    }
    assert any("with Russia" in sentence for sentence in sentences_of("clm:seed-deployment"))


def test_the_us_would_lead_the_monitoring_once_expected_and_once_proposed_if_there_is_a_truce() -> None:
    pattern = "?c a cg:Undertaking ; cg:undertaker ?who ; cg:action iss:truce-monitoring ; cg:role v:role-lead ;"
    pattern += "cg:firmness ?f ; cg:contingentOn ?if ; cg:modality ?m ."
    assert rows(ARTICLE, pattern, "who", "f", "if", "m") == {
        ("st:usa", "v:firmness-expected", "cond:truce", "v:modality-contingent"),
        ("st:usa", "v:firmness-proposed", "cond:truce", "v:modality-contingent"),
    }


# Positions -----------------------------------------------------------------------------------------------------------


def test_three_views_on_the_place_of_the_force_two_of_them_past() -> None:
    pattern = "?c a cg:Position ; cg:holder ?h ; cg:onIssue iss:force-placement ; cg:onOption ?o ."
    pattern += "OPTIONAL { ?c cg:validUntilLatest ?end }"
    assert rows(ARTICLE, pattern, "h", "o", "end") == {
        ("per:volodymyr-zelenskyy", "iss:force-near-front", ""),
        ("per:emmanuel-macron", "iss:force-deterrent", "2026-02-23"),
        ("unn:initial-proposals", "iss:force-deterrent", "2026-02-23"),
    }


def test_the_difference_between_two_views_is_structure_and_no_quarrel_is_stated() -> None:
    apart = "iss:force-near-front cg:incompatibleWith|^cg:incompatibleWith ?o ."
    assert values(ARTICLE, apart, "o") == {"iss:force-deterrent"}
    assert values(ARTICLE, "?c cg:stance v:stance-oppose .", "c") == set()


def test_france_and_some_unnamed_leaders_want_more_europe_in_the_negotiations() -> None:
    pattern = "?c cg:holder ?h ; cg:onOption iss:europe-in-talks ; cg:stance v:stance-support ."
    assert values(ARTICLE, pattern, "h") == {"st:fra", "unn:some-european-leaders"}


def test_two_challenges_remain_open() -> None:
    pattern = "?c cg:attribute v:attr-open-challenge ; cg:valueEntity ?what ."
    assert values(ARTICLE, pattern, "what") == {"iss:territory", "iss:ceasefire-verification"}
    assert values(ARTICLE, "?c cg:onIssue iss:territory .", "c") == set()


def test_what_the_article_reads_into_things_is_marked_as_its_reading() -> None:
    judged = "?c cg:attribute v:attr-assessment ; cg:firmness ?f ."
    assert values(ARTICLE, judged, "f") == {"v:firmness-reading"}
    quoted = values(ARTICLE, judged + "?c cg:hasEvidence/oa:hasSelector/oa:exact ?x .", "x")
    for word in ("highlights", "may necessitate", "suggesting a potential divergence", "potential disagreements"):
        assert any(word in quote for quote in quoted)


# The two layers ------------------------------------------------------------------------------------------------------


def test_the_words_former_us_president_are_kept_disputed_and_contradicted() -> None:
    pattern = "?c a cg:Tenure ; cg:wording ?w ; cg:claimStatus v:claim-disputed ; cg:contradicts|^cg:contradicts ?r ."
    pattern += "?r org:member per:donald-trump ; cg:validFrom ?from . OPTIONAL { ?r cg:validUntil ?until }"
    assert rows(BOTH, pattern, "w", "from", "until") == {("former US President", "2025-01-20", "")}


def test_what_is_disputed_in_the_article_is_contradicted_by_a_reference_fact() -> None:
    disputed = values(ARTICLE, "?c cg:claimStatus v:claim-disputed .", "c")
    contradicted = values(
        BOTH,
        """?c cg:claimStatus v:claim-disputed ; prov:wasGeneratedBy/cg:layer v:layer-article .
           ?r cg:contradicts|^cg:contradicts ?c ; prov:wasGeneratedBy/cg:layer v:layer-reference .""",
        "c",
    )
    assert disputed == contradicted == {"clm:seed-trump-former-president", "clm:seed-deployment-discussions-began"}


def test_the_article_file_holds_no_code_no_identifier_and_no_other_day() -> None:
    assert values(ARTICLE, "?s cg:isoAlpha3|schema:sameAs ?code .", "s") == set()
    assert values(ARTICLE, "?c cg:statedOn ?d .", "d") == {"2026-02-23"}


def test_every_reference_fact_says_how_sure_it_is_and_names_a_source() -> None:
    reference = graph(REFERENCE)
    assert values(reference, "?c cg:claimStatus ?s FILTER NOT EXISTS { ?c cg:certainty ?sure }", "c") == set()
    unnamed = "?s a cg:Source FILTER NOT EXISTS { ?s dcterms:title ?t ; dcterms:publisher ?p }"
    assert values(reference, unnamed, "s") == set()
    assert values(reference, "?s a cg:Source . ?s cg:text|cg:sha256 ?kept .", "s") == set()


def test_fourteen_states_have_their_code_and_their_identifier() -> None:
    codes = rows(BOTH, "?s a cg:State ; cg:isoAlpha3 ?code ; schema:sameAs ?wd .", "s", "code")
    assert {(state, code) for state, code in codes} == {
        (state, state.removeprefix("st:").upper()) for state in values(ARTICLE, "?s a cg:State .", "s")
    }


def test_no_identifier_stands_for_two_things() -> None:
    twice = "?a schema:sameAs ?id . ?b schema:sameAs ?id . FILTER(?a != ?b)"
    assert values(BOTH, twice, "id") == set()


def test_files_have_no_blank_nodes_and_no_shortcuts() -> None:
    for path in (EVENTS, REFERENCE, *ARTICLES.glob("*.ttl")):
        assert values(graph(path), "?s ?p ?o FILTER(isBlank(?s) || isBlank(?o))", "s") == set()
        shortcut = "?s cg:memberOf|cg:attends|cg:metWith|cg:currentStatus|cg:currentPosition ?o"
        assert values(graph(path), shortcut, "s") == set()


# Two more articles beside the first ----------------------------------------------------------------------------------


def test_a_namesake_is_another_person_and_holds_no_office_of_the_first() -> None:
    namesakes = "?a skos:prefLabel ?name . ?b skos:prefLabel ?name . FILTER(STR(?a) < STR(?b)) ?a a cg:Person ."
    pairs = rows(ALL_THREE, namesakes, "a", "b", "name")
    assert {name for _, _, name in pairs} == {"Alexander Stubb", "Emmanuel Macron"}
    for first, second, _ in pairs:
        posts = [values(ALL_THREE, f"?t org:member {who} ; cg:post ?post .", "post") for who in (first, second)]
        assert posts[0].isdisjoint(posts[1])


def test_a_cancelled_and_a_moved_meeting_are_chains_of_event_claims() -> None:
    chain = (
        "?new cg:supersedes ?old ; cg:eventStatus ?now ; cg:inEvent ?e . ?old cg:eventStatus ?then ; cg:inEvent ?e ."
    )
    assert rows(ALL_THREE, chain, "then", "now") == {
        ("v:status-scheduled", "v:status-cancelled"),
        ("v:status-scheduled", "v:status-rescheduled"),
    }


def test_a_view_that_was_given_up_ends_when_the_next_begins() -> None:
    chain = (
        "?new a cg:Position ; cg:supersedes ?old ; cg:validFrom ?from . ?old cg:validUntil ?until ; cg:holder ?who ."
    )
    assert rows(ALL_THREE, chain, "who", "until", "from") == {
        ("per:tomas-reth", "2026-03-11", "2026-03-11"),
        ("st:talmar", "2026-04-02", "2026-04-02"),
    }


def test_a_denied_meeting_is_negated_and_a_retracted_statement_is_kept_as_such() -> None:
    denied = "?c a cg:EventClaim ; cg:modality v:modality-negated ; cg:inEvent ?m ."
    assert values(ALL_THREE, denied, "m") == {"mtg:lake-corra-norrgard-brandt", "mtg:sel-auland-talmar-envoys"}
    retracted = "?c cg:claimStatus v:claim-retracted ; cg:participant ?who ."
    assert values(ALL_THREE, retracted, "who") == {"per:emil-quist"}


def test_relative_days_are_inferred_from_the_day_of_the_article() -> None:
    days = rows(ALL_THREE, "?c cg:wording ?w ; cg:startDate ?d ; cg:dateBasis v:date-inferred .", "w", "d")
    assert {("last Thursday", "2026-03-05"), ("this Monday", "2026-03-09"), ("last Friday", "2026-04-10")} <= days
    assert date(2026, 3, 12).strftime("%A") == "Thursday" and date(2026, 4, 15).strftime("%A") == "Wednesday"


@pytest.mark.parametrize("words", ["pay the observers", "not known"])
def test_what_a_fixture_says_is_unknown_carries_no_claim(words: str) -> None:
    assert not any(words in quote.exact for path in ARTICLES.glob("*.ttl") for quote in quotes(path))


def test_the_text_kept_with_the_data_is_the_article() -> None:
    text = (ROOT / "data" / "sources" / "seed-000.txt").read_bytes()
    assert len(text) == 4695 and len(text.decode()) == 4657

"""The twenty competency questions, asked in Python by named queries: rows, sentences and firmness."""

from __future__ import annotations

import pytest
from competency.expectations import ARTICLE, BARREN, QUESTIONS, SENTENCES, Question, Step

import conflict_graph as cg
from conflict_graph.ask import meetings, positions, sources, verdict
from conflict_graph.ask.claims import claims
from conflict_graph.namespaces import expand
from conflict_graph.scope import Scope

STEPS = [(question, step) for question in QUESTIONS for step in question.steps]


@pytest.mark.parametrize(("question", "step"), STEPS, ids=[f"{q.number}-{step.query}" for q, step in STEPS])
def test_each_question_is_answered_with_its_sentences_and_firmness(
    shipped: cg.Graph, question: Question, step: Step
) -> None:
    result = shipped.named(step.query, **step.parameters)
    rows = result.short()
    if not step.columns:
        assert rows == [], f"{question.number}: the source says nothing of it"
        return
    assert {tuple(row[column] for column in step.columns) for row in rows} == step.rows, question.text
    found = claims(shipped.store, sorted({row[column] for row in rows for column in step.claims if row[column]}))
    spans = [(e.start, e.end) for claim in found for e in claim.evidence if e.source.iri == expand(ARTICLE)]
    resting = {sentence_of(start, end) for start, end in spans}
    if step.sentences:
        assert resting == step.sentences
    assert step.amid <= resting
    assert not resting & set(BARREN)
    if step.firmness:
        assert {claim.firmness.name.removeprefix("firmness-") for claim in found} == step.firmness


def sentence_of(start: int | None, end: int | None) -> str:
    assert start is not None and end is not None
    return next(name for name, (first, last) in SENTENCES.items() if first <= start and end <= last)


def test_every_quote_is_what_the_text_has_at_its_place(shipped: cg.Graph) -> None:
    text = sources.source_text(shipped.store, ARTICLE).text
    assert text is not None
    for mark in sources.marks(shipped.store, ARTICLE):
        context = sources.context(text, mark.start, mark.end)
        quote = claims(shipped.store, mark.claims)[0].evidence
        assert context.quote in {evidence.quote for evidence in quote}


def test_what_nobody_says_is_told_apart_from_no(shipped: cg.Graph) -> None:
    tuesday, store, article = "mtg:cow-2026-02-24", shipped.store, Scope.of(layer="article")
    planned_absence = verdict.verdict(store, article, subject="st:usa", kind="Participation", object=tuesday)
    assert planned_absence.verdict == "not-planned"
    assert planned_absence.claims[0].participation_status.name == "part-not-planned"  # type: ignore[union-attr]
    for_france = verdict.verdict(store, article, subject="st:fra", kind="Participation", object=tuesday)
    assert for_france.verdict == "planned"
    nobody = verdict.verdict(store, article, subject="st:deu", kind="Participation", object=tuesday)
    assert (nobody.verdict, nobody.claims) == ("not-said", ())
    monitoring = verdict.verdict(store, article, subject="st:usa", object="iss:truce-monitoring")
    assert monitoring.verdict == "contingent"
    assert len(monitoring.claims) == 2
    with pytest.raises(cg.NotFound):
        verdict.verdict(store, subject="st:atlantis", object=tuesday)


def test_the_past_view_of_macron_is_never_his_present_one(shipped: cg.Graph) -> None:
    def holders(day: str, holds: str) -> dict[str, str]:
        found = positions.positions(
            shipped.store,
            Scope.of(valid_at=day, layer="article", holds=holds),  # type: ignore[typeddict-item]
            on="iss:force-placement",
        )
        return {claim.subject.label: claim.holds for claim in found}

    assert holders("2026-02-23", "certain") == {"Volodymyr Zelenskyy": "certain"}
    assert "Emmanuel Macron" not in holders("2026-02-24", "possible")
    assert holders("2026-02-01", "certain") == {}
    assert holders("2026-02-01", "possible")["Emmanuel Macron"] == "possible"


def test_the_meeting_record_holds_every_part_with_its_claims(shipped: cg.Graph) -> None:
    record = meetings.meeting(shipped.store, "mtg:cow-2026-02-24", Scope.of(valid_at="2026-02-23", layer="article"))
    assert record.meeting.standing == "ahead"
    assert record.meeting.date_basis is not None and record.meeting.date_basis.name == "date-inferred"
    assert {claim.subject.label for claim in record.by_role()["role-co-chair"]} == {"Emmanuel Macron", "Keir Starmer"}
    assert "Placement and role of a multinational force" in {
        claim.object.label for claim in record.agenda if claim.object
    }
    after = meetings.meeting(shipped.store, "mtg:cow-2026-02-24", Scope.of(valid_at="2026-02-25", layer="article"))
    assert after.meeting.standing == "due", "its day has come, but the article does not say that it took place"

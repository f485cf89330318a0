"""The map: outlines that follow the United Nations, projections that keep areas, and who speaks for a state."""

from __future__ import annotations

import math
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from unit.made_claims import claim, person, position, state, thing

import conflict_graph as cg
from conflict_graph.ask.map_answer import places, stances
from conflict_graph.draw.outlines import boundaries, outlines
from conflict_graph.draw.projection import EUROPE, VIEWS, WORLD, View, equal_earth, lambert
from conflict_graph.errors import InvalidParameter, NotFound
from conflict_graph.model import Claim, Ref
from conflict_graph.relate.state_voices import voices
from conflict_graph.store.base import Change
from conflict_graph.store.memory import MemoryStore

UKRAINE = {
    "Simferopol": (34.1, 44.95),
    "Sevastopol": (33.6, 44.6),
    "Kerch": (36.4, 45.33),
    "Donetsk": (37.8, 48.0),
    "Luhansk": (39.3, 48.57),
    "Mariupol": (37.5, 47.2),
    "Kherson": (32.7, 46.75),
    "Kyiv": (30.5, 50.4),
}
ELSEWHERE = {"Moscow": (37.6, 55.7, "RUS"), "Tbilisi": (44.8, 41.8, "GEO"), "northern Nicosia": (33.4, 35.25, "CYP")}


def rings(path: str) -> list[list[tuple[float, float]]]:
    """The rings of an outline, each as its points."""
    found = []
    for ring in re.findall(r"M([^z]*)z", path):
        start, _, steps = ring.partition("l")
        x, y = (float(one) for one in start.split())
        points, numbers = [(x, y)], [float(one) for one in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        found.append(points)
    return found


def lies_in(view: View, longitude: float, latitude: float) -> list[str]:
    """The codes of the countries a point is drawn in."""
    at = view.place(longitude, latitude)
    return [code for code, one in outlines(view).items() if sum(_crosses(at, ring) for ring in rings(one.path)) % 2]


def _crosses(at: tuple[float, float], ring: list[tuple[float, float]]) -> int:
    edges = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(
        (y1 > at[1]) != (y2 > at[1]) and at[0] < (x2 - x1) * (at[1] - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in edges
    )


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("town", UKRAINE)
def test_crimea_and_the_donbas_are_drawn_as_ukraines(view: View, town: str) -> None:
    assert lies_in(view, *UKRAINE[town]) == ["UKR"]


@pytest.mark.parametrize("town", ELSEWHERE)
def test_other_towns_lie_where_the_united_nations_have_them(town: str) -> None:
    longitude, latitude, code = ELSEWHERE[town]
    assert lies_in(EUROPE, longitude, latitude) == [code]


def test_states_too_small_to_see_are_there_with_a_dot() -> None:
    for view, codes in ((EUROPE, ("MLT", "LIE", "SMR", "VAT")), (WORLD, ("MLT", "LUX", "SGP", "BHR", "VAT"))):
        found = outlines(view)
        assert all(found[code].small for code in codes)
        assert all(view.shows(found[code].at) for code in codes)


def test_the_world_view_shows_every_member_of_the_data_and_the_page_says_what_is_drawn(shipped: cg.Graph) -> None:
    from conflict_graph.ask.places import states

    assert {code for _, code in states(shipped.store).values()} <= set(outlines(WORLD))
    assert "68/262" in boundaries().drawn and "public domain" in boundaries().licence


@given(longitude=some.floats(-60, 60), latitude=some.floats(-70, 70))
@pytest.mark.parametrize(("project", "centre"), [(lambert, (20.0, 52.0)), (equal_earth, (11.5, 0.0))])
def test_both_projections_keep_areas(
    project: object, centre: tuple[float, float], longitude: float, latitude: float
) -> None:
    small = 0.01
    (x, y), (right, up), (above, over) = (
        project(longitude + across, latitude + along, centre)  # type: ignore[operator]
        for across, along in ((0, 0), (small, 0), (0, small))
    )
    drawn = abs((right - x) * (over - y) - (above - x) * (up - y))
    on_the_globe = math.radians(small) ** 2 * math.cos(math.radians(latitude))
    assert drawn == pytest.approx(on_the_globe, rel=0.01)


ARDEN, ADA, BO = state("Arden"), person("Ada Finch"), person("Bo Reed")
FORCE = thing("A force", "Issue")
OFFICE = thing("President of Arden", "Post")


def test_a_persons_view_is_no_states_unless_a_claim_or_an_office_says_so() -> None:
    private = position(BO, FORCE, None, "oppose", valid_from=date(2026, 2, 1))
    spoken = position(BO, FORCE, None, "support", valid_from=date(2026, 2, 1), on_behalf_of=ARDEN)
    own = position(ARDEN, FORCE, None, "neutral")
    found, rest = voices([private, spoken, own], [], {})
    assert rest == [private]
    assert [(voice.claim, voice.how) for voice in found[ARDEN.iri]] == [(spoken, "on-behalf"), (own, "itself")]


@pytest.mark.parametrize(
    ("said", "asked", "counts"),
    [(date(2026, 2, 1), None, True), (date(2024, 2, 1), None, False), (date(2026, 2, 1), date(2027, 6, 1), False)],
)
def test_an_office_speaks_for_its_state_while_it_is_held(said: date, asked: date | None, counts: bool) -> None:
    held = claim("Tenure", ADA, OFFICE, valid_from=date(2025, 1, 1), valid_until=date(2027, 1, 1))
    told = position(ADA, FORCE, None, "support", valid_from=said)
    found, rest = voices([told], [held], {OFFICE.iri: ARDEN}, asked)
    assert (ARDEN.iri in found, rest) == ((True, []) if counts else (False, [told]))
    if counts:
        (voice,) = found[ARDEN.iri]
        assert (voice.how, voice.office, voice.tenure) == ("office", OFFICE, held)


def test_a_disputed_office_speaks_for_nobody() -> None:
    held = claim("Tenure", ADA, OFFICE, claim_status="disputed")
    found, rest = voices([told := position(ADA, FORCE, None, "support")], [held], {OFFICE.iri: ARDEN})
    assert not found and rest == [told]


def test_every_position_is_a_states_or_is_listed(shipped: cg.Graph) -> None:
    for label in ("Own contribution to a force", "Territory in a settlement"):
        issue = shipped.thing(label).ref
        found = stances(shipped.store, issue)
        told: set[str] = {voice.claim.iri for mark in found.states for voice in mark.voices}
        told |= {claim.iri for claim in (*found.others, *found.over)}
        assert told == {claim.iri for claim in shipped.positions(on=issue, holds="possible")}
        assert {mark.state.iri for mark in found.states}.isdisjoint(ref.iri for ref in found.silent)


def test_a_state_whose_voices_differ_says_so_and_takes_no_side(shipped: cg.Graph) -> None:
    found = shipped.map("stances", "Own contribution to a force")
    for mark in found.states:
        signs = {voice.claim.stance.name for voice in mark.voices if voice.claim.stance}
        assert mark.sign == ("differs" if len(signs) > 1 else next(iter(signs)).removeprefix("stance-"))


def test_what_has_ended_colours_no_state_unless_its_day_is_asked_for(shipped: cg.Graph) -> None:
    now, then = (shipped.map("stances", "Own contribution to a force", valid_at=day) for day in (None, "2025-12-01"))
    over = next(claim for claim in now.over if claim.valid_until == date(2026, 1, 6))
    assert over.iri not in {voice.claim.iri for mark in now.states for voice in mark.voices}
    assert over.iri in {voice.claim.iri for mark in then.states for voice in mark.voices} and not then.over


def test_no_member_is_not_the_same_as_not_said(shipped: cg.Graph) -> None:
    found = shipped.map("membership", "Coalition of the Willing")
    assert found.counts["no-member"] >= 1 and found.silent
    denied = [mark for mark in found.states if mark.sign == "no-member"]
    assert all(voice.claim.modality.name == "modality-negated" for mark in denied for voice in mark.voices)


def test_before_its_founding_a_coalition_has_no_certain_member(shipped: cg.Graph) -> None:
    assert "member" not in shipped.map("membership", "Coalition of the Willing", valid_at="2001-01-01").counts


def test_every_meeting_has_a_place_or_is_listed(shipped: cg.Graph) -> None:
    found = places(shipped.store)
    shown = [one.thing.iri for spot in found.spots for one in spot.meetings]
    assert sorted([*shown, *(one.thing.iri for one in found.nowhere)]) == sorted(
        one.thing.iri for one in shipped.meetings()
    )
    assert all(spot.at or spot.state for spot in found.spots)


def test_a_meeting_is_not_held_at_its_place_before_its_day(shipped: cg.Graph) -> None:
    before = sum(spot.held for spot in shipped.map("meetings", valid_at="2025-01-01").spots)
    assert before == 0 < sum(spot.held for spot in shipped.map("meetings").spots)


def test_coordinates_that_no_globe_has_are_left_out() -> None:
    from conflict_graph.ask.places import coordinates

    store = MemoryStore()
    given = {"a": "48.8", "b": "148.8", "c": '"x"'}
    data = " ".join(f"plc:{name} wgs84:lat {latitude} ; wgs84:long 2.3 ." for name, latitude in given.items())
    store.change(Change(updates=[f"INSERT DATA {{ {data} }}"]))
    assert {iri.rsplit("/", 1)[-1]: at for iri, at in coordinates(store).items()} == {"a": (2.3, 48.8)}


def test_what_cannot_be_asked_is_said(shipped: cg.Graph) -> None:
    with pytest.raises(InvalidParameter, match="stances, membership, meetings"):
        shipped.map("weather")
    with pytest.raises(InvalidParameter, match="the name of a thing"):
        shipped.map("membership")
    with pytest.raises(NotFound):
        shipped.map("stances", "Nothing of this name")


def test_a_claim_of_a_thing_without_a_code_is_kept() -> None:
    claims: list[Claim] = [position(Ref("urn:x", "Xland", "State"), FORCE, None, "support")]
    found, _ = voices(claims, [], {})
    assert list(found) == ["urn:x"]

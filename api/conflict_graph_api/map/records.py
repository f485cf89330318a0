"""The shapes of JSON answers about maps: states with what they rest on, places with their meetings."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from conflict_graph.ask.map_answer import Atlas, Spot, StateMark
from conflict_graph.relate.state_voices import Voice
from conflict_graph_api.claims.meeting_routes import Meeting
from conflict_graph_api.http.records import Answer, Attestation, Claim, Record, Thing


class MapVoice(Record):
    """One claim that a state's sign rests on, and how it comes to be the state's."""

    how: str = Field(description="itself: of the state; on-behalf: the claim says for whom; office: by an office held.")
    office: Thing | None = Field(description="The office by which the holder speaks for the state.")
    tenure: str | None = Field(description="The claim that the holder held that office.")
    claim: Claim

    @classmethod
    def computed(cls, voice: Voice) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        return {"tenure": voice.tenure.iri if voice.tenure else None}


class MapState(Record):
    """A state with its sign and what that rests on."""

    state: Thing
    code: str | None = Field(description="Its code of three letters in ISO 3166-1; null where the graph gives none.")
    sign: str = Field(
        description="A stance, or differs; of members member, possible, planned, proposed, conditional or no-member."
    )
    voices: list[MapVoice]

    @classmethod
    def computed(cls, mark: StateMark) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        return {"code": mark.code or None}


class MapPlace(Record):
    """A place with the meetings that are there."""

    place: Thing
    longitude: float | None = Field(description="Null where the graph gives no coordinates.")
    latitude: float | None
    state: str | None = Field(description="Code of the state it is in, as claims on the meetings' location say.")
    held: int = Field(description="Meetings that took place, or are under way, by a source's word.")
    meetings: list[Meeting]

    @classmethod
    def computed(cls, spot: Spot) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        longitude, latitude = spot.at or (None, None)
        return {"longitude": longitude, "latitude": latitude, "state": spot.state or None}


class WorldMap(Answer):
    """What a map shows, and what it cannot draw."""

    answer: Attestation = Field(description="not-said: no source says so here. That is not a no.")
    show: str = Field(description="stances, membership or meetings.")
    about: Thing | None = Field(description="The issue or option, or the coalition.")
    states: list[MapState]
    counts: dict[str, int] = Field(description="How many states have each sign.")
    others: list[Claim] = Field(description="Claims of holders or members that count for no state.")
    over: list[Claim] = Field(description="Where no day is asked for: claims that have ended, and count no more.")
    silent: list[Thing] = Field(description="States of the graph that nobody speaks of here: not said, not neutral.")
    places: list[MapPlace]
    nowhere: list[Meeting] = Field(description="Meetings to which no source gives a place.")

    @classmethod
    def computed(cls, atlas: Atlas) -> dict[str, Any]:
        """Return what JSON has otherwise than the library."""
        anything = atlas.states or atlas.others or atlas.over or atlas.spots or atlas.nowhere
        return {"answer": "said" if anything else "not-said", "places": atlas.spots}

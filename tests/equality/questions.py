"""What is asked everywhere: things, days, layers and statements of the seed article and of two invented ones."""

from __future__ import annotations

from dataclasses import dataclass

from conflict_graph.namespaces import expand


@dataclass(frozen=True)
class Moment:
    """The days and layers a question is asked for."""

    valid_at: str | None = None
    known_at: str | None = None
    layer: tuple[str, ...] = ()

    def given(self, *without: str) -> dict[str, object]:
        """The parameters of this moment that are set."""
        named = {"valid_at": self.valid_at, "known_at": self.known_at, "layer": list(self.layer)}
        return {name: value for name, value in named.items() if value and name not in without}

    def __str__(self) -> str:
        return f"{self.valid_at or 'ever'}/{self.known_at or 'all'}/{'+'.join(self.layer) or 'layers'}"


MOMENTS = (
    Moment(),
    Moment("2026-01-06", layer=("article", "reference")),
    Moment("2026-02-24", "2026-02-24"),
    Moment("2026-03-10", "2026-03-12", ("article",)),
    Moment("2027-01-01", "2026-04-15", ("article",)),
)
"""Whenever; before the article; on its day; in the first invented story; long after the second."""

ACTORS = tuple(
    map(
        expand,
        ("per:emmanuel-macron", "st:usa", "per:tomas-reth", "per:petra-oyen"),
    )
)
THINGS = (*ACTORS, *map(expand, ("coal:nb8", "iss:force-placement")))
ISSUES = tuple(map(expand, ("iss:force-placement", "iss:corra-toll", "iss:territory")))
STATEMENTS: tuple[dict[str, str], ...] = (
    {"subject": "st:usa", "kind": "Participation", "object": "mtg:cow-2026-02-24"},
    {"subject": "st:deu", "kind": "Participation", "object": "mtg:cow-2026-02-24"},
    {"subject": "st:usa", "object": "iss:truce-monitoring"},
    {"subject": "per:ilse-norrgard", "object": "mtg:lake-corra-norrgard-brandt"},
    {"object": "mtg:lake-corra-second-round", "subject_kind": "Person"},
    {"subject": "mtg:lake-corra-second-round"},
    {"subject": "coal:strait-council", "role": "lead"},
)

"""Every promise of the threat model names tests, and they exist."""

from __future__ import annotations

import re
from pathlib import Path


def test_every_promise_names_tests_that_exist(root: Path) -> None:
    text = (root / "docs" / "threat-model.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "proved by" not in line]
    assert len(rows) > 30
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row)
        assert named, row
        for file, test in named:
            assert re.search(rf"^def {test}\(", (root / file).read_text("utf-8"), re.MULTILINE), f"{file}::{test}"


def test_the_unit_and_the_container_run_the_command_with_settings_that_exist(root: Path) -> None:
    from conflict_graph.settings import Settings

    known = {f"CONFLICT_GRAPH_{name.upper()}" for name in Settings.model_fields}
    for name in ("conflict-graph.service", "Containerfile"):
        text = (root / "deploy" / name).read_text("utf-8")
        assert set(re.findall(r"CONFLICT_GRAPH_\w+", text)) <= known
        assert "serve" in text

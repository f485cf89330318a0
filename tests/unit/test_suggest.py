"""The names that are proposed for a mistyped one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conflict_graph import vocabulary
from conflict_graph.suggest import nearest, question

LAYERS = vocabulary.codes("layer")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("artcle", "article"),
        ("CHRONICAL", "chronicle"),
        ("machine", "machine-coded"),
        ("machine coded", "machine-coded"),
    ],
)
def test_a_mistyped_name_leads_to_the_one_that_is_meant(written: str, meant: str) -> None:
    assert nearest(written, LAYERS) == [meant]


@pytest.mark.parametrize("written", ["", "x", "for", "yesterday", "🙂"])
def test_what_is_like_nothing_leads_nowhere(written: str) -> None:
    assert nearest(written, LAYERS) == []
    assert question(nearest(written, LAYERS)) == ""


def test_only_names_as_like_as_the_best_are_proposed_beside_it() -> None:
    assert nearest("claims-by-sorce", ["claims", "claims-by-source", "claims-by-sources"], 3) == [
        "claims-by-source",
        "claims-by-sources",
    ]


def test_accents_and_case_do_not_count() -> None:
    assert nearest("andrej babis", ["Andrej Babiš", "Andrzej Duda"]) == ["Andrej Babiš"]


def test_nothing_is_loaded_for_it_before_the_first_mistake() -> None:
    code = "import sys, conflict_graph.vocabulary, conflict_graph.suggest; print('rapidfuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_every_suggestion_comes_from_here(root: Path) -> None:
    other = re.compile("get_close_matches|rapidfuzz import .*process")
    files = [path for part in ("src", "api") for path in (root / part).rglob("*.py")]
    found = {path.name for path in files if other.search(path.read_text(encoding="utf-8"))}
    assert found == {"search.py", "suggest.py"}, "use conflict_graph.suggest"

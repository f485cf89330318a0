"""The index of decisions names every note once."""

import re
from pathlib import Path


def test_the_index_lists_every_decision_by_its_title(root: Path) -> None:
    folder = root / "docs" / "decisions"
    listed = re.findall(r"\[(.+)\]\((.+)\)", (folder / "0000-index.md").read_text(encoding="utf-8"))
    notes = [note for note in sorted(folder.glob("*.md")) if note.name != "0000-index.md"]
    titles = [note.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for note in notes]
    assert listed == list(zip(titles, [note.name for note in notes], strict=True))

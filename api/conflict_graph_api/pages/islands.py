"""The tags that load an island: the scripts and sheets that its build wrote, by the names in the manifest.

A script loads the chunks it shares with others by itself. Links that announce them are not worth it: a browser without
script reports them as refused.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

FOLDER: Final = Path(__file__).resolve().parents[1] / "static" / "islands"
HASHED: Final = "islands/assets/"
"""Static files below this path carry the hash of their content in their name."""

_SHEET: Final = Markup('<link rel="stylesheet" href="{}">')
_SCRIPT: Final = Markup('<script type="module" src="{}"></script>')


def written() -> int:
    """Return when the islands were built, in nanoseconds; 0 when they were not, and pages do without."""
    try:
        return (FOLDER / "manifest.json").stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def tags(name: str, static: str) -> Markup:
    """Return the tags that load an island, for the head of a page: its sheets and its script.

    ``static`` is the address of the folder of static files. Where no islands were built the answer is empty. Raises
    KeyError for an island that was not built while others were.
    """
    built = written()
    if not built:
        return Markup("")
    manifest = _manifest(FOLDER, built)
    entry = manifest[f"src/{name}/main.ts"]
    chunks = _chunks(manifest, entry)
    sheets = dict.fromkeys(sheet for part in (*chunks, entry) for sheet in part.get("css", ()))
    at = f"{static}/islands/"
    return Markup("\n").join([*(_SHEET.format(at + sheet) for sheet in sheets), _SCRIPT.format(at + entry["file"])])


def _chunks(manifest: dict[str, Any], entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the chunks that an entry imports, each once, those that others need first."""
    chunks: dict[str, dict[str, Any]] = {}

    def visit(part: dict[str, Any]) -> None:
        for key in part.get("imports", ()):
            if key not in chunks:
                visit(manifest[key])
                chunks[key] = manifest[key]

    visit(entry)
    return list(chunks.values())


@cache
def _manifest(folder: Path, _written: int) -> dict[str, Any]:
    """Return the manifest as of a time of writing, so that a new build is seen without a restart."""
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return manifest

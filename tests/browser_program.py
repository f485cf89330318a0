"""The Chromium that the browser tests drive: one that is on the PATH."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "The browser tests need Chromium. Install it (Debian: apt-get install chromium) or name one: CHROMIUM=/path"


def chromium() -> str:
    """The path of the browser; fails, saying what to install, when there is none."""
    named = os.environ.get("CHROMIUM")
    found = next(filter(None, (shutil.which(name) for name in ((named,) if named else NAMES))), None)
    assert found, MISSING
    return found

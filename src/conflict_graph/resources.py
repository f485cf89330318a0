"""Files shipped with the product: data, named queries, source texts.

An installed package carries them as ``conflict_graph/data``; a checkout keeps them in ``data/`` at its top.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from conflict_graph.errors import MissingFile

_HERE = Path(__file__).resolve().parent
_PLACES: Final = (_HERE / "data", _HERE.parents[1] / "data")
_NOT_LOADED: Final = frozenset({"shapes.ttl"})


@cache
def data_directory() -> Path:
    """Return the directory of the shipped data: the installed one first, then the checkout's.

    Raises MissingFile when neither holds an ontology.

    >>> (data_directory() / "shapes.ttl").is_file()
    True
    """
    for place in _PLACES:
        if (place / "ontology.ttl").is_file() or (place / "shapes.ttl").is_file():
            return place
    places = " and ".join(map(str, _PLACES))
    raise MissingFile(f"The shipped data are not where they belong: looked in {places}.", hint="Install again.")


def data_file(name: str) -> Path:
    """Return the path of one shipped file, such as ``ontology.ttl``; raises MissingFile when it is not there.

    >>> data_file("shapes.ttl").name
    'shapes.ttl'
    """
    path = data_directory() / name
    if not path.is_file():
        raise MissingFile(f"The shipped file {name} is not in {data_directory()}.", hint="Install again.")
    return path


def graph_files() -> list[Path]:
    """Return the RDF files that make up the shipped graph, the ontology first, then by name.

    The shapes are left out: they judge the data and are no part of them.

    >>> graph_files()[0].name
    'ontology.ttl'
    """
    files = [path for path in data_directory().glob("*.ttl") if path.name not in _NOT_LOADED]
    return sorted(files, key=lambda path: (path.name != "ontology.ttl", path.name))


def query_files() -> list[Path]:
    """Return the named query files (``queries/*.rq``), sorted by name."""
    return sorted((data_directory() / "queries").glob("*.rq"))


def source_text_files() -> list[Path]:
    """Return the source texts kept with the data (``sources/{slug}.txt``), sorted by name.

    >>> all(path.suffix == ".txt" for path in source_text_files())
    True
    """
    return sorted((data_directory() / "sources").glob("*.txt"))

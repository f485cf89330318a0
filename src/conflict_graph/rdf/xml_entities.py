"""XML entities in RDF/XML: abbreviations of namespaces are read, anything that could swell is refused.

The parser expands entities within entities without bound: a few hundred bytes become gigabytes.
"""

from __future__ import annotations

import re
from typing import Final

from conflict_graph.errors import DataSyntaxError

_KEYWORD: Final = "<!ENTITY"
_ABBREVIATION = re.compile(r"<!ENTITY\s+[\w.-]+\s+(?:\"[^\"&%<]{0,256}\"|'[^'&%<]{0,256}')\s*>")


def refuse_swelling_entities(text: str, name: str) -> None:
    """Raise DataSyntaxError, with line and column, at the first entity that is more than a short plain text.

    >>> refuse_swelling_entities('<!DOCTYPE r [<!ENTITY xsd "http://www.w3.org/2001/XMLSchema#">]>', "a.rdf")
    """
    at = text.find(_KEYWORD)
    while at >= 0:
        if not _ABBREVIATION.match(text, at):
            line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
            what = "an XML entity may be a plain text of at most 256 characters, such as a namespace."
            raise DataSyntaxError(name, what, line, column)
        at = text.find(_KEYWORD, at + 1)

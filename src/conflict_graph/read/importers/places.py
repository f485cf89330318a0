"""The columns of the tables that the properties of claims come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from conflict_graph.namespaces import CG, ORG, PROV
from conflict_graph.read.importers.columns import BY_NAME
from conflict_graph.read.importers.contract import Origin

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    CG + "statedOn": ("known_by", "as_of", "stated_on", "source_ids"),
    CG + "validFrom": ("valid_from", "stated_on", "office_from", "start", "date", "as_of"),
    CG + "validUntil": ("valid_until", "office_until", "end", "as_of", "stated_on"),
    CG + "startDate": ("start",),
    CG + "endDate": ("end",),
    CG + "inEvent": ("meeting", "id"),
    CG + "participant": ("participant",),
    CG + "participationStatus": ("status",),
    CG + "eventStatus": ("status",),
    CG + "holder": ("holder",),
    CG + "stance": ("stance",),
    CG + "onIssue": ("issue",),
    CG + "onOption": ("option",),
    CG + "supersedes": ("supersedes",),
    CG + "contradicts": ("contradicts",),
    CG + "contingentOn": ("condition",),
    CG + "hasEvidence": ("quote", "source_ids"),
    CG + "onBehalfOf": ("on_behalf_of",),
    CG + "value": ("count", "kind"),
    CG + "role": ("role",),
    ORG + "member": ("member", "id"),
    ORG + "organization": ("group",),
    PROV + "wasRevisionOf": ("id",),
}
"""The columns that a property comes from, those first that are likeliest to be at fault."""


def column_of(property_: str, origin: Origin) -> str:
    """Return the column of a row that the value of a property comes from, or "" when its table has none.

    >>> column_of(CG + "statedOn", Origin("positions.csv", 3, "positions"))
    'known_by'
    """
    table = BY_NAME.get(origin.table)
    columns = _COLUMNS.get(property_, ("id",))
    return next((name for name in columns if table and table.column(name)), "")

"""Asking for the graph view: its page, the data in it, its forms, and scenes made of what it shows."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import page_reading as reading

from conflict_graph.namespaces import ID

MACRON, STUBB = f"{ID}person/emmanuel-macron", f"{ID}person/alexander-stubb"
HTML = {"Accept": "text/html,*/*;q=0.8"}


def page(api: httpx.Client, address: str, status: int = 200) -> Any:
    answer = api.get(address, headers=HTML)
    assert answer.status_code == status, answer.text
    return reading.parse(answer.text)


def form_address(document: Any, action: str, button: str) -> str:
    """The address that a form of the page leads to when a button of it is pressed."""
    for form in document.iter("form"):
        for one in form.iter("button"):
            if form.get("action") == action and (one.get("aria-label") or reading.words(one)) == button:
                fields = [(field.get("name"), field.get("value")) for field in form.iter("input") if field.get("name")]
                return str(httpx.URL(action, params=[*fields, (one.get("name"), one.get("value"))]))
    raise AssertionError(f"no button {button}")


def data_of(api: httpx.Client, address: str) -> dict[str, Any]:
    found = re.search(
        r'<script type="application/json" id="graph-data">(.*?)</script>', api.get(address, headers=HTML).text
    )
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def things(document: Any) -> list[str]:
    return [str(row.get("data-iri")) for row in document.iter("tr") if row.get("data-iri")]


def scene_of(view: dict[str, Any], **given: Any) -> dict[str, Any]:
    return {"nodes": [{name: node[name] for name in ("iri", "x", "y")} for node in view["nodes"]], **given}

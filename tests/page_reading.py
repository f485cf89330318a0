"""Reading pages in tests: a strict parser, and what every page must keep to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5rdf
import httpx

SAFE_SCHEMES = ("", "http", "https")
FIELDS = ("input", "select", "textarea")


def parse(text: str) -> Element:
    """The document of a page; raises ParseError for anything that is no valid HTML syntax."""
    document = html5rdf.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert isinstance(document, Element)
    return document


def get(client: httpx.Client, address: str, status: int = 200, **parameters: str) -> Element:
    """The page at an address, which must have this status and keep to the rules of every page."""
    response = client.get(address, params=parameters or None)
    assert response.status_code == status, response.text
    document = parse(response.text)
    assert faults(document) == []
    return document


def words(element: Element) -> str:
    """The text of an element as a reader sees it, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def main(document: Element) -> Element:
    """The main part of a page."""
    (found,) = document.iter("main")
    return found


def with_class(document: Element, name: str) -> list[Element]:
    """The elements of a class."""
    return [element for element in document.iter() if name in element.get("class", "").split()]


def section(document: Element, anchor: str) -> Element:
    """The section that a heading with this id names."""
    (found,) = [one for one in document.iter("section") if one.get("aria-labelledby") == anchor]
    return found


def links(document: Element) -> list[str]:
    """The address of every link."""
    return [element.get("href", "") for element in document.iter("a")]


def faults(document: Element) -> list[str]:
    """What a page does against the rules of every page: landmarks, headings, tables, links, ids, no other hosts."""
    return [*_structure(document), *_headings(document), *_tables(document), *_addresses(document), *_ids(document)]


def _structure(document: Element) -> Iterator[str]:
    if document.get("lang") != "en":
        yield "the document has no language"
    for name, wanted in (("main", 1), ("h1", 1), ("header", None), ("footer", 1), ("title", 1)):
        count = len(list(document.iter(name)))
        if count != (wanted or max(count, 1)):
            yield f"{count} {name} elements"
    for element in document.iter():
        is_data = element.get("type") == "application/json"
        if element.tag == "script" and not is_data and (not element.get("src") or words(element)):
            yield "there is a script in the page itself"
        if any(name.startswith("on") or name == "style" for name in element.attrib):
            yield f"{element.tag} has an inline handler or style"
    for label in document.iter("label"):
        target = label.get("for")
        if target and not any(element.get("id") == target and element.tag in FIELDS for element in document.iter()):
            yield f"no input for the label {words(label)!r}"


def _headings(document: Element) -> Iterator[str]:
    depth = 0
    for element in document.iter():
        if element.tag in ("h1", "h2", "h3", "h4"):
            level = int(element.tag[1])
            if level > depth + 1:
                yield f"{element.tag} {words(element)!r} after h{depth}"
            if not words(element):
                yield f"an empty {element.tag}"
            depth = level


def _tables(document: Element) -> Iterator[str]:
    for table in document.iter("table"):
        if not list(table.iter("caption")):
            yield "a table has no caption"
        if any(cell.get("scope") not in ("col", "row") for cell in table.iter("th")):
            yield "a header cell has no scope"


def _addresses(document: Element) -> Iterator[str]:
    for link in document.iter("a"):
        if not words(link) and not link.get("aria-label"):
            yield f"a link without words: {link.get('href')}"
    for element in document.iter():
        for name in ("href", "src", "action"):
            address = element.get(name)
            if address is not None and (not address or urlsplit(address).scheme not in SAFE_SCHEMES):
                yield f"{element.tag} leads to {address!r}"
        loads = element.tag in ("img", "script", "iframe") or element.get("rel") in ("stylesheet", "icon")
        if loads and urlsplit(element.get("href") or element.get("src") or "").netloc:
            yield f"{element.tag} asks another host"


def _ids(document: Element) -> Iterator[str]:
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    yield from (f"the id {one} stands {ids.count(one)} times" for one in sorted(set(ids)) if ids.count(one) > 1)
    for element in document.iter():
        wanted = [one for name in ("aria-labelledby", "aria-describedby") for one in element.get(name, "").split()]
        if element.tag == "a" and element.get("href", "").startswith("#"):
            wanted.append(element.get("href", "")[1:])
        yield from (f"{element.tag} points at #{one}, which is not there" for one in wanted if one not in ids)

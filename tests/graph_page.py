"""The graph page as a reader has it: what is drawn, what the tables say, and hands to click, drag and type with."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, expect

MACRON = "https://w3id.org/conflict-graph/id/person/emmanuel-macron"
STARMER = "https://w3id.org/conflict-graph/id/person/keir-starmer"
STUBB = "https://w3id.org/conflict-graph/id/person/alexander-stubb"
THREE = "/graph?node=person/emmanuel-macron&node=person/keir-starmer&node=person/alexander-stubb"

_LISTEN = "view => view.addEventListener('graph:drawn', event => { window.places = event.detail.places })"
_WAIT = """async () => {
  for (let tries = 0; !window.places && tries < 200; tries++) await new Promise(done => setTimeout(done, 25))
  if (!window.places) throw new Error('The picture was not drawn.')
}"""
_INK = """async address => {
  const image = new Image()
  image.src = address
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = image.height
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  const seen = new Map()
  for (let i = 0; i < data.length; i += 4) {
    const colour = data[i] << 16 | data[i + 1] << 8 | data[i + 2]
    seen.set(colour, (seen.get(colour) ?? 0) + 1)
  }
  const ground = Math.max(...seen.values())
  return 1 - ground / (data.length / 4)
}"""


_COLOURS = """async ([address, left, top, width, height]) => {
  const image = new Image()
  image.src = address
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = image.height
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(left, top, width, height)
  const seen = []
  for (let i = 0; i < data.length; i += 4) seen.push([data[i], data[i + 1], data[i + 2]])
  return seen
}"""


def token(page: Page, name: str) -> tuple[int, int, int]:
    """A colour of the style sheets of a page, such as ``--agree``."""
    text: str = page.evaluate("name => getComputedStyle(document.body).getPropertyValue(name)", name)
    red, green, blue = bytes.fromhex(text.strip().removeprefix("#"))
    return red, green, blue


class GraphPage:
    """The graph page in a window; the picture is drawn when this is made."""

    def __init__(self, page: Page, drawn: str = "webgl") -> None:
        self.page = page
        self.view = page.locator("#graph-view")
        self.stage = page.locator("#graph-view .stage")
        self.panel = page.locator("#graph-panel")
        self.status = page.locator(".graph-status")
        self.trouble = page.locator(".graph-trouble")
        expect(self.view).to_have_attribute("data-drawn", drawn)
        self.view.evaluate(_LISTEN)
        self.redraw()
        self.page.evaluate(_WAIT)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way, and the picture was drawn since."""
        expect(self.view).to_have_attribute("aria-busy", "false")
        self.page.evaluate(
            "() => new Promise(done => { setTimeout(done, 2000);"
            " requestAnimationFrame(() => requestAnimationFrame(done)) })"
        )

    def redraw(self) -> None:
        """Let the picture be drawn anew, as it is when a window changes its size."""
        self.page.evaluate("() => { window.dispatchEvent(new Event('resize')) }")
        self.settle()

    def scrolled(self) -> float:
        """How far the page is scrolled, once it has had the time."""
        self.page.wait_for_timeout(400)
        far: float = self.page.evaluate("() => scrollY")
        return far

    def places(self) -> dict[str, dict[str, tuple[float, float]]]:
        """Where the picture has things and lines, in pixels of the picture."""
        found = self.page.evaluate("() => window.places()")
        nodes = {node["iri"]: (node["x"], node["y"]) for node in found["nodes"]}
        edges = {edge["id"]: (edge["x"], edge["y"]) for edge in found["edges"]}
        return {"nodes": nodes, "edges": edges}

    def rows(self) -> dict[str, list[str]]:
        """What the tables list."""
        iris = "rows => rows.map(row => row.dataset.iri)"
        ids = "rows => rows.map(row => row.dataset.id)"
        return {
            "nodes": self.page.locator("#graph-nodes tr").evaluate_all(iris),
            "edges": self.page.locator("#graph-edges tr").evaluate_all(ids),
        }

    def same_in_both(self) -> dict[str, list[str]]:
        """The tables list what the picture draws, each once, and the numbers on the picture agree; return the rows."""
        drawn, listed = self.places(), self.rows()
        for kind in ("nodes", "edges"):
            assert sorted(drawn[kind]) == sorted(listed[kind])
            expect(self.view).to_have_attribute(f"data-{kind}", str(len(listed[kind])))
        return listed

    def asked(self) -> list[tuple[str, str]]:
        """The parameters of the address."""
        return parse_qsl(urlsplit(self.page.url).query)

    def ink(self) -> float:
        """The share of the picture that is not ground."""
        shot = b64encode(self.stage.screenshot()).decode()
        share: float = self.page.evaluate(_INK, f"data:image/png;base64,{shot}")
        return share

    def along(self, line: str, share: float) -> tuple[float, float]:
        """The place at this share of a line, bent as it is drawn, in pixels of the picture."""
        source, target = self.page.locator(f'#graph-edges tr[data-id="{line}"] bdi').all_text_contents()
        places = self.places()
        start, end = (places["nodes"][self.iri(name)] for name in (source, target))
        points = zip(start, places["edges"][line], end, strict=True)
        x, y = (
            (1 - share) ** 2 * first + 2 * share * (1 - share) * (2 * middle - (first + last) / 2) + share**2 * last
            for first, middle, last in points
        )
        return x, y

    def iri(self, name: str) -> str:
        """The IRI of a thing that the table lists by this name."""
        row = self.page.locator("#graph-nodes tr", has=self.page.get_by_role("rowheader", name=name))
        return str(row.get_attribute("data-iri"))

    def colours(self, at: tuple[float, float], reach: int = 12) -> list[tuple[int, int, int]]:
        """The colours of the picture around a place in it."""
        shot = b64encode(self.stage.screenshot()).decode()
        x, y = at
        box = [f"data:image/png;base64,{shot}", int(x) - reach, int(y) - reach, 2 * reach, 2 * reach]
        return [(red, green, blue) for red, green, blue in self.page.evaluate(_COLOURS, box)]

    def spot(self, kind: str, name: str) -> tuple[float, float]:
        """Where a thing, or the middle of a line, is in the window."""
        self.stage.scroll_into_view_if_needed()
        box = self.stage.bounding_box()
        assert box is not None
        x, y = self.places()[kind][name]
        return box["x"] + x, box["y"] + y

    def click(self, kind: str, name: str) -> None:
        """Click a thing, or the middle of a line, in the picture."""
        x, y = self.spot(kind, name)
        self.page.mouse.click(x, y)
        self.settle()

    def drag(self, iri: str, dx: float, dy: float) -> None:
        """Drag a thing in the picture."""
        x, y = self.spot("nodes", iri)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + dx / 2, y + dy / 2)
        self.page.mouse.move(x + dx, y + dy, steps=4)
        self.page.mouse.up()
        self.settle()

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press a button of this name."""
        (within or self.page).get_by_role("button", name=name, exact=True).first.click()
        self.settle()

    def do(self, act: Callable[[], object]) -> None:
        """Do something, and wait until it is done."""
        act()
        self.settle()

    def find_path(self, name: str) -> None:
        """Ask in the panel for the paths from what is chosen to something, and open the sentences of the first hop."""
        self.press("Path from here", self.panel)
        self.page.fill("#path-to", name)
        self.page.keyboard.press("Enter")
        expect(self.panel.locator(".path-list > li").first).to_be_visible()
        self.panel.locator(".hops summary").first.click()
        expect(self.panel.locator(".hop-evidence .statement").first).to_be_visible()

    def row_button(self, name: str) -> Locator:
        """A button in the tables, by its name for screen readers."""
        return self.page.locator("#graph-nodes, #graph-edges").get_by_role("button", name=re.compile(f"^{name}"))

// Takes over the graph page: the picture becomes one that can be moved, and the page does at once what it would
// otherwise load anew. A browser without WebGL keeps the picture of the service and everything else.
import "./graph.css";

import { withPins } from "./address";
import { App } from "./app";
import { byId, el } from "./dom";
import type { Drawing, Handlers } from "./draw/drawing";
import { hasWebGl, Picture } from "./draw/picture";
import { onSchemeChange } from "./draw/theme";
import { listenForKeys } from "./keys";
import { settled } from "./scene";
import { Service } from "./service";
import type { PageData, Thing } from "./types";

async function start(): Promise<void> {
  const root = byId("graph-view");
  const data = JSON.parse(byId("graph-data").textContent ?? "") as PageData;
  const service = new Service(root.dataset);
  const view = data.view ?? (await service.first(location.search));
  const embedded = root.dataset["embed"] === "1";
  const drawn = hasWebGl();
  const scene = withPins(settled(data.scene, view), location.hash);
  const app = new App(root, service, scene, view, { editable: !embedded, drawn });

  const box = el("div", { class: "stage" });
  const served = [...root.childNodes];
  root.classList.add("live");
  root.closest(".graph-layout")?.classList.add("live");
  const note = el("p", { class: "small quiet stage-note" }, "This browser draws no WebGL: the picture is the service’s own, and the tables do all the rest.");
  root.replaceChildren(app.toolbar.element, app.share.box, app.status.trouble, box, app.slider.element, app.status.line);
  if (!drawn) box.before(note);
  const drawing = drawn ? await stage(app, box, embedded) : new Picture(box, () => service.export(app.explorer.state.scene, "svg"), app.actions.fail);
  if (!drawn) box.replaceChildren(...served);
  app.start(drawing);
  root.dataset["drawn"] = drawn ? "webgl" : "svg";
  onSchemeChange(() => drawing.restyle());
  if (!embedded) {
    listenForKeys(app.explorer);
    listenForNames(app);
  }
}

/** The picture by WebGL; what draws it is loaded only where it can run. */
async function stage(app: App, box: HTMLElement, embedded: boolean): Promise<Drawing> {
  const { Stage } = await import("./draw/stage");
  const handlers: Handlers = {
    onNode: (node) => app.choose({ node, edge: null }, false),
    onEdge: (edge) => app.choose({ node: null, edge }, false),
    onNothing: () => app.choose({ node: null, edge: null }, false),
    onMoved: (iri, x, y) => app.actions.move(iri, x, y),
    onDrawn: (places) => app.root.dispatchEvent(new CustomEvent("graph:drawn", { detail: { places } })),
  };
  return new Stage(box, handlers, embedded);
}

/** A name chosen in the box of the graph page is added here, instead of opening its page; so is one that is typed. */
function listenForNames(app: App): void {
  const input = document.querySelector<HTMLInputElement>("#graph-search");
  input?.addEventListener("complete", (event) => {
    event.preventDefault();
    input.value = "";
    void app.actions.add((event as CustomEvent<Thing>).detail);
  });
  input?.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) void app.actions.search(input.value.trim());
  });
}

void start();

// How two things are connected: every way with each hop, and behind each hop the sentences it rests on.
import { button, el } from "../dom";
import type { Hop, Paths, Thing } from "../types";

export interface PathActions {
  /** Find the ways between two things, named by IRI or as typed. */
  find(from: string, to: string): void;
  addPath(things: readonly Thing[]): void;
  /** Show the sentences of a hop in the box beside it. */
  evidence(claims: readonly string[], box: HTMLElement): void;
}

/** Two names, completed as they are typed. */
export function pathForm(from: Thing | null, to: Thing | null, actions: PathActions): HTMLElement {
  const form = el(
    "form",
    { class: "path-form" },
    nameField("from", "From", from),
    nameField("to", "To", to),
    el("button", { class: "primary" }, "Find paths"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form);
    actions.find(meant(data, "from", from), meant(data, "to", to));
  });
  return form;
}

function nameField(name: string, label: string, thing: Thing | null): HTMLElement {
  const input = el("input", { name, type: "text", required: true, "data-complete": "Actor Meeting", id: `path-${name}`, autocomplete: "off" });
  if (thing) input.value = thing.label;
  return el("div", { class: "field" }, el("label", { for: `path-${name}` }, label), input);
}

/** What a field means: the completion sends the IRI of a name that was chosen, the rest is sent as typed. */
function meant(data: FormData, name: string, thing: Thing | null): string {
  const value = String(data.get(name) ?? "").trim();
  return thing && value === thing.label ? thing.iri : value;
}

export function pathList(paths: Paths, actions: PathActions): HTMLElement {
  const list = paths.paths.map((path) =>
    el(
      "li",
      {},
      el("p", { class: "small quiet" }, `${path.length} ${path.length === 1 ? "hop" : "hops"}${path.planned ? ", in part planned only" : ""}`),
      el("ol", { class: "hops" }, ...path.hops.map((hop) => hopRow(hop, actions))),
      button("Show in the graph", () => actions.addPath(path.nodes)),
    ),
  );
  return el(
    "section",
    { class: "paths", "aria-label": "Paths" },
    el("p", {}, paths.message, paths.truncated && " There are more."),
    el("ol", { class: "path-list" }, ...list),
  );
}

function hopRow(hop: Hop, actions: PathActions): HTMLElement {
  const box = el("div", { class: "hop-evidence" });
  const claims = [...new Set(hop.ties.flatMap((tie) => tie.claims))];
  const open = el("details", {}, el("summary", {}, `Evidence (${claims.length})`), box);
  open.addEventListener("toggle", () => open.open && !box.childElementCount && actions.evidence(claims, box));
  return el(
    "li",
    {},
    el("p", {}, el("bdi", {}, hop.source.label), " – ", el("bdi", {}, hop.target.label)),
    ...ties(hop).map((text) => el("p", { class: "small quiet" }, text)),
    open,
  );
}

/** What joins the two, by relationship: "co-attendance (28): Paris summit, Kyiv summit, Berlin summit and 25 more". */
function ties(hop: Hop): string[] {
  const names = new Map<string, string[]>();
  for (const { relationship, planned, via } of hop.ties) {
    const word = relationship + (planned ? ", planned only" : "");
    names.set(word, [...(names.get(word) ?? []), ...via.map((thing) => thing.label || thing.iri)]);
  }
  return [...names].map(([word, labels]) => {
    const more = labels.length > 3 ? ` and ${labels.length - 3} more` : "";
    return labels.length ? `${word} (${labels.length}): ${labels.slice(0, 3).join(", ")}${more}` : word;
  });
}

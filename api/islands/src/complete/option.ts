// One suggestion: the name, and what tells it from others of that name. All of it is text, never markup.
import { type Hit, kindWord } from "../shared/search";

export function option(hit: Hit, index: number, id: string): HTMLDivElement {
  const item = document.createElement("div");
  item.id = id;
  item.dataset.index = String(index);
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const label = document.createElement("bdi");
  label.textContent = hit.thing.label;
  const about = document.createElement("span");
  about.className = "about";
  about.textContent = context(hit);
  item.append(label, " ", about);
  return item;
}

/** Kind, offices, and the alias it was found by: "person, President of France, also Macron". */
function context(hit: Hit): string {
  const offices = hit.offices.map((office) => office.label);
  const alias = hit.name === hit.thing.label ? [] : [`also ${hit.name}`];
  return [kindWord(hit.thing.kind), ...offices, ...alias].join(", ");
}

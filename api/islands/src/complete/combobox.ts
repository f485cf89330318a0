// An editable combobox with a list, in the pattern of the ARIA Authoring Practices (1.2): the input keeps the focus, and
// aria-activedescendant names the option. In a search (role=search) choosing goes to the page of the thing; elsewhere the
// input is filled with its name, and sends its IRI. A page that wants something else listens to `complete` and prevents the default.
import { type Hit, search } from "../shared/search";
import { service } from "../shared/service";
import { option } from "./option";

const MOST = 8;
const PAUSE = 90;
let number = 0;

/** What the event `complete` carries. */
export type Chosen = Hit["thing"];

export class Combobox {
  private readonly list = document.createElement("div");
  private readonly status = document.createElement("span");
  private readonly kinds: string[];
  private hits: readonly Hit[] = [];
  private active = -1;
  private chosen: Chosen | null = null;
  private timer = 0;
  private request: AbortController | null = null;

  constructor(private readonly input: HTMLInputElement) {
    this.kinds = (input.dataset.complete ?? "").split(/[\s,]+/).filter(Boolean);
    this.list.id = `complete-${++number}`;
    this.build();
    this.listen();
  }

  private build(): void {
    const { input, list, status } = this;
    list.className = "completions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    input.autocomplete = "off";
    for (const [key, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
      autocapitalize: "off",
      spellcheck: "false",
    })) input.setAttribute(key, value);
    input.after(list, status);
  }

  private listen(): void {
    const { input, list } = this;
    input.addEventListener("input", () => this.ask(PAUSE));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    input.form?.addEventListener("formdata", ({ formData }) => this.sendIri(formData));
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (item) this.choose(Number(item.dataset.index), event);
    });
  }

  private ask(pause: number): void {
    clearTimeout(this.timer);
    this.request?.abort();
    this.chosen = null;
    const text = this.input.value.trim();
    if (!text) return this.close();
    this.timer = window.setTimeout(() => void this.fetch(text), pause);
  }

  private async fetch(text: string): Promise<void> {
    this.request = new AbortController();
    const { signal } = this.request;
    try {
      const hits = await search(text, this.kinds, MOST, signal);
      if (!signal.aborted) this.show(hits);
    } catch (error) {
      if (signal.aborted) return;
      // The form works without completion; say so to those who wait for it, and leave the box alone.
      this.close();
      this.status.textContent = `No suggestions: ${error instanceof Error ? error.message : "no answer"}`;
    }
  }

  private show(hits: readonly Hit[]): void {
    if (document.activeElement !== this.input) return;
    const { input, list } = this;
    this.hits = hits;
    this.active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...hits.map((hit, index) => option(hit, index, `${list.id}-${index}`)));
    this.status.textContent = hits.length ? `${hits.length} suggestion${hits.length > 1 ? "s" : ""}` : "No such name";
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(!!hits.length));
    list.style.left = `${input.offsetLeft}px`;
    list.style.top = `${input.offsetTop + input.offsetHeight}px`;
    list.style.minWidth = `${input.offsetWidth}px`;
    this.keepInView();
  }

  private keepInView(): void {
    const { right } = this.list.getBoundingClientRect();
    const over = right - document.documentElement.clientWidth + 8;
    if (over > 0) this.list.style.left = `${this.input.offsetLeft - over}px`;
  }

  private close(): void {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) this.ask(0);
      else if (!event.altKey) this.move(event.key === "ArrowDown" ? 1 : -1);
      else if (event.key === "ArrowUp") this.close();
    } else if (event.key === "Enter" && open && this.active >= 0) {
      this.choose(this.active, event);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    }
  }

  /** Go to the next option; before the first and after the last one is the input itself. */
  private move(step: number): void {
    const places = this.hits.length + 1;
    this.active = ((this.active + 1 + step + places) % places) - 1;
    for (const [index, item] of [...this.list.children].entries()) {
      item.setAttribute("aria-selected", String(index === this.active));
      if (index === this.active) item.scrollIntoView({ block: "nearest" });
    }
    if (this.active < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
  }

  private choose(index: number, event: Event): void {
    const hit = this.hits[index];
    if (!hit) return;
    event.preventDefault();
    this.close();
    const detail: Chosen = hit.thing;
    const proceeds = this.input.dispatchEvent(new CustomEvent("complete", { detail, bubbles: true, cancelable: true }));
    if (!proceeds) return;
    if (detail.path && this.input.closest("[role=search]")) location.assign(this.page(detail.path));
    else this.fill(detail);
  }

  /** The page of a thing, with the days and layers that the form of the search box carries. */
  private page(path: string): URL {
    const hidden = this.input.form?.querySelectorAll<HTMLInputElement>("input[type=hidden]") ?? [];
    return service(path, [...hidden].map(({ name, value }) => [name, value]));
  }

  private fill(thing: Chosen): void {
    this.input.value = thing.label;
    this.chosen = thing;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private sendIri(data: FormData): void {
    if (this.chosen && this.input.name && this.input.value === this.chosen.label) {
      data.set(this.input.name, this.chosen.iri);
    }
  }
}

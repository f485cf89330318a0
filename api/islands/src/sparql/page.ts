// The query page with script: tabs around the editor, runs that can be stopped, answers taken over in place.
import type { EditorState } from "@codemirror/state";
import { addCopyButtons } from "./copying";
import { Editor } from "./editor";
import { filterExamples } from "./examples";
import { History } from "./past";
import type { Prefixes } from "./prefixes";
import { Runner } from "./runner";
import { read, type Session, type Tab, write } from "./storage";
import { Tabs } from "./tabs";
import { requestOf, type Visited } from "./visit";

/** What belongs to a tab but is lost when the page is left. */
interface TabState {
  state: EditorState | null;
  example: Node[];
  outcome: Node[];
  url: string;
}

export class Page {
  private readonly editor: Editor;
  private readonly tabs: Tabs;
  private readonly history: History;
  private readonly runner: Runner;
  private readonly session: Session = read();
  private readonly states = new Map<string, TabState>();
  private readonly example = need<HTMLElement>("#example");
  private readonly outcome = need<HTMLElement>("#outcome");

  constructor(private readonly form: HTMLFormElement) {
    const area = need<HTMLTextAreaElement>("#query");
    const prefixes = JSON.parse(form.dataset.prefixes ?? "{}") as Prefixes;
    this.editor = new Editor(area, prefixes, {
      run: () => form.requestSubmit(),
      change: (text) => this.changed(text),
    });
    this.tabs = new Tabs(this.editor.host, {
      choose: (id) => this.choose(id),
      add: () => this.compose(""),
      close: (id) => this.close(id),
      rename: (id, name) => this.rename(id, name),
    });
    this.history = new History({ open: (text) => this.compose(text), clear: () => this.clear() });
    this.runner = new Runner(form, (visited, submitter) => this.take(visited, submitter));
    this.editor.host.before(this.tabs.element);
    form.append(this.history.element);
    this.begin(area.defaultValue);
    this.listen();
  }

  private begin(text: string): void {
    const here = new URLSearchParams(location.search);
    const isQuery = here.has("query") || here.has("example") || this.outcome.childElementCount > 0;
    const known = this.session.tabs.find((tab) => tab.text === text);
    if (this.session.tabs.length && !isQuery) this.choose(this.session.active, true);
    else if (known) this.choose(known.id, true);
    else this.add(this.title() ?? this.freeName(), text, true);
    this.enhance();
    this.save();
  }

  private listen(): void {
    document.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("click", (event) => this.follow(event));
    window.addEventListener("popstate", () => this.runner.go(new Request(location.href), null, "pop"));
    const aside = document.querySelector<HTMLElement>(".examples");
    if (aside) filterExamples(aside);
    for (const element of document.querySelectorAll<HTMLElement>("[data-without-script]")) element.hidden = true;
  }

  private submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (!["ask", "again", "filling"].includes(form.id)) return;
    event.preventDefault();
    this.editor.unmark();
    this.runner.go(requestOf(form, event.submitter), event.submitter, form.id as "ask");
  }

  /** Open an example in a tab of its own, instead of on a page of its own. */
  private follow(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".examples a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.runner.go(new Request(link.href), link, "example");
  }

  /** Take the parts of a page that came over into this one. */
  private take(visited: Visited, submitter: HTMLElement | null): void {
    const { cause } = this.runner;
    if (cause === "example" || cause === "pop") this.open(visited, submitter);
    else if (cause === "filling" && visited.text !== null) this.editor.write(visited.text);
    if (cause !== "ask" && cause !== "again" && visited.example) {
      this.example.replaceChildren(...visited.example.childNodes);
    }
    const focus = cause === "again" ? place(submitter) : null;
    this.outcome.replaceChildren(...visited.outcome.childNodes);
    this.enhance();
    if (focus) document.querySelector<HTMLElement>(focus)?.focus();
    else if (cause === "ask" || cause === "filling") this.reveal();
    if (cause !== "pop") this.address(visited.url);
    if (cause === "ask" || cause === "filling") this.remember();
    this.save();
  }

  private open(visited: Visited, link: HTMLElement | null): void {
    if (visited.text === null) return;
    const name = link?.closest("li")?.querySelector(".small")?.textContent ?? this.freeName();
    const known = this.session.tabs.find((tab) => tab.name === name || tab.text === visited.text);
    if (known) {
      this.choose(known.id);
      this.editor.write(visited.text);
    } else {
      this.add(name, visited.text);
    }
    for (const other of document.querySelectorAll(".examples a[aria-current]")) other.removeAttribute("aria-current");
    if (link) link.setAttribute("aria-current", "true");
  }

  private enhance(): void {
    addCopyButtons(this.outcome);
    const wrong = this.outcome.querySelector<HTMLElement>("[data-line]");
    if (!wrong) return;
    const message = wrong.querySelector("p")?.textContent ?? "";
    this.editor.mark(Number(wrong.dataset.line), Number(wrong.dataset.column), message);
  }

  /** Bring the answer into view only where none of it is seen. */
  private reveal(): void {
    const { top } = this.outcome.getBoundingClientRect();
    if (top > window.innerHeight - 80) this.outcome.scrollIntoView({ block: "start" });
  }

  private address(url: string): void {
    const state = this.states.get(this.session.active);
    if (state) state.url = url;
    if (url && url !== location.href) history.pushState(null, "", url);
    else if (!url) history.replaceState(null, "", new URL(this.form.action).pathname);
  }

  private remember(): void {
    const text = this.editor.text;
    const past = { text, at: new Date().toISOString(), outcome: this.runner.outcome };
    this.session.past = [past, ...this.session.past.filter((other) => other.text !== text)];
    this.history.show(this.session.past);
  }

  private clear(): void {
    this.session.past = [];
    this.save();
  }

  // Tabs

  private get tab(): Tab | undefined {
    return this.session.tabs.find((tab) => tab.id === this.session.active);
  }

  private changed(text: string): void {
    if (!this.tab || this.tab.text === text) return;
    this.tab.text = text;
    write(this.session);
  }

  private hold(): void {
    if (!this.tab) return;
    this.states.set(this.session.active, {
      state: this.editor.state,
      example: [...this.example.childNodes],
      outcome: [...this.outcome.childNodes],
      url: location.href,
    });
  }

  private choose(id: string, first = false): void {
    const tab = this.session.tabs.find((other) => other.id === id) ?? this.session.tabs[0];
    if (!tab) return;
    if (!first) {
      if (tab.id === this.session.active) return this.save();
      this.runner.stop();
      this.hold();
    }
    this.session.active = tab.id;
    const state = this.states.get(tab.id);
    this.editor.state = state?.state ?? this.editor.fresh(tab.text);
    if (!first) {
      this.example.replaceChildren(...(state?.example ?? []));
      this.outcome.replaceChildren(...(state?.outcome ?? []));
      history.replaceState(null, "", state?.url ?? new URL(this.form.action).pathname);
    }
    this.save();
  }

  private add(name: string, text: string, first = false): void {
    const tab: Tab = { id: crypto.randomUUID?.() ?? String(Date.now() + Math.random()), name, text };
    this.session.tabs.push(tab);
    this.choose(tab.id, first);
  }

  private compose(text: string): void {
    this.add(this.freeName(), text);
    this.editor.focus();
  }

  private close(id: string): void {
    const place = this.session.tabs.findIndex((tab) => tab.id === id);
    const next = this.session.tabs[place + 1] ?? this.session.tabs[place - 1];
    if (next) this.choose(next.id);
    else this.add("Query 1", "");
    this.session.tabs = this.session.tabs.filter((tab) => tab.id !== id);
    this.states.delete(id);
    this.save();
  }

  private rename(id: string, name: string): void {
    const tab = this.session.tabs.find((other) => other.id === id);
    if (tab) tab.name = name;
    this.save();
  }

  private title(): string | null {
    return document.querySelector(".examples a[aria-current]")?.closest("li")?.querySelector(".small")?.textContent ?? null;
  }

  private freeName(): string {
    const taken = new Set(this.session.tabs.map((tab) => tab.name));
    let number = 1;
    while (taken.has(`Query ${number}`)) number += 1;
    return `Query ${number}`;
  }

  private save(): void {
    this.tabs.show(this.session.tabs, this.session.active);
    this.history.show(this.session.past);
    if (!write(this.session)) this.runner.say("This browser keeps no tabs: they are gone when the page is left.");
  }
}

/** A selector of the button that takes the place of one that is about to go. */
function place(button: HTMLElement | null): string | null {
  if (!button) return null;
  if (button.closest(".views")) return ".views [aria-current]";
  const column = button.closest("th");
  if (column) return `th:nth-child(${[...(column.parentElement?.children ?? [])].indexOf(column) + 1}) button`;
  return ".paging button:last-of-type";
}

function need<T extends Element>(selector: string): T {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(`The page has no ${selector}`);
  return element;
}

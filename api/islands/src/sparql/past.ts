// The history: what was asked in this browser, newest first.
import type { Past } from "./storage";

export interface PastHandlers {
  open: (text: string) => void;
  clear: () => void;
}

export class History {
  readonly element = document.createElement("details");
  private readonly summary = document.createElement("summary");
  private readonly list = document.createElement("ol");

  constructor(private readonly handlers: PastHandlers) {
    const clear = document.createElement("button");
    clear.type = "button";
    clear.textContent = "Clear history";
    clear.addEventListener("click", () => handlers.clear());
    this.summary.className = "data";
    this.element.className = "history no-print";
    this.element.append(this.summary, this.list, clear);
  }

  show(past: Past[]): void {
    this.element.hidden = !past.length;
    this.summary.textContent = `History (${past.length})`;
    this.list.replaceChildren(...past.map((entry) => this.entry(entry)));
  }

  private entry({ text, at, outcome }: Past): HTMLLIElement {
    const entry = document.createElement("li");
    const button = document.createElement("button");
    const about = document.createElement("span");
    button.type = "button";
    button.textContent = summary(text);
    button.addEventListener("click", () => this.handlers.open(text));
    about.className = "small quiet";
    about.textContent = ` ${new Date(at).toLocaleString()}, ${outcome}`;
    entry.append(button, about);
    return entry;
  }
}

/** The first words of a query that say something: a comment at its top, or the query without its prefixes. */
function summary(text: string): string {
  const title = /^\s*#\s*(?:title:\s*)?(\S.*)$/m.exec(text)?.[1];
  const body = text.replace(/^\s*(?:#.*|PREFIX .*|BASE .*)$/gim, "").replace(/\s+/g, " ").trim();
  const words = title ?? body;
  return words.length > 90 ? `${words.slice(0, 89)}…` : words;
}

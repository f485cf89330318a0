// Says what was done and what went wrong, for eyes and for screen readers. A failure stays until the next success.
import { button, el, refill } from "../dom";
import type { Voice } from "../explorer";
import { Problem } from "../service";

export class Status implements Voice {
  readonly line = el("p", { class: "graph-status", role: "status", "aria-live": "polite" });
  readonly trouble = el("div", { class: "graph-trouble", role: "alert" });

  tell(text: string): void {
    this.trouble.replaceChildren();
    this.line.textContent = text;
  }

  fail(error: unknown): void {
    const { detail, hint } = words(error);
    this.line.textContent = "";
    refill(
      this.trouble,
      el(
        "div",
        { class: "notice error" },
        el("p", {}, el("strong", {}, detail), hint && " ", hint),
        button("Dismiss", () => this.trouble.replaceChildren()),
      ),
    );
  }
}

function words(error: unknown): { detail: string; hint: string } {
  if (error instanceof Problem) return { detail: error.message, hint: error.hint };
  console.error(error);
  return { detail: "Something went wrong in this page.", hint: "Nothing was changed. Reload the page to go on." };
}

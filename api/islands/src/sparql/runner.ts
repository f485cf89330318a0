// One run at a time: shows that it runs and for how long, can be stopped, and says how it ended.
import { type Visited, visit } from "./visit";

export type Cause = "ask" | "again" | "filling" | "example" | "pop";

export class Runner {
  cause: Cause = "ask";
  /** How the last run ended, in words. */
  outcome = "";
  private running: AbortController | null = null;
  private timer = 0;
  private readonly stopper = document.createElement("button");
  private readonly clock = document.createElement("span");
  private readonly status: HTMLElement;

  constructor(private readonly form: HTMLFormElement, private readonly done: (visited: Visited, by: HTMLElement | null) => void) {
    const actions = form.querySelector(".actions");
    this.status = form.querySelector<HTMLElement>("[role=status]") ?? document.createElement("span");
    this.stopper.type = "button";
    this.stopper.textContent = "Stop";
    this.stopper.hidden = true;
    this.stopper.addEventListener("click", () => this.stop("Stopped. The service has given the query up."));
    this.clock.className = "small quiet clock";
    this.clock.setAttribute("aria-hidden", "true");
    actions?.querySelector("button")?.after(this.stopper, this.clock);
    const keys = document.createElement("kbd");
    keys.className = "small quiet";
    keys.textContent = /Mac|iP/.test(navigator.platform) ? "⌘ Enter" : "Ctrl Enter";
    this.stopper.before(keys);
  }

  say(text: string): void {
    this.status.textContent = text;
  }

  /** Stop what runs: hanging up makes the service give the query up. */
  stop(text = ""): void {
    if (!this.running) return;
    this.running.abort();
    this.end();
    this.say(text);
  }

  go(request: Request, by: HTMLElement | null, cause: Cause): void {
    this.stop();
    this.cause = cause;
    const running = new AbortController();
    this.running = running;
    this.begin();
    visit(request, running.signal).then(
      (visited) => {
        if (this.running !== running) return;
        this.end();
        this.outcome = outcome(visited);
        const left = budget(visited);
        this.done(visited, by);
        this.say(this.outcome + left);
      },
      (error: unknown) => {
        if (this.running !== running) return;
        this.end();
        this.say(`The service does not answer (${error instanceof Error ? error.message : "no connection"}). Try again.`);
      },
    );
  }

  private begin(): void {
    const started = performance.now();
    const show = (): void => {
      this.clock.textContent = `${((performance.now() - started) / 1000).toFixed(1)} s`;
    };
    this.say("Running");
    this.form.setAttribute("aria-busy", "true");
    // What is there at once needs no button to stop it.
    this.timer = window.setInterval(() => {
      show();
      this.stopper.hidden = false;
    }, 200);
  }

  private end(): void {
    clearInterval(this.timer);
    this.running = null;
    this.stopper.hidden = true;
    this.clock.textContent = "";
    this.form.removeAttribute("aria-busy");
  }
}

function outcome({ outcome: part, status }: Visited): string {
  const title = part.querySelector("h2")?.textContent?.trim() ?? "";
  const seconds = part.querySelector<HTMLElement>("[data-seconds]")?.dataset.seconds;
  if (seconds) return `${title} in ${seconds} s`;
  return status >= 400 ? `Not answered: ${title}` : "The query stands in the editor";
}

function budget({ left, outcome: part }: Visited): string {
  return left === null || !part.querySelector("[data-seconds], .error") ? "" : `. You have ${left} s of processing left.`;
}

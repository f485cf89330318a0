// Asks the service of the graph view. What goes wrong is told in the service's own words: its detail, and its hint.
import type { Counts, Expansion, GraphView, Neighbours, Paths, ProblemDetails, SavedScene, Scene } from "./types";

/** A refused or failed request, as the service explains it. */
export class Problem extends Error {
  constructor(
    detail: string,
    readonly hint: string,
  ) {
    super(detail);
  }
}

export class Service {
  /** The page and the addresses it names: `data-api`, `data-page` and so on. */
  constructor(private readonly at: DOMStringMap) {}

  get page(): string {
    return this.address("page").href;
  }

  /** The view of the page's own address, which the service may have at hand. */
  first(search: string): Promise<GraphView> {
    const address = this.address("api");
    address.search = search;
    address.searchParams.delete("embed");
    address.searchParams.delete("q");
    return json(address);
  }

  view(scene: Scene): Promise<GraphView> {
    return json(this.address("api"), post(scene));
  }

  expand(scene: Scene, neighbours: Neighbours, limit: number): Promise<Expansion> {
    return json(this.address("api", "/expand"), post({ scene, ...neighbours, limit }));
  }

  counts(scene: Scene, iri: string): Promise<Counts> {
    return json(withDays(this.address("api", "/counts"), scene, [["node", iri], ["mode", scene.mode]]));
  }

  paths(scene: Scene, from: string, to: string): Promise<Paths> {
    return json(withDays(this.address("paths"), scene, [["from", from], ["to", to], ["limit", "5"]]));
  }

  save(scene: Scene): Promise<SavedScene> {
    return json(this.address("scenes"), post(scene));
  }

  async export(scene: Scene, format: string): Promise<Blob> {
    const address = this.address("api", "/export");
    address.searchParams.set("format", format);
    return (await answered(address, post(scene))).blob();
  }

  /** The section of the page of evidence, as elements; scripts in it would not run. */
  async evidence(address: string | URL): Promise<Element> {
    const answer = await answered(new URL(address, location.href), { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const section = page.getElementById("evidence");
    if (!section) throw new Problem("The page of evidence holds no evidence.", "Open the line in a page of its own.");
    return document.importNode(section, true);
  }

  /** The page of evidence for these claims. */
  claims(scene: Scene, iris: readonly string[]): URL {
    return withDays(this.address("evidence"), scene, iris.map((iri) => ["claim", iri]));
  }

  private address(name: string, more = ""): URL {
    return new URL(`${this.at[name] ?? ""}${more}`, location.href);
  }
}

function withDays(address: URL, scene: Scene, more: [string, string][]): URL {
  for (const [name, value] of more) address.searchParams.append(name, value);
  for (const name of ["valid_at", "known_at", "recorded_at"] as const) {
    const day = scene[name];
    if (day) address.searchParams.set(name, day);
  }
  for (const name of ["layer", "modality"] as const) {
    for (const value of scene[name]) address.searchParams.append(name, value);
  }
  return address;
}

const post = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

async function json<T>(address: URL, init: RequestInit = {}): Promise<T> {
  const answer = await answered(address, { ...init, headers: { accept: "application/json", ...init.headers } });
  return (await answer.json()) as T;
}

async function answered(address: URL, init: RequestInit): Promise<Response> {
  const answer = await fetch(address, init).catch(() => null);
  if (!answer) throw new Problem("The service does not answer.", "Check the connection and try again; nothing was changed.");
  if (!answer.ok) throw await explained(answer);
  return answer;
}

async function explained(answer: Response): Promise<Problem> {
  const problem = (await answer.json().catch(() => ({}))) as Partial<ProblemDetails>;
  const detail = problem.detail ?? problem.title ?? `The service answered ${answer.status}.`;
  return new Problem(detail, problem.hint ?? "Nothing was changed.");
}

// Asks the page itself: the answer is the page the service makes without script, of which the parts are taken over.
export interface Visited {
  url: string;
  status: number;
  /** The parts of the page that came, or null when it is no query page (an error before the query was read). */
  example: HTMLElement | null;
  outcome: HTMLElement;
  text: string | null;
  /** Whole seconds of processing that the reader has left, where the service tells. */
  left: number | null;
}

/** The longest address that is sent; a longer query goes by POST, as the button without script has it. */
const LONGEST = 8000;

/** Return the request that a form would send, by GET unless its address were too long. */
export function requestOf(form: HTMLFormElement, submitter: HTMLElement | null): Request {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === "string" && (value || name === "query")) fields.append(name, value);
  }
  const address = new URL(form.action, location.href);
  address.search = fields.toString();
  if (address.href.length <= LONGEST) return new Request(address);
  address.search = "";
  return new Request(address, { method: "POST", body: fields });
}

/** Fetch a page; hanging up by the signal frees the worker of the service. */
export async function visit(request: Request, signal: AbortSignal): Promise<Visited> {
  request.headers.set("Accept", "text/html");
  const answer = await fetch(request, { signal });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const left = /;r=(\d+)/.exec(answer.headers.get("RateLimit") ?? "")?.[1];
  return {
    url: request.method === "GET" ? request.url : "",
    status: answer.status,
    example: page.getElementById("example"),
    outcome: page.getElementById("outcome") ?? fault(answer, page),
    text: page.querySelector<HTMLTextAreaElement>("textarea#query")?.value ?? null,
    left: left === undefined ? null : Number(left),
  };
}

function fault(answer: Response, page: Document): HTMLElement {
  const outcome = document.createElement("div");
  const notice = document.createElement("div");
  const title = document.createElement("h2");
  notice.className = "notice error";
  notice.setAttribute("role", "alert");
  title.textContent = page.querySelector("h1")?.textContent ?? `${answer.status} ${answer.statusText}`;
  const lines = [...page.querySelectorAll("main p")].map((paragraph) => {
    const line = document.createElement("p");
    line.textContent = paragraph.textContent;
    return line;
  });
  notice.append(title, ...lines);
  outcome.append(notice);
  return outcome;
}

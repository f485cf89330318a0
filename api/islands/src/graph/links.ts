// Links carry the days and layers of the scene to other pages, as those that the service writes do.
import { query } from "./address";
import type { Scene } from "./types";

const DAYS = ["valid_at", "known_at", "recorded_at"] as const;

/** The address of a page of this service as of the days and layers of a scene. */
export function dated(href: string, scene: Scene): string {
  const address = new URL(href, location.href);
  for (const name of [...DAYS, "layer"]) address.searchParams.delete(name);
  for (const name of DAYS) {
    const day = scene[name];
    if (day) address.searchParams.set(name, day);
  }
  for (const layer of scene.layer) address.searchParams.append("layer", layer);
  return `${address.pathname}${address.search}${address.hash}`;
}

/** Let the links of the page follow the scene: the way to other pages, and the list of files to take away. */
export function refreshLinks(scene: Scene): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".masthead nav a")) {
    link.setAttribute("href", dated(link.getAttribute("href") ?? "", scene));
  }
  const parameters = query(scene);
  const taken = document.querySelectorAll<HTMLAnchorElement>('#graph-permalink, main a[href*="embed=1"], main a[href*="/api/graph"]');
  for (const link of taken) {
    const { searchParams } = new URL(link.href);
    const own = ["format", "embed"].flatMap((name) => searchParams.getAll(name).map((value) => [name, value]));
    link.search = new URLSearchParams([...parameters, ...own] as [string, string][]).toString();
  }
}

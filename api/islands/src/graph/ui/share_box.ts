// Links to a scene: copied, kept under a short address, or as code for the page of somebody else.
import { button, el, refill } from "../dom";

/** Put a text on the clipboard; returns whether the browser let it. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Show a text that can be copied, with what it is. */
export function showText(box: HTMLElement, label: string, text: string, tell: (words: string) => void): void {
  const rows = text.length > 120 ? 3 : 1;
  const area = el("textarea", { readonly: true, rows, id: "share-text", class: "code", spellcheck: "false" }, text);
  const copied = async (): Promise<void> => {
    area.select();
    tell((await copy(text)) ? "Copied." : "The browser does not let this page copy: press Ctrl+C.");
  };
  refill(
    box,
    el("label", { for: "share-text" }, label),
    area,
    el("p", { class: "actions" }, button("Copy", () => void copied()), button("Close", () => box.replaceChildren())),
  );
  area.focus();
  area.select();
}

/** The code that shows a scene in another page; the title is text. */
export function iframe(address: string, title: string): string {
  const frame = el("iframe", { src: address, width: 800, height: 560, loading: "lazy", title });
  return frame.outerHTML;
}

/** Let the browser save a file. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

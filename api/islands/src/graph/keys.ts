// Keys that work everywhere on the page, except while somebody types.
import type { Explorer } from "./explorer";

export function listenForKeys(explorer: Explorer): void {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) void explorer.undo();
    else if ((key === "z" && event.shiftKey) || key === "y") void explorer.redo();
    else return;
    event.preventDefault();
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "range", "button", "submit"].includes(target.type);
}

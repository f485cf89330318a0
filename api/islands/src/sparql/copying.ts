// Buttons that copy a command, where the browser lets a page copy.
export function addCopyButtons(outcome: HTMLElement): void {
  if (!navigator.clipboard) return;
  for (const block of outcome.querySelectorAll<HTMLElement>(".command pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", () => void copy(block.textContent ?? "", button));
    block.before(button);
  }
}

async function copy(text: string, button: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "The browser does not let this page copy";
  }
}

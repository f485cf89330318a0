// Completes names in every <input data-complete="KINDS">, also in those that come later.
import "./complete.css";
import { Combobox } from "./combobox";

const SELECTOR = "input[data-complete]";
const enhanced = new WeakSet<HTMLInputElement>();

function enhance(input: HTMLInputElement): void {
  if (enhanced.has(input)) return;
  enhanced.add(input);
  new Combobox(input);
}

document.querySelectorAll<HTMLInputElement>(SELECTOR).forEach(enhance);
document.addEventListener("focusin", ({ target }) => {
  if (target instanceof HTMLInputElement && target.matches(SELECTOR)) enhance(target);
});

// The list of named queries: filtered while words are typed.
export function filterExamples(aside: HTMLElement): void {
  const field = aside.querySelector<HTMLInputElement>("input[type=search]");
  const counter = aside.querySelector<HTMLElement>("#found");
  const entries = [...aside.querySelectorAll<HTMLElement>("li[data-words]")];
  const form = field?.form;
  if (!field || !counter || !form) return;
  const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new Map(entries.map((entry) => [entry, fold(`${entry.textContent} ${entry.dataset.words}`)]));
  const filter = (): void => {
    const terms = fold(field.value).split(/\s+/).filter(Boolean);
    for (const entry of entries) entry.hidden = !terms.every((word) => words.get(entry)?.includes(word));
    const count = entries.filter((entry) => !entry.hidden).length;
    counter.textContent = `${count} question${count === 1 ? "" : "s"}`;
  };
  field.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
}

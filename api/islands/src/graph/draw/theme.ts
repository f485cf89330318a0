// The colours and type of the page, for what is drawn on a canvas; they are read from the sheets, so that the picture
// follows light and dark like everything else.

export interface Theme {
  readonly font: string;
  /** The value of a custom property of the page, such as `--ink`. */
  colour(token: string): string;
}

export function theme(of: Element): Theme {
  const style = getComputedStyle(of);
  const values = new Map<string, string>();
  const colour = (token: string): string => {
    const cached = values.get(token);
    if (cached !== undefined) return cached;
    const value = style.getPropertyValue(token).trim() || "#767676";
    values.set(token, value);
    return value;
  };
  return { font: style.getPropertyValue("--data").trim() || "sans-serif", colour };
}

/** Call back when the reader switches between light and dark. */
export function onSchemeChange(call: () => void): void {
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
    matchMedia(query).addEventListener("change", call);
  }
}

export const isStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

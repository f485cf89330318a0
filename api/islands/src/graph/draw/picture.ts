// The picture without WebGL: the SVG that the service draws, asked anew when the scene changes.
import { el } from "../dom";
import type { GraphView } from "../types";
import type { Drawing } from "./drawing";

export class Picture implements Drawing {
  private drawn: GraphView | null = null;

  constructor(
    private readonly box: HTMLElement,
    private readonly ask: () => Promise<Blob>,
    private readonly fail: (error: unknown) => void,
  ) {}

  show(view: GraphView): void {
    const isFirst = this.drawn === null;
    if (this.drawn === view) return;
    this.drawn = view;
    if (!isFirst) void this.draw(view);
  }

  fit(): void {}
  zoom(): void {}
  reveal(): void {}
  restyle(): void {}
  kill(): void {}
  outside(): number {
    return 0;
  }
  png(): Promise<null> {
    return Promise.resolve(null);
  }

  private async draw(view: GraphView): Promise<void> {
    try {
      const address = await asData(await this.ask());
      if (this.drawn === view) this.box.replaceChildren(el("img", { src: address, alt: view.description, class: "drawn" }));
    } catch (error) {
      this.fail(error);
    }
  }
}

/** The blob as an address; the content policy lets pictures in as data, not as blobs. */
function asData(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(blob);
  });
}

/** Whether this browser can draw by WebGL. */
export function hasWebGl(): boolean {
  if (typeof WebGL2RenderingContext === "undefined") return false;
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

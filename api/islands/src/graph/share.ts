// What readers take with them: links, saved scenes, code to embed, files.
import { address, LONGEST } from "./address";
import { el } from "./dom";
import type { Parts } from "./parts";
import { Problem } from "./service";
import { copy, download, iframe, showText } from "./ui/share_box";
import type { ShareActions } from "./ui/toolbar";

export class Share implements ShareActions {
  /** Where a link or a code stands until it is closed. */
  readonly box = el("div", { class: "share-box" });

  constructor(private readonly parts: Parts) {}

  async copyLink(): Promise<void> {
    const { explorer, service, status } = this.parts;
    const text = address(service.page, explorer.state.scene);
    if (text.length > LONGEST) return this.save();
    if (await copy(text)) status.tell("Copied the link.");
    else this.show("Link to this view", text);
  }

  async save(): Promise<void> {
    await this.guard(async () => {
      const saved = await this.saveScene();
      this.show("Short address of this view", saved.href);
      this.parts.status.tell("Saved. The same view always has the same address.");
    });
  }

  async embed(): Promise<void> {
    await this.guard(async () => {
      const { status, explorer } = this.parts;
      const saved = await this.saveScene();
      saved.searchParams.set("embed", "1");
      this.show("Code for another page", iframe(saved.href, explorer.state.view.title));
      status.tell("Saved. Copy the code into your page.");
    });
  }

  async download(format: string): Promise<void> {
    await this.guard(async () => {
      const { explorer, service, status } = this.parts;
      const blob = format === "png" ? await this.png() : await service.export(explorer.state.scene, format);
      const name = `conflict-graph.${format === "turtle" ? "ttl" : format}`;
      download(blob, name);
      status.tell(`Made ${name}.`);
    });
  }

  private show(label: string, text: string): void {
    showText(this.box, label, text, (words) => this.parts.status.tell(words));
  }

  private async png(): Promise<Blob> {
    const { drawing, explorer } = this.parts;
    const { nodes, edges, title, snapshot } = explorer.state.view;
    const caption = `${title} · ${nodes.length} things, ${edges.length} lines · snapshot ${snapshot} · ${location.host}`;
    const blob = await drawing.png(caption);
    if (!blob) throw new Problem("This browser made no image.", "Take the SVG instead.");
    return blob;
  }

  private async saveScene(): Promise<URL> {
    const { service, explorer } = this.parts;
    const { href } = await service.save(explorer.state.scene);
    return new URL(href, location.href);
  }

  /** Do something, and say what went wrong if it fails. */
  private async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.parts.status.fail(error);
    }
  }
}

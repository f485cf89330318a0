// What readers take away: links, saved scenes, code to embed, files.
import { address, LONGEST } from "./address";
import type { App } from "./app";
import { loosened } from "./scene";
import { Problem } from "./service";
import { copy, download, iframe, showText } from "./ui/share";
import type { ToolbarActions } from "./ui/toolbar";

export class Taking implements ToolbarActions {
  constructor(private readonly app: App) {}

  undo(): void {
    void this.app.explorer.undo();
  }

  redo(): void {
    void this.app.explorer.redo();
  }

  zoom(factor: number): void {
    this.app.drawing.zoom(factor);
  }

  fit(): void {
    this.app.drawing.fit();
  }

  arrange(): void {
    void this.app.explorer.change("Arranged anew what is not pinned.", loosened).then(() => this.app.drawing.fit());
  }

  async copyLink(): Promise<void> {
    const { explorer, service, status, toolbar } = this.app;
    const text = address(service.page, explorer.state.scene);
    if (text.length > LONGEST) return this.save();
    if (await copy(text)) status.tell("Copied the link.");
    else showText(toolbar.share, "Link to this view", text, (words) => status.tell(words));
  }

  async save(): Promise<void> {
    await this.tried(async () => {
      const { status, toolbar } = this.app;
      const saved = await this.saved();
      showText(toolbar.share, "Short address of this view", saved.href, (words) => status.tell(words));
      status.tell("Saved. The same view always has the same address.");
    });
  }

  async embed(): Promise<void> {
    await this.tried(async () => {
      const { status, toolbar, explorer } = this.app;
      const saved = await this.saved();
      saved.searchParams.set("embed", "1");
      showText(toolbar.share, "Code for another page", iframe(saved.href, explorer.state.view.title), (words) => status.tell(words));
      status.tell("Saved. Copy the code into your page.");
    });
  }

  async download(format: string): Promise<void> {
    await this.tried(async () => {
      const { explorer, service, status } = this.app;
      const blob = format === "png" ? await this.png() : await service.export(explorer.state.scene, format);
      const name = `conflict-graph.${format === "turtle" ? "ttl" : format}`;
      download(blob, name);
      status.tell(`Made ${name}.`);
    });
  }

  private async png(): Promise<Blob> {
    const { view } = this.app.explorer.state;
    const { nodes, edges, title, snapshot } = view;
    const caption = `${title} · ${nodes.length} things, ${edges.length} lines · snapshot ${snapshot} · ${location.host}`;
    const blob = await this.app.drawing.png(caption);
    if (!blob) throw new Problem("This browser made no image.", "Take the SVG instead.");
    return blob;
  }

  private async saved(): Promise<URL> {
    const { service, explorer } = this.app;
    const { href } = await service.save(explorer.state.scene);
    return new URL(href, location.href);
  }

  private async tried(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.app.status.fail(error);
    }
  }
}

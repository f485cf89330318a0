// Keeps the address of the page up to date with the scene, so that it can be copied at any moment. A scene that is too
// large for an address is kept by the service under a short one.
import { address, LONGEST } from "./address";
import { same } from "./scene";
import type { Service } from "./service";
import type { Scene } from "./types";

const PAUSE = 600;

export class AddressBar {
  private shown: Scene;
  private timer = 0;

  constructor(
    private readonly service: Service,
    scene: Scene,
    private readonly fail: (error: unknown) => void,
  ) {
    this.shown = scene;
  }

  show(scene: Scene): void {
    if (same(scene, this.shown)) return;
    this.shown = scene;
    clearTimeout(this.timer);
    const text = address(this.service.page, scene);
    if (text.length <= LONGEST) replace(text);
    else this.timer = window.setTimeout(() => void this.keep(scene), PAUSE);
  }

  private async keep(scene: Scene): Promise<void> {
    try {
      const { href } = await this.service.save(scene);
      if (this.shown === scene) replace(href);
    } catch (error) {
      this.fail(error);
    }
  }
}

const replace = (text: string): void => history.replaceState(null, "", text);

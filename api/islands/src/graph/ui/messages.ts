// What the service says about the picture: what is empty, grouped or left out.
import { byId, el, refill } from "../dom";
import type { GraphView } from "../types";

export class Messages {
  private readonly element = byId("graph-messages");

  show(view: GraphView): void {
    refill(this.element, ...view.messages.map((text) => el("p", {}, text)));
  }
}

// What those who act on the page need of it. The app puts the parts together and is one of these itself; nobody below it
// imports the app.
import type { Chosen, Drawing } from "./draw/drawing";
import type { Explorer } from "./explorer";
import type { Service } from "./service";
import type { Panel } from "./ui/panel";
import type { Status } from "./ui/status";

/** The parts of the page that actions work on, and what the reader looks at. */
export interface Parts {
  readonly explorer: Explorer;
  readonly service: Service;
  readonly status: Status;
  readonly panel: Panel;
  readonly drawing: Drawing;
  readonly chosen: Chosen;
  /** Look at a thing or a line, in the picture, the tables and the panel; `jump` brings it into the frame. */
  choose(chosen: Chosen, jump: boolean): void;
}

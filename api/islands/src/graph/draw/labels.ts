// Writes names on the picture: under their thing, on a halo of paper, never over each other. The more important the
// thing the sooner it gets its name; the rest have theirs in the table, and when they are pointed at.
import type { Theme } from "./theme";

export interface Name {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly weight: number;
  readonly strong: boolean;
  readonly faint: boolean;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const SIZE = 12.5;
const LINE = 15;
const LETTERS = 24;
const MOST = 150;

const broken = new Map<string, readonly string[]>();

/** Break a name into at most three short lines. */
export function lines(text: string): readonly string[] {
  const cached = broken.get(text);
  if (cached) return cached;
  const made: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = made.at(-1);
    if (last !== undefined && last.length + word.length < LETTERS) made[made.length - 1] = `${last} ${word}`;
    else made.push(word.length > LETTERS ? `${word.slice(0, LETTERS)}…` : word);
  }
  const rows = made.length > 3 ? [...made.slice(0, 2), `${made[2]} …`] : made;
  broken.set(text, rows);
  return rows;
}

/** Write as many names as there is room for; marks of other things are kept clear where that is possible. */
export function write(context: CanvasRenderingContext2D, names: readonly Name[], theme: Theme): void {
  const { width, height } = context.canvas.getBoundingClientRect();
  const taken: Box[] = [];
  const order = names
    .filter(({ x, y }) => x > -80 && y > -40 && x < width + 80 && y < height + 20)
    .sort((a, b) => Number(b.strong) - Number(a.strong) || b.weight - a.weight || (a.text < b.text ? -1 : 1));
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  for (const name of order) {
    if (taken.length >= MOST) break;
    const box = boxOf(context, name, theme);
    if (!name.strong && taken.some((other) => meets(box, other))) continue;
    taken.push(box);
    writeName(context, name, theme);
  }
}

/** Write the number of a mark on it. */
export function number(context: CanvasRenderingContext2D, text: string, x: number, y: number, look: Theme): void {
  context.font = `600 10px ${look.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 2.5;
  context.strokeStyle = look.colour("--paper");
  context.fillStyle = look.colour("--ink");
  context.strokeText(text, x, y + 0.5);
  context.fillText(text, x, y + 0.5);
}

/** Write + or − on a line that agrees or differs, so that its colour says nothing alone. */
export function sign(context: CanvasRenderingContext2D, agrees: boolean, x: number, y: number, look: Theme): void {
  context.fillStyle = look.colour("--paper");
  context.strokeStyle = look.colour(agrees ? "--agree" : "--differ");
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, 5, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  context.moveTo(x - 3, y);
  context.lineTo(x + 3, y);
  if (agrees) {
    context.moveTo(x, y - 3);
    context.lineTo(x, y + 3);
  }
  context.stroke();
}

/** Write a short word on a slip of paper, for what is pointed at. */
export function slip(context: CanvasRenderingContext2D, text: string, x: number, y: number, theme: Theme): void {
  context.font = `${SIZE}px ${theme.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const half = context.measureText(text).width / 2 + 6;
  context.fillStyle = theme.colour("--paper");
  context.strokeStyle = theme.colour("--rule-strong");
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x - half, y - 10, half * 2, 20, 2);
  context.fill();
  context.stroke();
  context.fillStyle = theme.colour("--ink");
  context.fillText(text, x, y + 0.5);
}

function writeName(context: CanvasRenderingContext2D, name: Name, theme: Theme): void {
  context.font = font(name, theme);
  context.lineWidth = 3.5;
  context.strokeStyle = theme.colour("--paper");
  context.fillStyle = theme.colour(name.faint ? "--ink-soft" : "--ink");
  context.globalAlpha = name.faint ? 0.55 : 1;
  lines(name.text).forEach((line, row) => {
    const y = name.y + name.radius + 13 + row * LINE;
    context.strokeText(line, name.x, y);
    context.fillText(line, name.x, y);
  });
  context.globalAlpha = 1;
}

function boxOf(context: CanvasRenderingContext2D, name: Name, theme: Theme): Box {
  context.font = font(name, theme);
  const rows = lines(name.text);
  const half = Math.max(...rows.map((row) => context.measureText(row).width)) / 2 + 3;
  const top = name.y + name.radius + 1;
  return { left: name.x - half, top, right: name.x + half, bottom: top + rows.length * LINE + 2 };
}

const font = (name: Name, theme: Theme): string => `${name.strong ? 600 : 400} ${SIZE}px ${theme.font}`;

const meets = (box: Box, other: Box): boolean =>
  box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;

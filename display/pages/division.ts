// The parts of a divided screen: what a plan says about the call, each list, and the row below.

import { inside, widest, type Call } from "./call.ts";
import type { Hall } from "./hall.ts";

/** Hall: calls left, rooms right. Single: no list of rooms. Portrait: one above the other.
    Tight: the call in one line, short lists under it. */
export type Shape = "hall" | "single" | "portrait" | "tight";

export interface ListPlan {
  px: number; // font size
  short: boolean; // places must be written short to stand beside their number
  rows: number; // 0: not drawn
  title: boolean;
  widthPx: number;
}

export interface Plan extends Call {
  shape: Shape;
  rowPx: number;
  barPx: number;
  callsPx: number; // width of the pane with the call, 0 where panes stand one above the other
  rooms: ListPlan;
  last: ListPlan;
  arrow: boolean; // between the call and its place
  side: boolean; // tight: the two lists stand side by side
  prepareRow: boolean;
  tooFar: boolean; // the screen is too small for its farthest seat, whatever we draw
}

/** A row's letters may grow until the row is so many times as high as they are. */
const AIRY = 1.45;
/** And not beyond so many times what the farthest seat needs. */
const GROW = 1.7;

/** The list in this room: full names where they fit, letters grown where there is space. */
export function list(hall: Hall, which: "rooms" | "last", room: { width: number; height: number; rows: number }): ListPlan {
  const em = (short: boolean) => (which === "rooms" ? hall.roomsEm(short) : hall.lastEm(short, room.rows));
  const short = em(false) * hall.rowPx > room.width;
  const px = Math.min(room.width / em(short), room.height / room.rows / AIRY, GROW * hall.rowPx);
  return { px: Math.max(hall.rowPx, Math.floor(px)), short, rows: room.rows, title: true, widthPx: room.width };
}

export const NONE: ListPlan = { px: 0, short: false, rows: 0, title: false, widthPx: 0 };

export function divided(hall: Hall, shape: Shape, callsPx: number) {
  const tooFar = inside(hall, callsPx || hall.width) < widest(hall) * hall.callPx;
  const prepareRow = hall.texts.prepare;
  return { shape, rowPx: hall.rowPx, barPx: hall.barPx, callsPx, arrow: true, side: false, prepareRow, tooFar };
}

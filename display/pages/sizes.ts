// How large letters must be so that the farthest seat can read them, and how the screen is divided.

import type { Screen } from "./settings.ts";

/** Capitals of the current call: EN 301 549, 5.1.4. */
export const CALL_DEGREES = 0.7;
/** Capitals of every row a person looks for a number in: 22 arc minutes. */
export const ROW_DEGREES = 22 / 60;
/** Row height in font sizes. */
export const LINE = 1.34;

/** Hall: calls left, rooms right. Portrait: one above the other. Tight: the call, and one list under it. */
export type Shape = "hall" | "single" | "portrait" | "tight";

export interface Plan {
  shape: Shape;
  numberPx: number; // font sizes
  rowPx: number;
  wherePx: number;
  barPx: number;
  where: string; // the form that fits
  short: boolean; // rooms must be written short to stand beside their number
  tooFar: boolean; // the screen is too small for its farthest seat, whatever we draw
}

export interface Font {
  capital: number; // height of H as a part of the font size
  widths: (text: string) => number; // width in font sizes
}

export interface Area {
  width: number;
  height: number;
}

/** A hundredth more, for smoothing makes the outermost rows of pixels too pale to count. */
const SMOOTHING = 1.01;

/** Height of a capital in pixels that is seen under `degrees` from `farthest_m` on this screen. */
export function capitalPx(degrees: number, screen: Screen, area: Area): number {
  const mm = Math.tan((degrees * Math.PI) / 180) * screen.farthest_m * 1000;
  return (SMOOTHING * mm * Math.hypot(area.width, area.height)) / (screen.inches * 25.4);
}

export interface Texts {
  rooms: string[]; // names of the board's rooms
  numbers: string[]; // what stands large
  where: [string, string]; // and the room under it, in full and short
}

/** The division of the screen for these rooms and this call. */
export function plan(screen: Screen, area: Area, font: Font, texts: Texts): Plan {
  const leastRowPx = Math.ceil(capitalPx(ROW_DEGREES, screen, area) / font.capital);
  const leastPx = Math.ceil(capitalPx(CALL_DEGREES, screen, area) / font.capital);
  const widest = Math.max(...[...texts.numbers, "A000"].map(font.widths));
  const shape = shapeFor(area, texts.rooms.length, leastRowPx, leastPx * widest);
  const pane = paneOf(shape, area) - 0.1 * Math.min(area.width, area.height);
  const longest = Math.max(0, ...texts.rooms.map(font.widths)) + font.widths("A000") + 0.9;
  const fullPx = Math.min(pane / longest, (area.height * LISTS[shape]) / (texts.rooms.length + 2));
  const rowPx = Math.max(leastRowPx, Math.floor(Math.min(fullPx, area.height * 0.06)));
  const fitPx = Math.floor(pane / widest);
  const barPx = Math.round(Math.min(rowPx, Math.max(0.5 * rowPx, 0.034 * area.height), 0.05 * area.height));
  const tallPx = Math.min(area.height * TALL[shape], spare(shape, area, rowPx, barPx));
  const numberPx = shrink(Math.min(fitPx, Math.max(leastPx, Math.floor(tallPx))), {
    texts,
    least: rowPx,
    fits: (px, lines) => lines * px <= Math.max(tallPx, leastPx, area.height * ALL[shape]),
    across: pane / widest,
  });
  const room = shape === "tight" ? 0 : pane;
  const fitting = (text: string) => room / (font.widths(text) + ARROW);
  const where = texts.where.find((form) => fitting(form) >= rowPx) ?? texts.where[shape === "tight" ? 1 : 0] ?? "";
  const wherePx = Math.max(rowPx, Math.min((shape === "hall" ? 1.2 : 1.5) * rowPx, fitting(where)));
  const short = shape === "tight" || (texts.rooms.length > 1 && longest * rowPx > pane);
  return { shape, numberPx, rowPx, wherePx, where, barPx, short, tooFar: numberPx < leastPx };
}

/** Several numbers called at once stand smaller, until all of them are to be seen. */
function shrink(
  px: number,
  by: { texts: Texts; least: number; fits: (px: number, lines: number) => boolean; across: number },
): number {
  const lines = (size: number) => {
    const inOne = Math.max(1, Math.floor(by.across / (size * 1.08)));
    return Math.ceil(by.texts.numbers.length / inOne);
  };
  let size = px;
  while (by.texts.numbers.length > 1 && size > by.least && !by.fits(size, lines(size))) size -= 2;
  return size;
}

/** Height that several numbers together may take. */
const ALL: Record<Shape, number> = { hall: 0.5, single: 0.55, portrait: 0.3, tight: 0.5 };

/** The arrow before the room, in font sizes. */
const ARROW = 1.3;

/** Height left for the number in a hall when bar, room, one former call and the row below stand. */
function spare(shape: Shape, area: Area, rowPx: number, barPx: number): number {
  if (shape !== "hall") return area.height;
  return area.height - 3.4 * barPx - (2 * LINE + 2.1) * rowPx - 0.08 * area.height;
}

/** Height in rows' font sizes that the lists may fill when letters larger than the least find room. */
const LISTS: Record<Shape, number> = { hall: 0.6, single: 0.2, portrait: 0.3, tight: 0 };

/** How much of the height the called number may take where more than the least is free. */
const TALL: Record<Shape, number> = { hall: 0.33, single: 0.46, portrait: 0.2, tight: 0 };

function shapeFor(area: Area, rooms: number, rowPx: number, numberWidth: number): Shape {
  if (area.height > area.width) return "portrait";
  const lines = area.height / (rowPx * LINE);
  const half = area.width / 2;
  if (lines < 5.5 || half < 7.5 * rowPx || half < numberWidth) return "tight";
  return rooms > 1 ? "hall" : "single";
}

function paneOf(shape: Shape, area: Area): number {
  if (shape === "portrait" || shape === "tight") return area.width;
  return area.width * (shape === "single" ? 0.56 : 0.5);
}

/** The font as this browser really draws it, fallbacks included. */
export function measureFont(family: string): Font {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return { capital: 0.7, widths: (text) => 0.7 * text.length };
  pen.font = `700 1000px ${family}`;
  return {
    capital: pen.measureText("H").actualBoundingBoxAscent / 1000,
    widths: (text) => pen.measureText(text).width / 1000,
  };
}

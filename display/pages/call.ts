// How large the called number and its place may stand in the room they are given.

import type { Hall } from "./hall.ts";

export interface Call {
  numberPx: number; // font sizes
  wherePx: number;
  where: string; // the form that fits
  floor: string;
}

/** Height of the number and of the place under it, in their font sizes. */
const NUMBER = 0.88;
const WHERE = 1.3;
/** The arrow before the place, in font sizes. */
const ARROW = 1.25;
/** How much larger than a row the place may grow. */
const GROW = 2.2;

/** Everything of the call's panel that is neither number nor place. */
function frame(hall: Hall): number {
  const lines = hall.texts.waiting ? 2 : 1;
  return 3 * hall.vmin + lines * 1.25 * hall.barPx;
}

/** Width inside the panel. */
export function inside(hall: Hall, width: number): number {
  return width - 5.8 * hall.vmin;
}

/** The least height of the panel that breaks no rule. */
export function leastHeight(hall: Hall, width: number): number {
  const many = hall.texts.numbers.length;
  const most = many > 1 ? lines(hall, inside(hall, width), hall.rowPx) * 0.95 * hall.rowPx : 0;
  return frame(hall) + Math.max(NUMBER * hall.callPx, most) + placeIn(hall, inside(hall, width)).lines * WHERE * hall.rowPx;
}

/** The largest call in a panel of this size. */
export function callIn(hall: Hall, width: number, height: number): Call {
  const across = inside(hall, width);
  const place = placeIn(hall, across);
  const free = height - frame(hall) - (place.lines - 1) * WHERE * hall.rowPx;
  const third = Math.max(hall.rowPx, Math.min(place.mostPx, (0.3 * free) / WHERE));
  const fit = across / widest(hall);
  const numberPx = Math.min(fit, Math.max(hall.callPx, (free - WHERE * third) / NUMBER));
  const many = together(hall, across, { px: numberPx, height: free - WHERE * hall.rowPx });
  const left = (free - (hall.texts.numbers.length > 1 ? free - WHERE * third : NUMBER * numberPx)) / WHERE;
  const wherePx = Math.max(hall.rowPx, Math.min(place.mostPx, left));
  return { numberPx: Math.floor(many), wherePx: Math.floor(wherePx), where: place.where, floor: place.floor };
}

export function widest(hall: Hall): number {
  return Math.max(...[...hall.texts.numbers, "A000"].map(hall.font.widths));
}

/** Which form of the place fits at a readable size, and how large it may grow. */
function placeIn(hall: Hall, across: number): { where: string; floor: string; mostPx: number; lines: number } {
  const [full, short] = hall.texts.where;
  const { floor } = hall.texts;
  const forms = [
    { where: full, floor },
    { where: short, floor },
    { where: full, floor: "" },
  ];
  const most = (form: { where: string; floor: string }) => {
    const beside = form.floor ? (hall.font.widths(form.floor) + 0.5) * hall.rowPx : 0;
    return (across - beside) / (hall.font.widths(form.where) + ARROW);
  };
  const fitting = forms.find((form) => most(form) >= hall.rowPx);
  if (fitting) return { ...fitting, mostPx: Math.min(GROW * hall.rowPx, most(fitting)), lines: 1 };
  const lines = Math.ceil((1.15 * hall.font.widths(short) * hall.rowPx) / (across - ARROW * hall.rowPx));
  return { where: short, floor: "", mostPx: hall.rowPx, lines };
}

function lines(hall: Hall, across: number, px: number): number {
  const inOne = Math.max(1, Math.floor(across / (px * (widest(hall) + 0.16))));
  return Math.ceil(hall.texts.numbers.length / inOne);
}

/** Several numbers called at once stand smaller, until all of them are to be seen. */
function together(hall: Hall, across: number, by: { px: number; height: number }): number {
  let size = by.px;
  if (hall.texts.numbers.length < 2) return size;
  while (size > hall.rowPx && lines(hall, across, size) * 0.95 * size > by.height) size -= 2;
  return size;
}

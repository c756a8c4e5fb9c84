// Far seats, a small screen: the number and its place in one line, whole rows under it.

import { widest } from "./call.ts";
import { NONE, divided, list, type ListPlan, type Plan } from "./division.ts";
import { EDGE, LINE, barHeight, type Hall } from "./hall.ts";

/** The arrow between the number and the place, in font sizes. */
const ARROW = 1.2;

export function tight(hall: Hall): Plan {
  const { rowPx, callPx, width, font, texts, area, vmin } = hall;
  const [full, short] = texts.where;
  const across = width - 3 * vmin;
  const beside = (form: string) => widest(hall) * callPx + (font.widths(form) + 0.25) * rowPx <= across;
  const where = [full, short].find(beside) ?? short;
  const inLine = beside(where);
  const free = across - widest(hall) * callPx;
  const arrow = inLine && free >= (font.widths(where) + ARROW) * rowPx;
  const callHeight = 0.88 * callPx + (inLine ? 0 : 1.15 * rowPx) + 1.6 * vmin;
  const below = area.height - barHeight(hall, 1) - callHeight - 1.5 * vmin;
  const rows = Math.max(1, Math.floor(below / (LINE * rowPx)));
  const prepareRow = texts.prepare && rows >= 3;
  const under = prepareRow ? rows - 1 : rows;
  const sides = [hall.lastEm(true, under), hall.roomsEm(true)].map((em) => em * rowPx);
  const side = (sides[0] ?? 0) + (sides[1] ?? 0) + EDGE * vmin <= width && texts.rooms.length > 0;
  const others = texts.rooms.length > 0 || (texts.prepare && !prepareRow);
  const last = Math.min(texts.last.length, side || !others ? under : Math.floor(under / 2));
  const at = (which: "rooms" | "last", count: number): ListPlan => {
    const room = { width: side ? width / 2 : width, height: 0, rows: Math.max(1, count) };
    return { ...list(hall, which, room), rows: count, title: false };
  };
  return {
    ...divided(hall, "tight", 0),
    tooFar: across < widest(hall) * callPx,
    numberPx: Math.floor(Math.min(callPx, across / widest(hall))),
    wherePx: arrow ? Math.floor(Math.min(1.4 * rowPx, free / (font.widths(where) + ARROW))) : rowPx,
    where,
    floor: "",
    arrow,
    side,
    prepareRow,
    rooms: others ? at("rooms", side ? under : under - last) : NONE,
    last: at("last", last),
  };
}

// How the screen is divided: the call, who was called before, the rooms, who is to get ready.

import { callIn, leastHeight, widest } from "./call.ts";
import { NONE, divided, list, type Plan } from "./division.ts";
import { EDGE, LINE, barHeight, prepareHeight, titleHeight, type Hall } from "./hall.ts";
import { tight } from "./tight.ts";

export function plan(hall: Hall): Plan {
  const { area, texts } = hall;
  if (area.height > area.width) return portrait(hall);
  const body = area.height - barHeight(hall, 1) - prepareHeight(hall) - (EDGE + 1) * hall.vmin;
  return (texts.rooms.length > 0 ? twoPanes(hall, body) : single(hall, body)) ?? tight(hall);
}

/** How many former calls stand under the call: as many as fit, at first without making it small. */
function former(hall: Hall, width: number, height: number): { rows: number; title: boolean } | null {
  const line = LINE * hall.rowPx;
  const most = hall.texts.last.length;
  for (let rows = most; rows >= 1; rows -= 1) {
    const spare = Math.max(0, rows - 2) * 0.02 * height;
    const left = height - leastHeight(hall, width) - spare - rows * line - hall.vmin;
    if (left >= titleHeight(hall)) return { rows, title: true };
    if (left >= 0 && rows <= 3) return { rows, title: false };
  }
  return most === 0 && leastHeight(hall, width) <= height ? { rows: 0, title: false } : null;
}

function twoPanes(hall: Hall, height: number): Plan | null {
  const { rowPx, vmin, callPx } = hall;
  const gap = EDGE * vmin;
  const total = hall.width - gap;
  const number = widest(hall) * callPx + 5.8 * vmin;
  const most = former(hall, total / 2, height)?.rows ?? 0;
  const left = (short: boolean) => Math.max(number, hall.lastEm(short, most) * rowPx);
  const forms = [[false, false], [true, false], [false, true], [true, true]] as const;
  const form = forms.find(([a, b]) => left(a) + hall.roomsEm(b) * rowPx <= total);
  if (!form) return null;
  const spare = total - left(form[0]) - hall.roomsEm(form[1]) * rowPx;
  const callsPx = Math.floor(Math.min(left(form[0]) + 0.4 * spare, 0.56 * total));
  const rows = former(hall, callsPx, height);
  if (!rows) return null;
  rows.rows = Math.min(rows.rows, most);
  const width = total - callsPx;
  const fitting = Math.floor((height - titleHeight(hall)) / (LINE * rowPx));
  const pages = Math.ceil(hall.texts.roomLines / Math.max(1, fitting));
  const each = Math.ceil(hall.texts.roomLines / pages);
  return {
    ...divided(hall, "hall", callsPx),
    ...callIn(hall, callsPx, height - rows.rows * LINE * rowPx - (rows.title ? titleHeight(hall) : 0) - vmin),
    rooms: list(hall, "rooms", { width, height: height - titleHeight(hall), rows: each }),
    last: rows.rows ? { ...list(hall, "last", { width: callsPx, height: 0, rows: rows.rows }), ...rows } : NONE,
  };
}

/** No list of rooms: the call fills one side, the former calls the other. */
function single(hall: Hall, height: number): Plan | null {
  const { rowPx } = hall;
  const total = hall.width - EDGE * hall.vmin;
  const count = hall.texts.last.length;
  const need = (short: boolean) => hall.lastEm(short) * rowPx;
  const number = widest(hall) * hall.callPx + 5.8 * hall.vmin;
  const short = need(false) > Math.min(0.48 * total, total - number);
  const width = count ? Math.floor(Math.max(0.34 * total, Math.min(1.25 * need(short), 0.46 * total), need(short))) : 0;
  const callsPx = count ? total - width : hall.width;
  if (callsPx < number || leastHeight(hall, callsPx) > height) return null;
  const free = height - titleHeight(hall);
  const rows = Math.min(count, Math.floor(free / (LINE * rowPx)));
  if (count && rows < 1) return null;
  return {
    ...divided(hall, "single", callsPx),
    ...callIn(hall, callsPx, height),
    rooms: NONE,
    last: rows ? list(hall, "last", { width, height: free, rows }) : NONE,
  };
}

function portrait(hall: Hall): Plan {
  const { area, rowPx, width, texts } = hall;
  const line = LINE * rowPx;
  const body = area.height - barHeight(hall, 2) - prepareHeight(hall) * 1.5 - (EDGE + 3) * hall.vmin;
  const titles = (texts.rooms.length ? 1 : 0) + (texts.last.length ? 1 : 0);
  const least = leastHeight(hall, width);
  const fit = Math.max(1, Math.floor((body - least - titles * titleHeight(hall)) / line));
  const last = Math.min(texts.last.length, Math.max(1, fit - texts.roomLines, Math.ceil(0.4 * fit)));
  const rooms = Math.min(texts.roomLines, fit - last);
  const rest = body - titles * titleHeight(hall) - (rooms + last) * line;
  const call = Math.min(Math.max(least, Math.min(rest, 0.38 * area.height)), body);
  const each = (body - call - titles * titleHeight(hall)) / Math.max(1, rooms + last);
  const of = (which: "rooms" | "last", rows: number) =>
    rows > 0 ? list(hall, which, { width, height: rows * each, rows }) : NONE;
  return { ...divided(hall, "portrait", 0), ...callIn(hall, width, call), rooms: of("rooms", rooms), last: of("last", last) };
}

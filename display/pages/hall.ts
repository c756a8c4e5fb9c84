// What has to find room on a screen, measured: the letters' least sizes, the widths of the rows.

import type { Screen } from "./settings.ts";
import { CALL_DEGREES, ROW_DEGREES, capitalPx, type Area, type Font } from "./sizes.ts";

/** A row's place in full ("Phòng 3") and short ("P. 3"), and the number beside it. */
export interface Named {
  full: string;
  short: string;
  number: string;
  star: boolean;
}

export interface Texts {
  numbers: string[]; // what stands large
  where: [string, string]; // the place under it, in full and short
  floor: string; // "" where all rooms are on one floor
  rooms: Named[];
  roomLines: number; // rows the rooms take: a paused one, or one that serves several, takes more
  last: Named[];
  prepare: boolean;
  waiting: boolean; // the line that tells how many wait
}

/** Everything in pixels unless its name says "em", a row's font sizes. */
export interface Hall {
  area: Area;
  font: Font;
  texts: Texts;
  rowPx: number; // least font size of rows
  callPx: number; // least font size of the called number
  barPx: number;
  vmin: number;
  width: number; // between the edges
  roomsEm: (short: boolean) => number;
  lastEm: (short: boolean, rows?: number) => number; // of the newest so many
}

/** Height of a row in font sizes: accents above, tails below. */
export const LINE = 1.2;
/** The edge around and between panes, in hundredths of the shorter side. */
export const EDGE = 2.2;
/** Padding and the gap before the number; in the last calls an arrow stands in it. */
const ROOM_GAP = 0.85;
const LAST_GAP = 1.5;
const STAR = 0.95;
/** Numbered places are shorter than this; longer names take two lines beside their number. */
const NAME = 5.4;

/** Near seats need little, but a screen of small print looks empty: hundredths of the shorter side. */
const NEAR = 4.6;

export function measureHall(screen: Screen, area: Area, font: Font, texts: Texts): Hall {
  const vmin = Math.min(area.width, area.height) / 100;
  const seen = Math.ceil(capitalPx(ROW_DEGREES, screen, area) / font.capital);
  const rowPx = Math.max(seen, Math.floor(NEAR * vmin));
  const em = (rows: Named[], short: boolean, gap: number) => {
    const each = rows.map((row) => {
      const name = Math.min(NAME, font.widths(short ? row.short : row.full));
      return name + font.widths(row.number) + (row.star ? STAR : 0);
    });
    return Math.max(0, ...each) + gap;
  };
  return {
    area,
    font,
    texts,
    rowPx,
    callPx: Math.ceil(capitalPx(CALL_DEGREES, screen, area) / font.capital),
    barPx: Math.round(Math.min(rowPx, Math.max(0.5 * rowPx, 0.034 * area.height), 5 * vmin)),
    vmin,
    width: area.width - 2 * EDGE * vmin,
    roomsEm: (short) => em(texts.rooms, short, ROOM_GAP),
    lastEm: (short, rows) => em(texts.last.slice(0, rows), short, LAST_GAP),
  };
}

/** Height of the bar, which has a second line on an upright screen. */
export function barHeight(hall: Hall, lines: 1 | 2): number {
  return (lines === 1 ? 1.55 : 2.8) * hall.barPx;
}

export function prepareHeight(hall: Hall): number {
  return hall.texts.prepare ? LINE * hall.rowPx : 0;
}

export function titleHeight(hall: Hall): number {
  return 1.35 * hall.barPx;
}

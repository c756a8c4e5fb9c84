// The picture a board is sent: the shapes of queue_server/core/board.py. Which is newer, live.ts decides.

import type { Say } from "../../queue_server/web/common/pages/words.ts";

export interface Shown {
  call: string;
  number: string;
  room: string; // code of a Place
  priority: boolean;
  reason: string;
  called_at: number;
  calls: number;
}

export interface Place {
  code: string;
  kind: "room" | "desk";
  number: string;
  name_vi: string;
  name_en: string;
  floor: string;
}

export interface RoomRow {
  code: string; // of a Place
  state: "open" | "paused" | "closed";
  resumes_at: number | null;
  now: string[];
  prepare: string[];
  waiting: number;
}

export interface ToSpeak {
  call: string;
  sounds: string[];
  short: string[];
  text_vi: string;
  text_en: string;
  called_at: number;
}

export interface Picture {
  epoch: string;
  version: number;
  at: number; // server time, UTC ms
  zone: string; // IANA name of the hospital's time zone
  hospital: string;
  title: string;
  places: Place[];
  rooms: RoomRow[];
  current: Shown | null;
  last: Shown[];
  to_speak: ToSpeak[];
}

export type Lang = "vi" | "en";

/** "Quầy 2", "Phòng 3"; short "P. 3". The room's name where it has no number, or shares its number
    with another of its kind on this board. */
export function placeName(picture: Picture, code: string, by: { lang: Lang; say: Say; short?: boolean }): string {
  const place = picture.places.find((each) => each.code === code);
  if (!place) return code;
  const same = picture.places.filter((each) => each.kind === place.kind && each.number === place.number);
  if (place.number && same.length === 1) {
    const n = place.number;
    return by.say(by.short ? `board.place_${place.kind}_short` : `board.place_${place.kind}`, { n });
  }
  const name = (by.lang === "en" && place.name_en) || place.name_vi;
  return by.short ? name.replace(/^Phòng /i, "P. ") : name;
}

/** The last word stays with the one before it: "Phòng khám 2" never ends in a lonely "2". */
export function glued(name: string): string {
  return name.replace(/ (\S+)$/, "\u00a0$1");
}

/** Everything called, newest first. */
export function allShown(picture: Picture): Shown[] {
  return picture.current ? [picture.current, ...picture.last] : picture.last;
}

/** A board outside one door: its place need not stand in each row. */
export function isOfOneRoom(picture: Picture): boolean {
  return picture.places.length === 1;
}

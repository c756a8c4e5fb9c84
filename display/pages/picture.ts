// The picture a board is sent: the shapes of queue_server/core/board.py. Which is newer, live.ts decides.

export interface Shown {
  call: string;
  number: string;
  room: string; // code of a RoomRow
  priority: boolean;
  reason: string;
  called_at: number;
  calls: number;
}

export interface RoomRow {
  code: string;
  name_vi: string;
  name_en: string;
  floor: string;
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
  rooms: RoomRow[];
  current: Shown | null;
  last: Shown[];
  to_speak: ToSpeak[];
}

export type Lang = "vi" | "en";

export function roomName(picture: Picture, code: string, lang: Lang): string {
  const room = picture.rooms.find((row) => row.code === code);
  if (!room) return code;
  return (lang === "en" && room.name_en) || room.name_vi;
}

/** "P. khám 3": how people write it where "Phòng khám 3" does not fit at a readable size. */
export function shortName(name: string): string {
  return name.replace(/^Phòng /i, "P. ");
}

/** The last word stays with the one before it: "Phòng khám 2" never ends in a lonely "2". */
export function glued(name: string): string {
  return name.replace(/ (\S+)$/, "\u00a0$1");
}

/** Everything called, newest first. */
export function allShown(picture: Picture): Shown[] {
  return picture.current ? [picture.current, ...picture.last] : picture.last;
}

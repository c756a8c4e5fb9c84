// What the kiosk's program tells its page (kiosk/picture.py), and what the page keeps of a choice.

import type { Sentences } from "../../queue_server/web/common/pages/words.ts";

export type Lang = "vi" | "en";
export type SlipState = "printing" | "printed" | "mute" | "screen" | "failed";
export type Help = "" | "calling" | "rung" | "accepted" | "unreached";

export interface Service {
  code: string;
  name_vi: string;
  name_en: string;
  where_vi: string;
  where_en: string;
  open: boolean;
  opens: string;
}

export interface Group {
  code: string;
  name_vi: string;
  name_en: string;
}

export interface Given {
  number: string;
  own: boolean;
  service: string;
  where: string;
  ahead: number | null;
  guarantee_minutes: number | null;
  priority: boolean;
  to_check: boolean;
  lang: Lang;
  issued_at: number;
}

export interface Result {
  given: Given;
  slip: SlipState;
  qr: boolean;
}

export interface Picture {
  press: string;
  working: boolean;
  problem: "" | "not_ready" | "clock";
  time: string;
  hospital_vi: string;
  hospital_en: string;
  emergency_vi: string;
  emergency_en: string;
  services: Service[];
  groups: Group[];
  paper: string;
  paper_trouble: boolean;
  result: Result | null;
  help: Help;
  here: boolean;
}

export interface Scanned {
  kind: "priority" | "read" | "no_birthday" | "unreadable";
  group: string;
  checked: boolean;
  code: string;
}

export interface Want {
  service: string;
  priority: string;
  checked: boolean;
}

export interface PageData {
  words: Record<Lang, Sentences>;
  screen: { result_s: number; away_s: number; warning_s: number };
  voice: boolean;
  picture: Picture;
}

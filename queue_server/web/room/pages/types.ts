// The room's picture as the server tells it: queue_server/operations/views.py, field by field.

export interface Place {
  place: number;
  turn: number | null;
  visit: string;
  number: string;
  service: string;
  state: string;
  turn_class: string;
  right: string;
  lang: string;
  to_check: boolean;
  called_at: number | null;
  last_call_at: number | null;
  calls: number;
  started_at: number | null;
  recall_free_at: number | null;
  absent_free_at: number | null;
  keys: readonly string[];
}

export interface Waiting {
  turn: number;
  number: string;
  service: string;
  turn_class: string;
  right: string;
  to_check: boolean;
  joined_at: number;
  waited_ms: number;
  lost_ms: number;
  slot_at: number | null;
  bound: boolean;
  elsewhere: boolean;
  offered: boolean;
}

export interface Absent {
  turn: number;
  number: string;
  misses: number;
  missed_at: number;
  keeps_place_until: number;
  calls_left: number;
}

export interface Outcome {
  deed: string;
  numbers: readonly string[];
  nobody: boolean;
}

export interface RoomView {
  epoch: string;
  version: number;
  at: number;
  room: string;
  name_vi: string;
  name_en: string;
  state: "open" | "paused" | "closed";
  pause_reason: string;
  resumes_at: number | null;
  records_start: boolean;
  sitter_name: string;
  places: readonly Place[];
  waiting: readonly Waiting[];
  waiting_count: number;
  absent: readonly Absent[];
  undo: { deed: string; number: string; until_at: number } | null;
  done_today: number;
  absent_today: number;
  outcome: Outcome | null;
}

export interface RoomPage {
  words: Record<string, string>;
  lang: "vi" | "en";
  zone: string;
  view: RoomView;
  services: readonly { code: string; name: string }[]; // where patients may be sent on to
}

// Reception's picture as the server tells it: queue_server/operations/views_desk.py, field by field.

export interface ServiceLine {
  code: string;
  name_vi: string;
  name_en: string;
  letter: string;
  kind: string;
  at_kiosk: boolean;
  open: boolean;
  opens: string;
  waiting: number;
  priority_waiting: number;
  longest_ms: number;
  rooms_open: number;
}

export interface RoomLine {
  code: string;
  name_vi: string;
  name_en: string;
  state: string;
  resumes_at: number | null;
  sitter_name: string;
  now: readonly string[];
  waiting: number;
}

export interface HelpLine {
  help_id: string;
  name: string;
  reason: string;
  called_at: number;
}

export interface TroubleLine {
  device: string;
  name: string;
  trouble: string;
  since: number | null;
}

export interface GroupLine {
  code: string;
  name_vi: string;
  name_en: string;
}

export interface ReceptionView {
  epoch: string;
  version: number;
  at: number;
  services: readonly ServiceLine[];
  rooms: readonly RoomLine[];
  groups: readonly GroupLine[];
  kinds: readonly string[];
  help: readonly HelpLine[];
  troubles: readonly TroubleLine[];
}

export interface TurnLine {
  turn: number;
  service: string;
  service_vi: string;
  service_en: string;
  number: string;
  state: string;
  turn_class: string;
  waited_ms: number;
  ahead: number | null;
  room_vi: string;
  room_en: string;
  called_at: number | null;
  note: string;
  keys: readonly string[];
}

export interface VisitCard {
  visit: string;
  number: string;
  lang: string;
  group: string;
  checked: boolean;
  emergency: boolean;
  kind: string;
  ticket_at: number;
  void: string;
  merged_into: string;
  turns: readonly TurnLine[];
}

export interface Given {
  visit: string;
  number: string;
  service_vi: string;
  service_en: string;
  where: string;
  ahead: number | null;
}

export interface ReceptionPage {
  words: Record<string, string>;
  lang: "vi" | "en";
  zone: string;
  view: ReceptionView;
  kinds: readonly { code: string; name: string }[];
  printers: readonly { id: string; name: string }[];
  may: readonly string[]; // deeds this person is allowed; a key for anything else is not drawn
}

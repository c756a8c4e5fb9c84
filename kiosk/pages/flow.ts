// Which screen a person sees, from what was touched and what the program knows. No DOM, no clock.

import type { Lang, Picture, Scanned, Want } from "./picture.ts";

export type Screen =
  | "first"
  | "services"
  | "groups"
  | "offer"
  | "paper"
  | "working"
  | "number"
  | "emergency"
  | "refused"
  | "not_ready"
  | "clock"
  | "staff";

export interface Flow {
  screen: Screen;
  lang: Lang | ""; // what the person chose; nothing yet: Vietnamese, or the language of the number
  want: Want;
  scanned: Scanned | null;
  refusal: string;
}

export type Step =
  | { type: "home" }
  | { type: "lang"; lang: Lang }
  | { type: "show"; screen: Screen }
  | { type: "want"; screen: Screen; want: Partial<Want> }
  | { type: "scanned"; scanned: Scanned }
  | { type: "refused"; message: string };

const NOTHING: Want = { service: "", priority: "", checked: false };

export const START: Flow = { screen: "first", lang: "", want: NOTHING, scanned: null, refusal: "" };

/** The next state of the flow. Going home forgets everything, the language too: the next person is another. */
export function next(flow: Flow, step: Step): Flow {
  switch (step.type) {
    case "home":
      return START;
    case "lang":
      return { ...flow, lang: step.lang };
    case "show":
      return { ...flow, screen: step.screen };
    case "want":
      return { ...flow, screen: step.screen, want: { ...flow.want, ...step.want } };
    case "scanned":
      return { ...flow, screen: "offer", scanned: step.scanned, want: NOTHING };
    case "refused":
      return { ...flow, screen: "refused", refusal: step.message };
  }
}

/** What is shown: the program's facts (a number given, a fault) come before the person's steps. */
export function shown(flow: Flow, picture: Picture): Screen {
  if (flow.screen === "staff") return "staff";
  if (picture.result) return "number";
  if (picture.problem) return picture.problem;
  if (picture.working) return "working";
  return flow.screen === "number" ? "first" : flow.screen;
}

/** The only service of this kiosk: then "take a number" is one touch. */
export function onlyService(picture: Picture): string {
  return picture.services.length === 1 ? (picture.services[0]?.code ?? "") : "";
}

/** Whether a card may be scanned here. */
export function takesCards(screen: Screen): boolean {
  return screen === "first" || screen === "groups" || screen === "services" || screen === "offer";
}

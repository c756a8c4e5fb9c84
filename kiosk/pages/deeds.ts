// What the person's touches do: each asks the program at most once at a time and shows what it says.

import * as api from "./api.ts";
import { onlyService, type Flow, type Step } from "./flow.ts";
import type { Picture, Want } from "./picture.ts";

export interface Hands {
  flow: () => Flow;
  picture: () => Picture;
  step: (step: Step) => void;
  see: (picture: Picture) => void;
  lost: () => string; // the sentence for a program that does not answer
}

export class Deeds {
  private busy = false;
  private readonly hands: Hands;

  constructor(hands: Hands) {
    this.hands = hands;
  }

  /** "Take a number": at once where there is one service, else it is chosen first. */
  take = (want: Partial<Want> = {}): void => {
    const whole: Want = { service: "", priority: "", checked: false, ...want };
    const only = onlyService(this.hands.picture());
    if (only) void this.give({ ...whole, service: only });
    else this.hands.step({ type: "want", screen: "services", want: whole });
  };

  service = (code: string): void => {
    void this.give({ ...this.hands.flow().want, service: code });
  };

  /** A number is wanted. With no paper the person is asked first whether the screen will do. */
  give = async (want: Want, onScreen = false): Promise<void> => {
    const { flow, picture, step, see } = this.hands;
    if (this.busy) return;
    if (picture().paper_trouble && !onScreen) {
      step({ type: "want", screen: "paper", want });
      return;
    }
    this.busy = true;
    step({ type: "want", screen: "working", want });
    try {
      see(await api.press(picture().press, want, flow().lang || "vi", onScreen));
    } catch (error) {
      this.failed(error, want);
    } finally {
      this.busy = false;
    }
  };

  /** Back to the first screen; after a number the next press gets a new id. */
  home = async (): Promise<void> => {
    const { picture, step, see } = this.hands;
    try {
      if (picture().result) see(await api.idle(picture().press));
    } catch {
      return; // the page asks again in a second, and shows the same number until then
    }
    step({ type: "home" });
  };

  card = async (text: string): Promise<void> => {
    const { flow, step } = this.hands;
    try {
      step({ type: "scanned", scanned: await api.scan(text, flow().lang || "vi") });
    } catch {
      step({ type: "scanned", scanned: { kind: "unreadable", group: "", checked: false, code: "card_unknown" } });
    }
  };

  call = async (reason: "help" | "emergency" | "no_slip"): Promise<void> => {
    try {
      this.hands.see(await api.help(reason));
    } catch {
      this.hands.see({ ...this.hands.picture(), help: "unreached" });
    }
  };

  private failed(error: unknown, want: Want): void {
    const { step, lost } = this.hands;
    if (!(error instanceof api.Refused)) step({ type: "refused", message: lost() });
    else if (error.code === "printer_trouble") step({ type: "want", screen: "paper", want });
    else step({ type: "refused", message: error.message });
  }
}

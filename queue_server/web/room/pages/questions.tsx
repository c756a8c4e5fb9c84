// What the screen has to ask before a deed: the reason, the place to go, how long a pause lasts.

import { Choice } from "../../common/pages/dialog";
import type { Say } from "../../common/pages/words";
import { clockTime } from "../../common/pages/times";
import type { Desk } from "./desk";
import type { Place, RoomPage, Waiting } from "./types";

export type Question =
  | { ask: "send"; place: Place }
  | { ask: "call_this"; waiting: Waiting }
  | { ask: "pause" }
  | { ask: "close" }
  | { ask: "until"; reason: string };

const PAUSE_REASONS = ["short", "meal", "emergency", "meeting", "machine"];
const PAUSE_MINUTES = [10, 15, 30, 60, 90];
const WHY_NOW = ["ill", "doctor", "missed", "mistake"];

interface QuestionProps {
  question: Question;
  page: RoomPage;
  desk: Desk;
  say: Say;
  onAsk: (question: Question | null) => void;
}

/** The dialog of one question; answering it does the deed. */
export function Ask({ question, page, desk, say, onAsk }: QuestionProps) {
  const out = { cancel: say("room.cancel"), onCancel: () => onAsk(null) };
  function answered(deed: string, body: object) {
    onAsk(null);
    desk.act(deed, body);
  }
  if (question.ask === "send") {
    return (
      <Choice
        {...out}
        title={say("room.send_to", { number: question.place.number })}
        choices={page.services
          .filter(({ code }) => code !== question.place.service)
          .map(({ code, name }) => ({ value: code, label: name }))}
        onChoose={(service) => answered("send_on", { turn: question.place.turn, service })}
      />
    );
  }
  if (question.ask === "call_this") {
    return (
      <Choice
        {...out}
        title={say("room.call_this_why", { number: question.waiting.number })}
        choices={WHY_NOW.map((why) => ({ value: say(`room.why.${why}`), label: say(`room.why.${why}`) }))}
        other={say("room.why.other")}
        onChoose={(reason) => answered("call_this", { turn: question.waiting.turn, reason })}
      />
    );
  }
  if (question.ask === "close") {
    return (
      <Choice
        {...out}
        title={say("room.close_sure")}
        choices={[{ value: "yes", label: say("room.close") }]}
        onChoose={() => answered("close", {})}
      />
    );
  }
  if (question.ask === "pause") {
    return (
      <Choice
        {...out}
        title={say("room.pause_why")}
        choices={PAUSE_REASONS.map((why) => ({ value: why, label: say(`room.reason.${why}`) }))}
        onChoose={(why) => onAsk({ ask: "until", reason: say(`room.reason.${why}`) })}
      />
    );
  }
  return (
    <Choice
      {...out}
      key="until" // another question than the reason before it, with the focus on its first answer
      title={say("room.pause_until")}
      choices={[
        ...PAUSE_MINUTES.map((minutes) => {
          const at = roundedTo5Minutes(desk.now + minutes * 60_000);
          return { value: String(at), label: clockTime(at, page.zone) };
        }),
        { value: "", label: say("room.pause_unknown") },
      ]}
      onChoose={(at) =>
        answered("pause", { reason: question.reason, resumes_at: at === "" ? null : Number(at) })
      }
    />
  );
}

function roundedTo5Minutes(at: number): number {
  return Math.ceil(at / 300_000) * 300_000;
}

// The top line of the room screen: which room, who sits there, open or paused, undo.

import { clockTime, secondsUntil } from "../../common/pages/times";
import type { Say } from "../../common/pages/words";
import { Key } from "./current";
import type { Desk } from "./desk";
import type { Question } from "./questions";
import type { RoomPage } from "./types";

interface BarProps {
  desk: Desk;
  say: Say;
  page: RoomPage;
  onAsk: (question: Question) => void;
}

/** Room, state, and the deeds that concern the room rather than one patient. */
export function Bar({ desk, say, page, onAsk }: BarProps) {
  const { view, act, now } = desk;
  const off = desk.busy || desk.lostSince !== null;
  const undo = view.undo && secondsUntil(view.undo.until_at, now) > 0 ? view.undo : null;
  const pause =
    view.state === "paused"
      ? `${view.pause_reason}${view.resumes_at ? ` → ${clockTime(view.resumes_at, page.zone)}` : ""}`
      : "";
  return (
    <header class="bar">
      <h1>{page.lang === "vi" ? view.name_vi : view.name_en}</h1>
      <p class="who">
        <b class={`state ${view.state}`}>{say(`room.state.${view.state}`)}</b> {pause}
        <span class="sitter">{view.sitter_name}</span>
      </p>
      <p class="today">
        {say("room.today", { done: view.done_today, absent: view.absent_today })}
      </p>
      <p class="deeds">
        {undo && (
          <Key
            letter="H"
            label={say("room.undo_of", { act: say(`room.deed.${undo.deed}`), number: undo.number })}
            off={off}
            onPress={() => act("undo")}
          />
        )}
        {view.state === "open" && (
          <Key letter="D" label={say("room.pause")} off={off} onPress={() => onAsk({ ask: "pause" })} />
        )}
        {view.state !== "open" && (
          <Key
            letter="M"
            label={say(view.state === "paused" ? "room.resume" : "room.open")}
            off={off}
            onPress={() => act("open")}
          />
        )}
        {view.state !== "closed" && (
          <button type="button" class="quiet" disabled={off} onClick={() => act("close")}>
            {say("room.close")}
          </button>
        )}
        <a class="quiet" href="/room">
          {say("room.leave")}
        </a>
      </p>
    </header>
  );
}

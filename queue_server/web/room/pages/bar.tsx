// The top line of the room screen, and the deeds that concern the room rather than one patient.

import { clockTime, secondsUntil } from "../../common/pages/times";
import type { Say } from "../../common/pages/words";
import { Key } from "./current";
import type { Desk } from "./desk";
import type { Question } from "./questions";
import type { RoomPage } from "./types";

/** Which room, open or not, who sits there, how the day went so far. */
export function Bar({ desk, say, page }: { desk: Desk; say: Say; page: RoomPage }) {
  const { view } = desk;
  const until = view.resumes_at ? ` → ${clockTime(view.resumes_at, page.zone)}` : "";
  return (
    <header class="bar">
      <h1>{page.lang === "vi" ? view.name_vi : view.name_en}</h1>
      <p class="who">
        <b class={`state ${view.state}`}>{say(`room.state.${view.state}`)}</b>{" "}
        {view.state === "paused" && <span>{view.pause_reason + until}</span>}{" "}
        <span class="sitter">{view.sitter_name || say("room.free")}</span>
      </p>
      <p class="today">{say("room.today", { done: view.done_today, absent: view.absent_today })}</p>
      <p class="printed">{say("room.list_of", { time: clockTime(view.at, page.zone) })}</p>
    </header>
  );
}

interface DeedsProps {
  desk: Desk;
  say: Say;
  onAsk: (question: Question) => void;
}

/** Undo, pause, close, go elsewhere. */
export function Deeds({ desk, say, onAsk }: DeedsProps) {
  const { view, act, now } = desk;
  const off = desk.busy || desk.lostSince !== null;
  const undo = view.undo && secondsUntil(view.undo.until_at, now) > 0 ? view.undo : null;
  return (
    <p class="room-deeds">
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
      {view.state !== "closed" && (
        <button type="button" class="quiet" disabled={off} onClick={() => onAsk({ ask: "close" })}>
          {say("room.close")}
        </button>
      )}
      <a class="elsewhere" href="/room">
        {say("room.leave")}
      </a>
    </p>
  );
}

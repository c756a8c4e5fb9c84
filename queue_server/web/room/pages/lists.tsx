// Who waits, in calling order and why in this order; who was called and has not come.

import type { Say } from "../../common/pages/words";
import { clockTime, minutesBetween } from "../../common/pages/times";
import type { Desk } from "./desk";
import type { Waiting } from "./types";

interface ListProps {
  desk: Desk;
  say: Say;
  zone: string;
  onCallThis: (waiting: Waiting) => void;
}

/** The waiting list. Its order is the server's; a reason stands beside everybody who is not in plain order. */
export function WaitingList({ desk, say, onCallThis }: ListProps) {
  const { view, now } = desk;
  const grown = now - view.at; // waits go on while the picture stands
  return (
    <section class="list">
      <h2>{say("room.waiting_n", { n: view.waiting_count })}</h2>
      {view.waiting.length === 0 && <p class="calm">{say("room.nobody_waits")}</p>}
      <ol class="waiting">
        {view.waiting.map((line) => (
          <li key={line.turn} class={`is-${line.turn_class}${line.elsewhere ? " elsewhere" : ""}`}>
            <b class="number">{line.number}</b>
            <span class="why">
              {line.offered && <em class="mark offered">{say("room.back_offered")}</em>}
              {line.elsewhere && <em class="mark">{say("room.elsewhere")}</em>}
              {line.right !== "order" && (
                <em class={`mark ${line.right}`}>{say(`room.right.${line.right}`)}</em>
              )}
              {line.to_check && <em class="mark check">{say("room.to_check")}</em>}
              <span>{say("room.waited", { minutes: minutesBetween(0, line.waited_ms + grown) })}</span>
              {line.lost_ms >= 60_000 && (
                <span class="lost">
                  {say("room.lost", { minutes: minutesBetween(0, line.lost_ms) })}
                </span>
              )}
            </span>
            <button
              type="button"
              class="quiet small"
              disabled={desk.busy || line.elsewhere || desk.lostSince !== null}
              onClick={() => onCallThis(line)}
            >
              {say("room.call_this")}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Called, not seen: one key when the patient is back. */
export function AbsentList({ desk, say, zone }: Omit<ListProps, "onCallThis">) {
  const { absent } = desk.view;
  if (absent.length === 0) return null;
  return (
    <section class="list absent">
      <h2>{say("room.absent_list")}</h2>
      <ul>
        {absent.map((line) => (
          <li key={line.turn}>
            <b class="number">{line.number}</b>
            <span class="why">
              {say("room.called_at", { time: clockTime(line.missed_at, zone) })}
            </span>
            <button
              type="button"
              class="quiet small"
              disabled={desk.busy || desk.lostSince !== null}
              onClick={() => desk.act("come_back", { turn: line.turn })}
            >
              {say("room.back")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

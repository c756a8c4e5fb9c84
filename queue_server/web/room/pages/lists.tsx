// Who waits, in calling order and why in this order; who was called and has not come.

import type { Say } from "../../common/pages/words";
import { clockTime, minutesBetween } from "../../common/pages/times";
import type { Desk } from "./desk";
import { reasons } from "./reasons";
import type { Waiting } from "./types";

interface ListProps {
  desk: Desk;
  say: Say;
  zone: string;
  onCallThis: (waiting: Waiting) => void;
}

/** The waiting list. Its order is the server's; each line answers "why not me yet" when opened. */
export function WaitingList({ desk, say, zone, onCallThis }: ListProps) {
  const { view } = desk;
  const lines = view.waiting;
  return (
    <section class="list">
      <h2>
        {say("room.waiting_n", { n: view.waiting_count })}
        <button type="button" class="quiet small print" data-key="I" onClick={() => print()}>
          {say("room.print_list")} <kbd>I</kbd>
        </button>
      </h2>
      {lines.length === 0 && <p class="calm">{say("room.nobody_waits")}</p>}
      {/* the list has a focus of its own (key L), so that it scrolls without a mouse */}
      <ol class="waiting" onKeyDown={byArrows}>
        {lines.map((line, at) => (
          <li key={line.turn} class={`is-${line.turn_class}${line.elsewhere ? " elsewhere" : ""}`}>
            <details>
              <summary data-key={at === 0 ? "L" : undefined} title={say("room.why_order")}>
                <b class="number">{line.number}</b>
                <Why line={line} desk={desk} say={say} />
              </summary>
              <ul class="because">
                {reasons(view, at, say, zone).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </details>
            <button
              type="button"
              class="quiet small"
              aria-label={`${say("room.call_this")}: ${line.number}`}
              disabled={desk.busy || line.elsewhere || desk.lostSince !== null || view.state !== "open"}
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

/** The short reason beside a number: right, papers, wait, what was given way. */
function Why({ line, desk, say }: { line: Waiting; desk: Desk; say: Say }) {
  const grown = desk.lostSince === null ? desk.now - desk.view.at : 0; // waits go on while the picture stands
  return (
    <span class="why">
      {line.offered && <em class="mark offered">{say("room.back_offered")}</em>}
      {line.elsewhere && <em class="mark">{say("room.elsewhere")}</em>}
      {line.right !== "order" && (
        <em class={`mark ${line.right}`}>{say(`room.right.${line.right}`)}</em>
      )}
      {line.to_check && <em class="mark check">{say("room.to_check")}</em>}
      <span>{say("room.waited", { minutes: minutesBetween(0, line.waited_ms + grown) })}</span>
      {line.lost_ms >= 60_000 && (
        <span class="lost">{say("room.lost", { minutes: minutesBetween(0, line.lost_ms) })}</span>
      )}
    </span>
  );
}

/** Up and down walk from line to line. */
function byArrows(event: KeyboardEvent & { currentTarget: HTMLElement }) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const lines = [...event.currentTarget.querySelectorAll("summary")];
  const line = (event.target as HTMLElement).closest("li:not(.because li)");
  const at = lines.findIndex((one) => line?.contains(one));
  lines[Math.min(lines.length - 1, Math.max(0, at + step))]?.focus();
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
            <span>
              <b class="number">{line.number}</b>
              <span class="why">
                <span>{say("room.called_at", { time: clockTime(line.missed_at, zone) })}</span>
                <span>
                  {line.calls_left > 0
                    ? say("room.again_after", { n: line.calls_left })
                    : say("room.again_next")}
                </span>
                <span>{say("room.keeps_until", { time: clockTime(line.keeps_place_until, zone) })}</span>
              </span>
            </span>
            <button
              type="button"
              class="quiet small"
              aria-label={`${say("room.back")}: ${line.number}`}
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

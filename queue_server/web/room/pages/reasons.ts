// "Why not me yet?" answered for one line of the list, in the words of whoever sits at the room.

import { clockTime, minutesBetween } from "../../common/pages/times";
import type { Say } from "../../common/pages/words";
import type { RoomView, Waiting } from "./types";

const BY_RIGHT = ["emergency", "guard", "priority", "appointment", "return"];

/** Sentences, the most important first; `at` is the line's index in the calling order. */
export function reasons(view: RoomView, at: number, say: Say, zone: string): string[] {
  const line = view.waiting[at];
  if (!line) return [];
  return [
    ahead(view, at, say),
    ...later(view, at, say),
    own(line, say, zone),
    ...(line.lost_ms >= 60_000 && line.right !== "guard"
      ? [say("room.because.lost", { minutes: minutesBetween(0, line.lost_ms) })]
      : []),
    ...(line.elsewhere ? [say("room.because.elsewhere")] : []),
    ...(line.bound ? [say("room.because.bound")] : []),
    ...(line.to_check ? [say("room.because.to_check")] : []),
  ];
}

/** How many are called before this one. */
function ahead(view: RoomView, at: number, say: Say): string {
  const before = view.waiting.slice(0, at).filter((line) => !line.elsewhere).length;
  return before === 0 ? say("room.because.next") : say("room.because.ahead", { n: before });
}

/** Those who came later and still go first, counted by their right. */
function later(view: RoomView, at: number, say: Say): string[] {
  const line = view.waiting[at];
  const passing = view.waiting
    .slice(0, at)
    .filter((one) => !one.elsewhere && !one.offered && one.joined_at > (line?.joined_at ?? 0));
  const told = BY_RIGHT.flatMap((right) => {
    const count = passing.filter((one) => kind(one) === right).length;
    return count === 0 ? [] : [`${say(`room.right.${right}`)} ${count}`];
  });
  const rest = passing.filter((one) => kind(one) === "order").length;
  if (rest > 0) told.push(`${say("room.because.placed")} ${rest}`);
  return told.length === 0 ? [] : [say("room.because.later", { n: passing.length, who: told.join(", ") })];
}

/** A class moves a turn forward even where its right is plain order (nobody had to be passed). */
function kind(line: Waiting): string {
  if (line.right !== "order") return line.right;
  return line.turn_class === "ordinary" ? "order" : line.turn_class;
}

/** Why this line stands where it stands. */
function own(line: Waiting, say: Say, zone: string): string {
  const joined = clockTime(line.joined_at, zone);
  if (line.offered) return say("room.because.offered");
  if (line.right === "guard") {
    return say("room.because.guard", { minutes: minutesBetween(0, line.lost_ms) });
  }
  const slot = line.slot_at === null ? "–" : clockTime(line.slot_at, zone);
  return say(`room.because.${kind(line)}`, { time: joined, slot });
}

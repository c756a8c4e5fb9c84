// Who is called or served now, and the keys for it; only keys that work can be pressed.

import type { Say } from "../../common/pages/words";
import { clockTime, secondsUntil } from "../../common/pages/times";
import type { Desk } from "./desk";
import type { Place } from "./types";

export interface CurrentProps {
  desk: Desk;
  say: Say;
  zone: string;
  place: Place;
  single: boolean; // the only place of the room: its number needs no label
  onSend: (place: Place) => void;
}

/** One place of the room: the number, large, and its keys. */
export function Current({ desk, say, zone, place, single, onSend }: CurrentProps) {
  const label = single ? "" : `${say("room.place", { n: place.place })} · `;
  if (place.turn === null) {
    return (
      <section class="current empty" aria-live="polite">
        <p class="label">{label + say("room.nobody")}</p>
        <p class="number" aria-hidden="true">
          –
        </p>
      </section>
    );
  }
  const state = place.state === "SERVING" ? "room.serving" : "room.current";
  return (
    <section class={`current is-${place.turn_class}`} aria-live="polite">
      <p class="label">{label + say(state)}</p>
      <p class="number">{place.number}</p>
      <p class="about">
        {place.right !== "order" && <b class={`mark ${place.right}`}>{why(say, place.right)}</b>}
        {place.to_check && <b class="mark check">{say("room.to_check")}</b>}
        {place.last_call_at !== null && (
          <span>{say("room.called_at", { time: clockTime(place.last_call_at, zone) })}</span>
        )}
      </p>
      <Keys desk={desk} say={say} place={place} onSend={onSend} />
    </section>
  );
}

/** The right by which a call was out of order, in words. */
export function why(say: Say, right: string): string {
  return say(`room.right.${right}`);
}

function Keys({ desk, say, place, onSend }: Pick<CurrentProps, "desk" | "say" | "place" | "onSend">) {
  const { act, now, busy, view } = desk;
  const body = { turn: place.turn };
  const off = busy || desk.lostSince !== null;
  const has = (key: string) => place.keys.includes(key);
  const recallIn = place.recall_free_at === null ? 0 : secondsUntil(place.recall_free_at, now);
  const absentIn = place.absent_free_at === null ? 0 : secondsUntil(place.absent_free_at, now);
  const recallLabel =
    place.recall_free_at === null
      ? say("room.recalled_all", { n: place.calls })
      : recallIn > 0
        ? say("room.recall_in", { s: recallIn })
        : say("room.recall");
  return (
    <p class="keys">
      {has("recall") && (
        <Key
          letter="G"
          label={recallLabel}
          off={off || place.recall_free_at === null || recallIn > 0}
          onPress={() => act("recall", body)}
        />
      )}
      {has("miss") && (
        <Key
          letter="V"
          label={absentIn > 0 ? say("room.absent_in", { s: absentIn }) : say("room.absent")}
          off={off || absentIn > 0}
          onPress={() => act("miss", body)}
        />
      )}
      {has("start") && view.records_start && (
        <Key letter="B" label={say("room.start")} off={off} onPress={() => act("start", body)} />
      )}
      {has("finish") && (
        <Key letter="X" label={say("room.done")} off={off} onPress={() => act("finish", body)} />
      )}
      {has("send_on") && (
        <Key letter="C" label={say("room.send_on")} off={off} onPress={() => onSend(place)} />
      )}
      {has("put_back") && (
        <Key letter="T" label={say("room.put_back")} off={off} onPress={() => act("put_back", body)} />
      )}
    </p>
  );
}

interface KeyProps {
  letter: string;
  label: string;
  off: boolean;
  onPress: () => void;
}

/** A labelled key that shows the letter it answers to. */
export function Key({ letter, label, off, onPress }: KeyProps) {
  return (
    <button type="button" class="key quiet" data-key={letter} disabled={off} onClick={onPress}>
      {label} <kbd>{letter}</kbd>
    </button>
  );
}

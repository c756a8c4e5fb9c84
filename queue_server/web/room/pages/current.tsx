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
  working: boolean; // the place whose letters work; in a room with several only one has them
  onChoose: () => void;
  onSend: () => void;
}

/** One place of the room: the number, large, and its keys. */
export function Current(props: CurrentProps) {
  const { say, zone, place, single, working } = props;
  if (place.turn === null) {
    return (
      <section class={`current empty ${single ? "" : "of-many"}`} aria-live="polite">
        <p class="label">
          <Label {...props} state={say("room.nobody")} />
        </p>
        <p class="number" aria-hidden="true">
          –
        </p>
      </section>
    );
  }
  const chosen = !single && working ? "chosen" : "";
  return (
    <section class={`current is-${place.turn_class} ${single ? "" : "of-many"} ${chosen}`} aria-live="polite">
      <p class="label">
        <Label {...props} state={say(place.state === "SERVING" ? "room.serving" : "room.current")} />
      </p>
      <p class="number">{place.number}</p>
      <p class="about">
        {place.right !== "order" && place.right !== "" && (
          <b class={`mark ${place.right}`}>{say(`room.right.${place.right}`)}</b>
        )}
        {place.lang !== "vi" && <b class="mark lang">{say(`room.lang.${place.lang}`)}</b>}
        {place.to_check && <b class="mark check">{say("room.to_check")}</b>}
        {place.last_call_at !== null && (
          <span>{say("room.called_at", { time: clockTime(place.last_call_at, zone) })}</span>
        )}
      </p>
      {working && <Keys {...props} />}
    </section>
  );
}

/** "Place 2 · called now"; a press on the place gives it the letters. */
function Label({ say, place, single, working, onChoose, state }: CurrentProps & { state: string }) {
  if (single) return <>{state}</>;
  const name = say("room.place", { n: place.place });
  if (place.turn === null || working) return <>{`${name} · ${state}`}</>;
  return (
    <button type="button" class="choose" data-key={String(place.place)} onClick={onChoose}>
      {`${name} · ${state}`} <kbd>{place.place}</kbd>
    </button>
  );
}

function Keys({ desk, say, place, onSend }: CurrentProps) {
  const { act, now, busy, view } = desk;
  const body = { turn: place.turn };
  const off = busy || desk.lostSince !== null;
  const has = (key: string) => place.keys.includes(key);
  const recallIn = place.recall_free_at === null ? 0 : secondsUntil(place.recall_free_at, now);
  const absentIn = place.absent_free_at === null ? 0 : secondsUntil(place.absent_free_at, now);
  const again = recallIn > 0 ? say("room.recall_in", { s: recallIn }) : say("room.recall");
  const enough = say("room.recalled_all", { n: place.calls });
  return (
    <p class="keys">
      {has("start") && view.records_start && (
        <Key letter="B" label={say("room.start")} off={off} onPress={() => act("start", body)} />
      )}
      {has("recall") && (
        <Key
          letter="G"
          label={place.recall_free_at === null ? enough : again}
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
      {has("finish") && (
        <Key letter="X" label={say("room.done")} off={off} onPress={() => act("finish", body)} />
      )}
      {has("send_on") && <Key letter="C" label={say("room.send_on")} off={off} onPress={onSend} />}
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

// The large key: call the next one; or open the room, when it is not open. And what became of it.

import { NO_CONTACT } from "../../common/pages/deeds";
import type { Say } from "../../common/pages/words";
import { Key } from "./current";
import type { Desk } from "./desk";
import type { Place } from "./types";

/** The place that the large key fills: the first free one, else the only one. */
export function placeForNext(places: readonly Place[]): Place | undefined {
  return places.find((place) => place.turn === null) ?? (places.length === 1 ? places[0] : undefined);
}

interface NextProps {
  desk: Desk;
  say: Say;
}

/** One key is enough for a whole day: Enter. */
export function Next({ desk, say }: NextProps) {
  const { view, busy, act } = desk;
  const off = busy || desk.lostSince !== null;
  if (view.state !== "open") return <Open desk={desk} say={say} off={off} />;
  const place = placeForNext(view.places);
  const free = view.places.filter(({ turn }) => turn === null).length;
  const coming = view.waiting.find((line) => !line.elsewhere);
  const label = place?.turn ? "room.next_done" : "room.next";
  return (
    <div class="next-keys">
      <button
        type="button"
        class="next"
        data-key="Enter"
        disabled={off || place === undefined}
        aria-busy={busy}
        onClick={() => act("next", { current: place?.turn ?? null, place: place?.place ?? null })}
      >
        <span>{say(place === undefined ? "room.all_taken" : label)}</span> <kbd>Enter</kbd>
        <small>
          {coming ? say("room.next_of", { number: coming.number }) : say("room.nobody_waits")}
        </small>
      </button>
      {view.places.length > 1 && (
        <Key
          letter="N"
          label={say("room.next_group", { n: free })}
          off={off || free === 0}
          onPress={() => act("several")}
        />
      )}
    </div>
  );
}

function Open({ desk, say, off }: NextProps & { off: boolean }) {
  const paused = desk.view.state === "paused";
  return (
    <button
      type="button"
      class="next"
      data-key="M"
      disabled={off}
      aria-busy={desk.busy}
      onClick={() => desk.act("open")}
    >
      <span>{say(paused ? "room.resume" : "room.open")}</span> <kbd>M</kbd>
      <small>{say(paused ? "room.paused_why" : "room.closed_why")}</small>
    </button>
  );
}

/** What the last press did, or why it did nothing; read out by screen readers. */
export function Message({ desk, say }: NextProps) {
  const { trouble, outcome } = desk;
  const unheard = trouble?.code === NO_CONTACT;
  const wrong = unheard ? say("room.no_answer") : (trouble?.message ?? "");
  return (
    <p class={`message ${trouble ? "trouble" : ""}`} role="status">
      {wrong || (outcome?.nobody ? say("room.nobody_waits") : "")}
    </p>
  );
}

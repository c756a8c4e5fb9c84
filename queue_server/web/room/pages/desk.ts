// What the screen remembers and does: the newest picture, one deed at a time, contact with the server.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { send, NO_CONTACT, type Trouble } from "../../common/pages/deeds";
import { live } from "../../common/pages/live";
import type { Outcome, RoomView } from "./types";

export interface Desk {
  view: RoomView;
  now: number; // server time, as far as this computer can tell
  lostSince: number | null;
  trouble: Trouble | null;
  outcome: Outcome | null; // of the last deed done here, until the next one
  busy: boolean;
  act: (deed: string, body?: object) => void;
}

/** Calls that a hand still pressing the last one would make by mistake, and how long it may press. */
const CALLS = ["next", "several"];
const QUIET_MS = 1000;

/** The picture that is newer: a later version, a later look at the same, or another epoch (a restore). */
export function newer(shown: RoomView, told: RoomView): RoomView {
  if (told.epoch !== shown.epoch || told.version > shown.version) return told;
  return told.version === shown.version && told.at >= shown.at ? told : shown;
}

/** Who is at each place: when this changes, a hand on the key has not seen it yet. */
function here(view: RoomView): string {
  return view.places.map((place) => place.turn ?? "").join(" ");
}

/** Follow one room live and do its deeds; `first` is the picture the page came with. */
export function useDesk(first: RoomView): Desk {
  const [view, setView] = useState(first);
  const [lostSince, setLostSince] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const [tick, setTick] = useState(() => Date.now());
  const working = useRef(false);
  const shown = useRef(first);
  const changed = useRef(-QUIET_MS); // when somebody else came to a place, on this page's own clock
  const ahead = useRef(first.at - Date.now()); // server clock minus this clock

  const take = useCallback((told: RoomView) => {
    // a picture may have lain somewhere before it came: the least delayed one tells the time best
    ahead.current = Math.max(ahead.current, told.at - Date.now());
    const next = newer(shown.current, told);
    if (here(next) !== here(shown.current)) changed.current = performance.now();
    shown.current = next;
    setView(next);
    setTrouble((known) => (known?.code === NO_CONTACT ? null : known)); // it has just been heard
  }, []);

  useEffect(() => {
    const line = live({
      what: "room",
      code: first.room,
      onPicture: (told: RoomView) => take(told),
      onContact: (since) => setLostSince(since === null ? null : since + ahead.current),
      onReload: () => location.reload(),
      onSignedOut: () => location.assign("/signin"),
    });
    const clock = setInterval(() => setTick(Date.now()), 1000);
    return () => {
      clearInterval(clock);
      line.close();
    };
  }, [first.room, take]);

  useStay(lostSince !== null);

  const act = useCallback(
    (deed: string, body: object = {}) => {
      if (working.current) return; // a second press before the answer is the same press
      if (CALLS.includes(deed) && performance.now() - changed.current < QUIET_MS) return;
      working.current = true;
      setBusy(true);
      setTrouble(null);
      (document.activeElement as HTMLElement | null)?.blur(); // so that Enter means "next" again
      void send<RoomView>(`/room/${first.room}/${deed}`, body).then((answer) => {
        working.current = false;
        setBusy(false);
        setOutcome(answer.ok ? answer.value.outcome : null);
        if (answer.ok) take(answer.value);
        else if (answer.trouble.code === "not_signed_in") location.assign("/signin");
        else setTrouble(answer.trouble);
      });
    },
    [first.room, take],
  );

  return { view, now: tick + ahead.current, lostSince, trouble, outcome, busy, act };
}

/** With the server away a reload would lose the list, and no browser can bring it back: ask first. */
function useStay(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [on]);
}

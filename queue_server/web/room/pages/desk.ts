// What the screen remembers and does: the newest picture, one deed at a time, contact with the server.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { send, NO_CONTACT, type Trouble } from "../../common/pages/deeds";
import { live } from "../../common/pages/live";
import type { RoomView } from "./types";

export interface Desk {
  view: RoomView;
  now: number; // server time, as far as this computer can tell
  lostSince: number | null;
  trouble: Trouble | null;
  busy: boolean;
  act: (deed: string, body?: object) => void;
  forget: () => void; // the trouble has been read
}

const KEPT = "luot.room.";

/** The picture that is newer: another epoch (a restore) always counts as newer. */
export function newer(shown: RoomView, told: RoomView): RoomView {
  return told.epoch !== shown.epoch || told.version >= shown.version ? told : shown;
}

/** Follow one room live and do its deeds; `first` is the picture the page came with. */
export function useDesk(first: RoomView): Desk {
  const [view, setView] = useState(first);
  const [lostSince, setLostSince] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const [tick, setTick] = useState(() => Date.now());
  const working = useRef(false);
  const ahead = useRef(first.at - Date.now()); // server clock minus this clock

  const take = useCallback((told: RoomView) => {
    ahead.current = told.at - Date.now();
    setView((shown) => newer(shown, told));
    keep(told);
  }, []);

  useEffect(() => {
    const line = live({
      what: "room",
      code: first.room,
      onPicture: (told: RoomView) => take(told),
      onContact: setLostSince,
      onReload: () => location.reload(),
      onSignedOut: () => location.assign("/signin"),
    });
    const clock = setInterval(() => setTick(Date.now()), 1000);
    return () => {
      clearInterval(clock);
      line.close();
    };
  }, [first.room, take]);

  const act = useCallback(
    (deed: string, body: object = {}) => {
      if (working.current) return; // a second press before the answer is the same press
      working.current = true;
      setBusy(true);
      setTrouble(null);
      void send<RoomView>(`/room/${first.room}/${deed}`, body).then((answer) => {
        working.current = false;
        setBusy(false);
        if (answer.ok) take(answer.value);
        else if (answer.trouble.code === "not_signed_in") location.assign("/signin");
        else setTrouble(answer.trouble);
      });
    },
    [first.room, take],
  );

  const lost = lostSince ?? (trouble?.code === NO_CONTACT ? view.at : null);
  return {
    view,
    now: tick + ahead.current,
    lostSince: lost,
    trouble: trouble?.code === NO_CONTACT ? null : trouble,
    busy,
    act,
    forget: () => setTrouble(null),
  };
}

/** The last list stays on this computer, so that a reload with the server away still has it. */
function keep(view: RoomView): void {
  try {
    localStorage.setItem(KEPT + view.room, JSON.stringify(view));
  } catch {
    // a full or forbidden store only costs the list after a reload without a server
  }
}

// What the reception screen remembers and does: the newest picture, the patient at the desk, the deeds.

import { useCallback, useEffect, useState } from "preact/hooks";
import { NO_CONTACT, send, type Trouble } from "../../common/pages/deeds";
import { live } from "../../common/pages/live";
import type { ReceptionView, VisitCard } from "./types";

export interface Counter {
  view: ReceptionView;
  now: number;
  lostSince: number | null;
  cards: readonly VisitCard[] | null; // null: nothing looked for yet
  note: string; // what has just been done, in words
  trouble: Trouble | null;
  busy: boolean;
  find: (number: string) => Promise<void>;
  act: <Value>(deed: string, body: object) => Promise<Value | null>;
  say: (note: string) => void;
  put: (card: VisitCard | null) => void;
}

/** Follow reception live and do its deeds; a deed that answers with a card shows that card. */
export function useCounter(first: ReceptionView): Counter {
  const [view, setView] = useState(first);
  const [lostSince, setLostSince] = useState<number | null>(null);
  const [cards, setCards] = useState<readonly VisitCard[] | null>(null);
  const [note, setNote] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const [tick, setTick] = useState(() => Date.now());

  useEffect(() => {
    const line = live({
      what: "reception",
      onPicture: (told: ReceptionView) => setView(told),
      onContact: setLostSince,
      onReload: () => location.reload(),
      onSignedOut: () => location.assign("/signin"),
    });
    const clock = setInterval(() => setTick(Date.now()), 5000);
    return () => {
      clearInterval(clock);
      line.close();
    };
  }, []);

  const act = useCallback(async <Value>(deed: string, body: object): Promise<Value | null> => {
    setBusy(true);
    setTrouble(null);
    setNote("");
    const answer = await send<Value>(`/reception/${deed}`, body);
    setBusy(false);
    if (answer.ok) return answer.value;
    if (answer.trouble.code === "not_signed_in") location.assign("/signin");
    if (answer.trouble.code === NO_CONTACT) setLostSince((since) => since ?? Date.now());
    else setTrouble(answer.trouble);
    return null;
  }, []);

  const find = useCallback(async (number: string) => {
    const found = await act<VisitCard[]>("find", { number });
    if (found) setCards(found);
  }, [act]);

  return {
    view,
    now: tick,
    lostSince,
    cards,
    note,
    trouble,
    busy,
    find,
    act,
    say: setNote,
    put: (card) => setCards(card === null ? null : [card]),
  };
}

// What the reception screen remembers and does: the newest picture, the patient at the desk, the deeds.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { send, type Trouble } from "../../common/pages/deeds";
import { isNewer, live } from "../../common/pages/live";
import type { ReceptionView, VisitCard } from "./types";

export interface Counter {
  view: ReceptionView;
  now: number; // server time, as far as this computer can tell
  lostSince: number | null;
  cards: readonly VisitCard[] | null; // null: nothing looked for yet
  note: string; // what has just been done, in words
  trouble: Trouble | null;
  busy: boolean;
  off: boolean; // nothing can be done now: a deed is under way, or the server is away
  find: (number: string) => Promise<void>;
  act: <Value>(deed: string, body: object) => Promise<Value | null>;
  say: (note: string) => void;
  put: (card: VisitCard | null) => void;
}

const FRESHEN_EVERY_MS = 5000;

/** Follow reception live and do its deeds; a deed that answers with a card shows that card. */
export function useCounter(first: ReceptionView): Counter {
  const [view, setView] = useState(first);
  const [lostSince, setLostSince] = useState<number | null>(null);
  const [cards, setCards] = useState<readonly VisitCard[] | null>(null);
  const [note, setNote] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const [tick, setTick] = useState(() => Date.now());
  const ahead = useRef(first.at - Date.now()); // server clock minus this clock

  useEffect(() => {
    const line = live({
      what: "reception",
      onPicture: (told: ReceptionView) => {
        // a picture may have lain somewhere before it came: the least delayed one tells the time best
        ahead.current = Math.max(ahead.current, told.at - Date.now());
        setView((shown) => (isNewer(shown, told) ? told : shown));
      },
      onContact: (since) => setLostSince(since === null ? null : since + ahead.current),
      onReload: () => location.reload(),
      onSignedOut: () => location.assign("/signin"),
    });
    const clock = setInterval(() => setTick(Date.now()), FRESHEN_EVERY_MS);
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
    setTrouble(answer.trouble);
    return null;
  }, []);

  const find = useCallback(async (number: string) => {
    const found = await act<VisitCard[]>("find", { number });
    if (found) setCards(found);
  }, [act]);

  useFresh(cards, `${view.epoch} ${view.version} ${tick}`, busy || lostSince !== null, setCards);

  return {
    view,
    now: tick + ahead.current,
    lostSince,
    cards,
    note,
    trouble,
    busy,
    off: busy || lostSince !== null,
    find,
    act,
    say: setNote,
    put: (card) => setCards(card === null ? null : [card]),
  };
}

/** The card on the desk follows what rooms do with its patient, without a word when that fails. */
function useFresh(
  cards: readonly VisitCard[] | null,
  when: string,
  off: boolean,
  put: (cards: readonly VisitCard[]) => void,
): void {
  const shown = useRef(cards);
  shown.current = cards;
  useEffect(() => {
    const card = cards?.length === 1 ? cards[0] : undefined;
    if (!card || off) return;
    void send<VisitCard[]>("/reception/find", { number: card.number }).then((answer) => {
      const fresh = answer.ok ? answer.value.filter(({ visit }) => visit === card.visit) : [];
      if (fresh.length === 1 && shown.current === cards) put(fresh); // unless something else came
    });
  }, [when]);
}

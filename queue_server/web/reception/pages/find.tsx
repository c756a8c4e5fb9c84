// Looking for a number, typed as people say it; and which of several patients is meant.

import { useRef, useState } from "preact/hooks";
import { clockTime } from "../../common/pages/times";
import type { Say } from "../../common/pages/words";
import type { Counter } from "./counter";
import type { VisitCard } from "./types";

/** The field that has the focus when the page opens; F3 brings it back. */
export function Find({ counter, say }: { counter: Counter; say: Say }) {
  const [number, setNumber] = useState("");
  const [asked, setAsked] = useState("");
  const field = useRef<HTMLInputElement>(null);
  function look(event: Event) {
    event.preventDefault();
    const wanted = number.trim().toUpperCase();
    if (!wanted || counter.off) return;
    if (field.current) field.current.select(); // the next number typed takes its place
    void counter.find(wanted).then(() => setAsked(wanted));
  }
  return (
    <form class="find" role="search" onSubmit={look}>
      <input
        ref={field}
        type="search"
        autofocus
        autocomplete="off"
        spellcheck={false}
        maxLength={32}
        data-key="F3"
        aria-label={say("reception.find")}
        placeholder={`${say("reception.find")} (F3)`}
        value={number}
        onInput={(event) => setNumber(event.currentTarget.value)}
      />
      <button type="submit" class="main" disabled={counter.off}>
        {say("reception.find_key")}
      </button>
      {counter.cards?.length === 0 && (
        <p class="calm" role="status">
          {say("reception.not_found", { number: asked })}
        </p>
      )}
    </form>
  );
}

interface WhichProps {
  cards: readonly VisitCard[];
  say: Say;
  zone: string;
  onChoose: (card: VisitCard) => void;
}

/** The same number twice, as one line's own and as another's: somebody has to say which. */
export function Which({ cards, say, zone, onChoose }: WhichProps) {
  return (
    <section class="card which">
      <h2>{say("reception.which")}</h2>
      {cards.map((card) => (
        <button key={card.visit} type="button" class="quiet" onClick={() => onChoose(card)}>
          <b class="number">{card.number}</b>{" "}
          {say("reception.issued_at", { time: clockTime(card.ticket_at, zone) })}
        </button>
      ))}
    </section>
  );
}

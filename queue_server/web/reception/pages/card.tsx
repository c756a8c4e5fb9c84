// One patient's day at the desk: where the number stands, and what reception may do about it.

import { clockTime, minutesBetween } from "../../common/pages/times";
import type { Say } from "../../common/pages/words";
import type { Counter } from "./counter";
import type { Question } from "./questions";
import type { ReceptionPage, TurnLine, VisitCard } from "./types";

const DEEDS = [
  { ask: "room", right: "send_on", label: "reception.room_slip" },
  { ask: "group", right: "change_class", label: "reception.group" },
  { ask: "reprint", right: "reprint", label: "reception.reprint" },
  { ask: "move", right: "send_on", label: "reception.send_on" },
  { ask: "emergency", right: "mark_emergency", label: "reception.emergency" },
  { ask: "void", right: "void", label: "reception.void" },
] as const;

interface CardProps {
  card: VisitCard;
  page: ReceptionPage;
  counter: Counter;
  say: Say;
  onAsk: (question: Question) => void;
}

/** The card of a found number. */
export function Card({ card, page, counter, say, onAsk }: CardProps) {
  const group = counter.view.groups.find(({ code }) => code === card.group);
  const groupName = group ? (page.lang === "vi" ? group.name_vi : group.name_en) : "";
  async function change(deed: string, body: object) {
    const changed = await counter.act<VisitCard>(deed, { visit: card.visit, ...body });
    if (changed) counter.put(changed);
  }
  return (
    <article class="card">
      <h2>
        <b class="number">{card.number}</b>{" "}
        <span>{say("reception.issued_at", { time: clockTime(card.ticket_at, page.zone) })}</span>
      </h2>
      {card.void && <p class="mark">{card.void}</p>}
      <p class="marks">
        {card.emergency && <b class="mark emergency">{say("reception.emergency")}</b>}
        {groupName && <b class="mark priority">{groupName}</b>}
        {groupName && (
          <em class={`mark ${card.checked ? "ok" : "check"}`}>
            {say(card.checked ? "reception.checked" : "reception.to_check")}
          </em>
        )}
      </p>
      <ul class="turns">
        {card.turns.map((turn) => (
          <Turn key={turn.turn} turn={turn} page={page} say={say} />
        ))}
      </ul>
      <p class="keys">
        {groupName && !card.checked && (
          <button
            type="button"
            class="main"
            onClick={() => void change("group", { group: card.group, checked: true })}
          >
            {say("reception.check_now")}
          </button>
        )}
        {DEEDS.filter(({ right }) => page.may.includes(right)).map(({ ask, label }) => (
          <button key={ask} type="button" onClick={() => onAsk({ ask, card })}>
            {say(label)}
          </button>
        ))}
      </p>
      <p class="kinds" role="group" aria-label={say("reception.kind")}>
        {page.kinds.map(({ code, name }, index) => (
          <button
            key={code}
            type="button"
            data-key={`F${index + 6}`}
            class={card.kind === code ? "chosen" : "quiet"}
            aria-pressed={card.kind === code}
            onClick={() => void change("kind", { kind: code })}
          >
            {name} <kbd>F{index + 6}</kbd>
          </button>
        ))}
      </p>
    </article>
  );
}

function Turn({ turn, page, say }: { turn: TurnLine; page: ReceptionPage; say: Say }) {
  const vi = page.lang === "vi";
  return (
    <li class={`is-${turn.state.toLowerCase()}`}>
      <b>{vi ? turn.service_vi : turn.service_en}</b> <span class="number">{turn.number}</span>{" "}
      <span class="state">{say(`common.state.${turn.state}`)}</span>{" "}
      {turn.state === "WAITING" && turn.ahead !== null && (
        <span>{say("reception.ahead", { n: turn.ahead })}</span>
      )}{" "}
      <span>{say("reception.waited", { minutes: minutesBetween(0, turn.waited_ms) })}</span>{" "}
      <span>{vi ? turn.room_vi : turn.room_en}</span>
    </li>
  );
}

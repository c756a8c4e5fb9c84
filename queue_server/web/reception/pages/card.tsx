// One patient's day at the desk: where the number stands, and what reception may do about it.

import { clockTime, minutesBetween } from "../../common/pages/times";
import type { Say } from "../../common/pages/words";
import type { Counter } from "./counter";
import { openTurn, type Question } from "./questions";
import type { ReceptionPage, TurnLine, VisitCard } from "./types";

const DEEDS = [
  { ask: "room", right: "send_on", label: "reception.room_slip", key: "F4" },
  { ask: "group", right: "change_class", label: "reception.group", key: "" },
  { ask: "reprint", right: "reprint", label: "reception.reprint", key: "" },
  { ask: "move", right: "send_on", label: "reception.send_on", key: "" },
  { ask: "emergency", right: "mark_emergency", label: "reception.emergency", key: "" },
  { ask: "void", right: "void", label: "reception.void", key: "" },
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
  const open = openTurn(card) !== undefined;
  async function change(deed: string, body: object) {
    const changed = await counter.act<VisitCard>(deed, { visit: card.visit, ...body });
    if (changed) counter.put(changed);
  }
  return (
    <article class="card" aria-label={card.number}>
      <h2>
        <b class="number">{card.number}</b>{" "}
        <span>{say("reception.issued_at", { time: clockTime(card.ticket_at, page.zone) })}</span>
      </h2>
      <p class="marks">
        {card.void && <b class="mark check">{say("reception.is_void", { why: card.void })}</b>}
        {card.merged_into && (
          <b class="mark">{say("reception.merged", { number: card.merged_into })}</b>
        )}
        {card.emergency && <b class="mark emergency">{say("reception.emergency")}</b>}
        {card.lang !== "vi" && <b class="mark lang">{say(`reception.lang.${card.lang}`)}</b>}
        {groupName && <b class="mark priority">{groupName}</b>}
        {groupName && (
          <em class={`mark ${card.checked ? "ok" : "check"}`}>
            {say(card.checked ? "reception.checked" : "reception.to_check")}
          </em>
        )}
      </p>
      <ul class="turns">
        {card.turns.map((turn) => (
          <Turn
            key={turn.turn}
            turn={turn}
            page={page}
            say={say}
            off={counter.off}
            onBack={() => void change("come_back", { turn: turn.turn })}
          />
        ))}
      </ul>
      {!open && <p class="calm">{say("reception.over")}</p>}
      <p class="keys">
        {open && groupName && !card.checked && page.may.includes("change_class") && (
          <button
            type="button"
            class="main"
            disabled={counter.off}
            onClick={() => void change("group", { group: card.group, checked: true })}
          >
            {say("reception.check_now")}
          </button>
        )}
        {DEEDS.filter(({ right }) => open && page.may.includes(right)).map(({ ask, label, key }) => (
          <button
            key={ask}
            type="button"
            data-key={key || undefined}
            disabled={counter.off}
            onClick={() => onAsk({ ask, card })}
          >
            {say(ask === "emergency" && card.emergency ? "reception.no_emergency" : label)}{" "}
            {key && <kbd>{key}</kbd>}
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
            disabled={counter.off || !page.may.includes("change_class")}
            onClick={() => void change("kind", { kind: code })}
          >
            {name} <kbd>F{index + 6}</kbd>
          </button>
        ))}
      </p>
    </article>
  );
}

interface TurnProps {
  turn: TurnLine;
  page: ReceptionPage;
  say: Say;
  off: boolean;
  onBack: () => void;
}

function Turn({ turn, page, say, off, onBack }: TurnProps) {
  const vi = page.lang === "vi";
  return (
    <li class={`is-${turn.state.toLowerCase()}`}>
      <b>{vi ? turn.service_vi : turn.service_en}</b> <span class="number">{turn.number}</span>{" "}
      <span class="where">{say(`common.state.${turn.state}`)}</span>{" "}
      {turn.state === "WAITING" && turn.ahead !== null && (
        <span>{say("reception.ahead", { n: turn.ahead })}</span>
      )}{" "}
      <span>{say("reception.waited", { minutes: minutesBetween(0, turn.waited_ms) })}</span>{" "}
      <span>{vi ? turn.room_vi : turn.room_en}</span>
      {turn.keys.includes("come_back") && (
        <button type="button" class="quiet" disabled={off} onClick={onBack}>
          {say("reception.back")}
        </button>
      )}
    </li>
  );
}

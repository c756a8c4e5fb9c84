// The reception screen: find a number, give one, mend it; every line, every room, every call for help.

import "../../common/pages/staff.css";
import "./reception.css";
import { render } from "preact";
import { useState } from "preact/hooks";
import { NO_CONTACT } from "../../common/pages/deeds";
import { useKeys } from "../../common/pages/keys";
import { clockTime } from "../../common/pages/times";
import { readJson, speaker, type Say } from "../../common/pages/words";
import { Card } from "./card";
import { useCounter, type Counter } from "./counter";
import { Find, Which } from "./find";
import { Help } from "./help";
import { Rooms, Services } from "./lines";
import { Ask, type Question } from "./questions";
import type { ReceptionPage } from "./types";

const KEPT_PRINTER = "luot.reception.printer";

/** The printer chosen at this desk before, if it still exists. */
function printerOf(page: ReceptionPage): string {
  const kept = localStorage.getItem(KEPT_PRINTER);
  return page.printers.find(({ id }) => id === kept)?.id ?? page.printers[0]?.id ?? "";
}

function Reception({ page }: { page: ReceptionPage }) {
  const say = speaker(page.words);
  const counter = useCounter(page.view);
  const [question, setQuestion] = useState<Question | null>(null);
  const [printer, setPrinter] = useState(() => printerOf(page));
  useKeys(question === null);
  function choosePrinter(id: string) {
    localStorage.setItem(KEPT_PRINTER, id);
    setPrinter(id);
  }
  return (
    <div class={`reception ${counter.lostSince === null ? "" : "lost"}`}>
      <h1 class="heard">{say("reception.title")}</h1>
      {counter.lostSince !== null && (
        <p class="lost-contact" role="alert">
          {say("reception.lost_contact", { time: clockTime(counter.lostSince, page.zone) })}
        </p>
      )}
      <Help counter={counter} say={say} zone={page.zone} />
      <div class="columns">
        <div class="desk">
          <Find counter={counter} say={say} />
          <Message counter={counter} say={say} />
          {counter.cards?.length === 1 &&
            counter.cards.map((card) => (
              <Card key={card.visit} card={card} page={page} counter={counter} say={say} onAsk={setQuestion} />
            ))}
          {(counter.cards?.length ?? 0) > 1 && (
            <Which cards={counter.cards ?? []} say={say} zone={page.zone} onChoose={counter.put} />
          )}
          {counter.cards === null && <p class="calm">{say("reception.idle")}</p>}
          <p>
            <a class="button quiet" href="/room">
              {say("reception.call")}
            </a>
          </p>
          <Printer page={page} say={say} chosen={printer} onChoose={choosePrinter} />
        </div>
        <div class="hall">
          <Services
            counter={counter}
            say={say}
            lang={page.lang}
            zone={page.zone}
            onGive={(service) => setQuestion({ ask: "give", service })}
          />
          <Rooms counter={counter} say={say} lang={page.lang} zone={page.zone} />
        </div>
      </div>
      {question && (
        <Ask
          question={question}
          page={page}
          counter={counter}
          say={say}
          printer={printer}
          onDone={() => setQuestion(null)}
        />
      )}
    </div>
  );
}

/** What was done, or why it was not; read out by screen readers. */
function Message({ counter, say }: { counter: Counter; say: Say }) {
  const { trouble, note } = counter;
  const wrong = trouble?.code === NO_CONTACT ? say("reception.no_answer") : trouble?.message;
  return (
    <p class={`message ${trouble ? "trouble" : ""}`} role="status">
      {wrong ?? note}
    </p>
  );
}

interface PrinterProps {
  page: ReceptionPage;
  say: Say;
  chosen: string;
  onChoose: (id: string) => void;
}

function Printer({ page, say, chosen, onChoose }: PrinterProps) {
  if (page.printers.length === 0) return <p class="calm">{say("reception.no_printer")}</p>;
  return (
    <label class="printer">
      {say("reception.printer")}{" "}
      <select value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        {page.printers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

const root = document.getElementById("reception");
if (root) render(<Reception page={readJson<ReceptionPage>("page")} />, root);

// The reception screen: find a number, give one, mend it; every line, every room, every call for help.

import "../../common/pages/staff.css";
import "./reception.css";
import { render } from "preact";
import { useState } from "preact/hooks";
import { useKeys } from "../../common/pages/keys";
import { clockTime } from "../../common/pages/times";
import { readJson, speaker, type Say } from "../../common/pages/words";
import { Card } from "./card";
import { useCounter, type Counter } from "./counter";
import { Help } from "./help";
import { Rooms, Services } from "./lines";
import { Ask, type Question } from "./questions";
import type { ReceptionPage } from "./types";

const KEPT_PRINTER = "luot.reception.printer";

function Reception({ page }: { page: ReceptionPage }) {
  const say = speaker(page.words);
  const counter = useCounter(page.view);
  const [question, setQuestion] = useState<Question | null>(null);
  const [printer, setPrinter] = useState(
    () => localStorage.getItem(KEPT_PRINTER) ?? page.printers[0]?.id ?? "",
  );
  useKeys(question === null);
  function choosePrinter(id: string) {
    localStorage.setItem(KEPT_PRINTER, id);
    setPrinter(id);
  }
  return (
    <div class={`reception ${counter.lostSince === null ? "" : "lost"}`}>
      {counter.lostSince !== null && (
        <p class="lost-contact" role="alert">
          {say("reception.lost_contact", { time: clockTime(counter.lostSince, page.zone) })}
        </p>
      )}
      <Help counter={counter} say={say} zone={page.zone} />
      <main>
        <div class="desk">
          <Find counter={counter} say={say} />
          <p class={`message ${counter.trouble ? "trouble" : ""}`} role="status">
            {counter.trouble?.message ?? counter.note}
          </p>
          {counter.cards?.map((card) => (
            <Card key={card.visit} card={card} page={page} counter={counter} say={say} onAsk={setQuestion} />
          ))}
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
      </main>
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

function Find({ counter, say }: { counter: Counter; say: Say }) {
  const [number, setNumber] = useState("");
  const [asked, setAsked] = useState("");
  function look(event: Event) {
    event.preventDefault();
    const wanted = number.trim().toUpperCase();
    if (!wanted) return;
    void counter.find(wanted).then(() => setAsked(wanted));
  }
  return (
    <form class="find" role="search" onSubmit={look}>
      <input
        type="search"
        autofocus
        autocomplete="off"
        maxLength={12}
        aria-label={say("reception.find")}
        placeholder={say("reception.find")}
        value={number}
        onInput={(event) => setNumber(event.currentTarget.value)}
      />
      <button type="submit" class="main">
        {say("reception.find_key")}
      </button>
      {counter.cards?.length === 0 && (
        <p class="calm">{say("reception.not_found", { number: asked })}</p>
      )}
    </form>
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

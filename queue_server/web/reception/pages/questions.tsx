// What reception has to ask before a deed: which group, which service, why a number is void.

import { useState } from "preact/hooks";
import { Choice } from "../../common/pages/dialog";
import type { Say } from "../../common/pages/words";
import type { Counter } from "./counter";
import type { Given, ReceptionPage, ServiceLine, TurnLine, VisitCard } from "./types";

export type Question =
  | { ask: "give"; service: ServiceLine }
  | { ask: "group" | "room" | "move" | "void" | "emergency" | "reprint"; card: VisitCard };

interface QuestionProps {
  question: Question;
  page: ReceptionPage;
  counter: Counter;
  say: Say;
  printer: string;
  onDone: () => void;
}

/** The turn a deed at the desk is about: the one that is not at its end, the newest of them. */
export function openTurn(card: VisitCard): TurnLine | undefined {
  return [...card.turns].reverse().find((turn) => turn.keys.includes("send_on"));
}

/** The dialog of one question; answering it does the deed and shows the patient's new card. */
export function Ask({ question, page, counter, say, printer, onDone }: QuestionProps) {
  const [lang, setLang] = useState<"vi" | "en">("vi");
  const name = (line: { name_vi: string; name_en: string }) =>
    page.lang === "vi" ? line.name_vi : line.name_en;
  const services = counter.view.services.map((line) => ({ value: line.code, label: name(line) }));
  const groups = [
    { value: "", label: say("reception.group_none") },
    ...counter.view.groups.map((line) => ({ value: line.code, label: name(line) })),
  ];

  async function change(deed: string, body: object, note = "") {
    onDone();
    const card = await counter.act<VisitCard>(deed, body);
    if (card) counter.put(card);
    if (card && note) counter.say(note);
  }
  async function give(service: string, group: string) {
    onDone();
    const given = await counter.act<Given>("give", { service, group, lang, printer });
    if (!given) return;
    await counter.find(given.number);
    counter.say(say("reception.given", { number: given.number }));
  }

  if (question.ask === "give") {
    const { service } = question;
    return (
      <Choice
        title={say("reception.give_for", { service: name(service) })}
        cancel={say("reception.cancel")}
        choices={groups}
        onChoose={(group) => void give(service.code, group)}
        onCancel={onDone}
      >
        <fieldset class="langs">
          <legend>{say("reception.slip_lang")}</legend>
          {(["vi", "en"] as const).map((one) => (
            <label key={one}>
              <input type="radio" name="lang" checked={lang === one} onChange={() => setLang(one)} />
              {say(`reception.slip_lang.${one}`)}
            </label>
          ))}
        </fieldset>
      </Choice>
    );
  }
  const { card } = question;
  const facts = { number: card.number };
  const open = openTurn(card);
  const turn = open?.turn ?? null;
  const elsewhere = services.filter(({ value }) => value !== open?.service);
  const choose = (title: string, choices: { value: string; label: string }[], onChoose: (value: string) => void, other?: string) => (
    <Choice {...(other ? { other } : {})} title={title} cancel={say("reception.cancel")} choices={choices} onChoose={onChoose} onCancel={onDone} />
  );
  const yes = (label: string) => [{ value: "yes", label }];
  switch (question.ask) {
    case "group":
      return choose(say("reception.group"), groups, (group) =>
        void change("group", { visit: card.visit, group, checked: group !== "" }));
    case "room":
      return choose(
        say("reception.room_slip_for", facts),
        counter.view.services.filter(({ kind }) => kind === "room").map((line) => ({ value: line.code, label: name(line) })),
        (service) => void change("room_slip", { visit: card.visit, turn, service, printer }, say("reception.registered", facts)),
      );
    case "move":
      return choose(say("reception.send_on"), elsewhere, (service) => void change("send_on", { visit: card.visit, turn, service }));
    case "emergency":
      return choose(
        say(card.emergency ? "reception.no_emergency_why" : "reception.emergency_why", facts),
        yes(say(card.emergency ? "reception.no_emergency" : "reception.emergency")),
        () =>
        void change("emergency", { visit: card.visit, emergency: !card.emergency }),
      );
    case "reprint":
      return choose(say("reception.reprint"), yes(say("reception.reprint")), () =>
        void change("reprint", { visit: card.visit, printer }, say("reception.reprinted", facts)));
    case "void":
      return choose(
        say("reception.void_why", facts),
        ["double", "nobody", "mistake"].map((why) => ({ value: say(`reception.void.${why}`), label: say(`reception.void.${why}`) })),
        (reason) => void change("void", { visit: card.visit, reason }, say("reception.voided", facts)),
        say("reception.void.other"),
      );
  }
}

// The room screen: one key is enough for a whole day, everything else is at hand but quiet.

import "../../common/pages/staff.css";
import "./room.css";
import { render } from "preact";
import { useState } from "preact/hooks";
import { useKeys } from "../../common/pages/keys";
import { clockTime } from "../../common/pages/times";
import { readJson, speaker, type Say } from "../../common/pages/words";
import { Current } from "./current";
import { useDesk, type Desk } from "./desk";
import { AbsentList, WaitingList } from "./lists";
import { Ask, type Question } from "./questions";
import { Bar } from "./bar";
import type { Place, RoomPage } from "./types";

/** The place that the big key fills: the first free one, else the only one. */
export function placeForNext(places: readonly Place[]): Place | undefined {
  return places.find((place) => place.turn === null) ?? (places.length === 1 ? places[0] : undefined);
}

function Room({ page }: { page: RoomPage }) {
  const say = speaker(page.words);
  const desk = useDesk(page.view);
  const [question, setQuestion] = useState<Question | null>(null);
  const { view } = desk;
  useKeys(question === null);
  return (
    <div class={`room ${desk.lostSince === null ? "" : "lost"}`}>
      <Bar desk={desk} say={say} page={page} onAsk={setQuestion} />
      <Lost desk={desk} say={say} zone={page.zone} />
      <main>
        <div class="now">
          {view.places.map((place) => (
            <Current
              key={place.place}
              desk={desk}
              say={say}
              zone={page.zone}
              place={place}
              single={view.places.length === 1}
              onSend={(sent) => setQuestion({ ask: "send", place: sent })}
            />
          ))}
          <Next desk={desk} say={say} />
          <Message desk={desk} say={say} />
        </div>
        <div class="lists">
          <WaitingList
            desk={desk}
            say={say}
            zone={page.zone}
            onCallThis={(waiting) => setQuestion({ ask: "call_this", waiting })}
          />
          <AbsentList desk={desk} say={say} zone={page.zone} />
        </div>
      </main>
      {question && (
        <Ask key={question.ask} question={question} page={page} desk={desk} say={say} onAsk={setQuestion} />
      )}
    </div>
  );
}

function Next({ desk, say }: { desk: Desk; say: Say }) {
  const { view, busy, act } = desk;
  const place = placeForNext(view.places);
  const coming = view.waiting.find((line) => !line.elsewhere);
  if (view.state !== "open") return null;
  const off = busy || desk.lostSince !== null || place === undefined;
  const label = place?.turn ? "room.next_done" : "room.next";
  return (
    <button
      type="button"
      class="next"
      data-key="Enter"
      disabled={off}
      onClick={() => act("next", { current: place?.turn ?? null, place: place?.place ?? null })}
    >
      <span>{say(label)}</span> <kbd>Enter</kbd>
      {coming && <small>{say("room.next_of", { number: coming.number })}</small>}
    </button>
  );
}

function Message({ desk, say }: { desk: Desk; say: Say }) {
  const nobody = desk.view.outcome?.nobody ? say("room.nobody_waits") : "";
  const text = desk.trouble?.message ?? nobody;
  return (
    <p class={`message ${desk.trouble ? "trouble" : ""}`} role="status">
      {text}
    </p>
  );
}

function Lost({ desk, say, zone }: { desk: Desk; say: Say; zone: string }) {
  if (desk.lostSince === null) return null;
  return (
    <p class="lost-contact" role="alert">
      {say("room.lost_contact", { time: clockTime(desk.lostSince, zone) })}{" "}
      <button type="button" class="quiet" onClick={() => print()}>
        {say("room.print_list")}
      </button>
    </p>
  );
}

const root = document.getElementById("room");
if (root) render(<Room page={readJson<RoomPage>("page")} />, root);

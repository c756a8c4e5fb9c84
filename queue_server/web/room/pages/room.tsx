// The room screen: one key is enough for a whole day, everything else is at hand but quiet.

import "../../common/pages/staff.css";
import "./room.css";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useKeys } from "../../common/pages/keys";
import { clockTime } from "../../common/pages/times";
import { readJson, speaker, type Say } from "../../common/pages/words";
import { Bar, Deeds } from "./bar";
import { Current } from "./current";
import { useDesk } from "./desk";
import { AbsentList, WaitingList } from "./lists";
import { Message, Next } from "./next";
import { Ask, type Question } from "./questions";
import type { RoomPage, RoomView } from "./types";

/** The place whose keys work: the one chosen, if somebody is there, else the one called last. */
function placeOfKeys(view: RoomView, chosen: number): number {
  const taken = view.places.filter(({ turn }) => turn !== null);
  if (taken.some(({ place }) => place === chosen)) return chosen;
  const latest = [...taken].sort((a, b) => (b.last_call_at ?? 0) - (a.last_call_at ?? 0));
  return latest[0]?.place ?? 1;
}

function Room({ page }: { page: RoomPage }) {
  const say = speaker(page.words);
  const desk = useDesk(page.view);
  const [question, setQuestion] = useState<Question | null>(null);
  const [chosen, setChosen] = useState(0);
  const { view } = desk;
  const called = view.places.map(({ number }) => number).filter(Boolean).join(" ");
  const name = page.lang === "vi" ? view.name_vi : view.name_en;
  const working = placeOfKeys(view, chosen);
  useKeys(question === null);
  useEffect(() => setChosen(0), [called]); // somebody new was called: their keys
  useEffect(() => {
    document.title = [called, name].filter(Boolean).join(" · ");
  }, [called, name]);
  return (
    <div class={`room ${desk.lostSince === null ? "" : "lost"}`}>
      <Bar desk={desk} say={say} page={page} />
      <Lost since={desk.lostSince} say={say} zone={page.zone} />
      <div class="columns">
        <div class="now">
          {view.places.map((place) => (
            <Current
              key={place.place}
              desk={desk}
              say={say}
              zone={page.zone}
              place={place}
              single={view.places.length === 1}
              working={place.place === working}
              onChoose={() => setChosen(place.place)}
              onSend={() => setQuestion({ ask: "send", place })}
            />
          ))}
          <Next desk={desk} say={say} />
          <Message desk={desk} say={say} />
          <Deeds desk={desk} say={say} onAsk={setQuestion} />
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
      </div>
      {question && (
        <Ask key={question.ask} question={question} page={page} desk={desk} say={say} onAsk={setQuestion} />
      )}
    </div>
  );
}

function Lost({ since, say, zone }: { since: number | null; say: Say; zone: string }) {
  if (since === null) return null;
  return (
    <p class="lost-contact" role="alert">
      {say("room.lost_contact", { time: clockTime(since, zone) })}
    </p>
  );
}

const root = document.getElementById("room");
if (root) render(<Room page={readJson<RoomPage>("page")} />, root);

// The board: takes whole pictures, draws the newest, hands its calls to the voice. It decides nothing.

import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { live } from "../../queue_server/web/common/pages/live.ts";
import { readJson, speaker, type Sentences } from "../../queue_server/web/common/pages/words.ts";
import "./board.css";
import { Banners } from "./banners.tsx";
import { ServerClock } from "./clock.ts";
import { Enrol } from "./enrol.tsx";
import type { Lang, Picture, ToSpeak } from "./picture.ts";
import { Scene } from "./scene.tsx";
import { forgetKey, readKey, readScreen, type Screen } from "./settings.ts";
import { Voice } from "./speech.ts";

interface PageData {
  page: "board" | "enrol";
  hospital: string;
  words: Record<Lang, Sentences>;
  sounds: { chime: string; silence: string };
}

const TICK_MS = 1000;
const clock = new ServerClock();

function Board({ data, screen, authKey }: { data: PageData; screen: Screen; authKey: string }) {
  const [picture, setPicture] = useState<Picture | null>(null);
  const [lostSince, setLostSince] = useState<number | null>(null);
  const [said, setSaid] = useState<ToSpeak | null>(null);
  const [sound, setSound] = useState(true);
  const [now, setNow] = useState(() => clock.now());
  const say = speaker(data.words[screen.lang]);

  useEffect(() => {
    let newest: Picture | null = null;
    const voice = new Voice({
      ...data.sounds,
      now: () => clock.now(),
      onSpeaking: setSaid,
      onSound: (on) => {
        setSound(on);
        contact.send("sound", { on });
      },
      onSpoken: (call) => contact.send("spoken", { call }),
    });
    const contact = live<Picture>({
      what: "board",
      auth: { key: authKey },
      fallback: { url: "/api/devices/board", headers: { Authorization: `Bearer ${authKey}` } },
      onPicture: (next) => {
        newest = next;
        clock.set(next.at);
        setNow(next.at);
        setPicture(next);
        voice.offer(next);
      },
      onContact: (since) => {
        setLostSince(since === null ? null : clock.fromLocal(since));
        if (since !== null) voice.hush();
        else if (newest) voice.offer(newest);
      },
      onReload: () => location.reload(),
      onSignedOut: () => {
        forgetKey();
        location.replace("/board/enrol#again=1");
      },
    });
    const tick = setInterval(() => setNow(clock.now()), TICK_MS);
    return () => {
      clearInterval(tick);
      contact.close();
    };
  }, []);

  return (
    <div class={lostSince === null ? "screen" : "screen lost"}>
      <Scene {...{ picture, said, now, screen, say, lost: lostSince, hospital: data.hospital }}>
        <Banners {...{ lostSince, sound, connecting: picture === null, zone: picture?.zone ?? "", say }} />
      </Scene>
    </div>
  );
}

/** luot-board reads this pulse: a page that hangs has none, an error page neither. */
function pulse(): void {
  document.documentElement.dataset.beat = String(Math.floor(performance.now()));
}

function start(): void {
  pulse();
  setInterval(pulse, TICK_MS);
  const data = readJson<PageData>("page");
  const root = document.getElementById("board");
  if (!root) throw new Error("the page lacks its place for the board");
  const screen = readScreen(location.search);
  document.documentElement.lang = screen.lang;
  const key = readKey();
  if (data.page === "enrol") {
    render(<Enrol hospital={data.hospital} screen={screen} say={speaker(data.words[screen.lang])} />, root);
  } else if (key === null) {
    location.replace("/board/enrol" + location.search + location.hash);
  } else {
    render(<Board data={data} screen={screen} authKey={key} />, root);
  }
}

start();

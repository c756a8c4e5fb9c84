// The kiosk's page: one screen at a time, drawn from what was touched and what the program knows.

import { render } from "preact";
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { readJson, speaker } from "../../queue_server/web/common/pages/words.ts";
import { Deeds } from "./deeds.ts";
import { next, shown, START, takesCards, type Screen } from "./flow.ts";
import { Frame, type Tools } from "./frame.tsx";
import { useAbsence, useKeys, usePicture } from "./hooks.ts";
import { focusFirst } from "./keys.ts";
import "./kiosk.css";
import { lockDown } from "./lockdown.ts";
import { Calling, StillThere } from "./overlays.tsx";
import type { PageData } from "./picture.ts";
import { Body } from "./screens.tsx";
import { USUAL, Voice, type Volume } from "./voice.ts";

const SPOKEN: Partial<Record<Screen, string>> = {
  services: "services",
  groups: "groups",
  paper: "paper",
  emergency: "emergency",
};
const AT_REST: readonly Screen[] = ["first", "number", "not_ready", "clock", "working"];

function Kiosk({ data, voice }: { data: PageData; voice: Voice }) {
  const [picture, see, lost] = usePicture(data.picture);
  const [flow, step] = useReducer(next, START);
  const [volume, setVolume] = useState<Volume>(USUAL);
  const [calling, setCalling] = useState(false);
  const [missed, setMissed] = useState(false);
  const now = useRef({ flow, picture });
  now.current = { flow, picture };

  const screen = shown(flow, picture);
  const lang = flow.lang || picture.result?.given.lang || "vi";
  const say = speaker(data.words[lang]);
  const deeds = useRef<Deeds | null>(null);
  deeds.current ??= new Deeds({
    flow: () => now.current.flow,
    picture: () => now.current.picture,
    step,
    see,
    lost: () => speaker(data.words[now.current.flow.lang || "vi"])("kiosk.lost"),
  });
  const deed = deeds.current;
  const home = () => {
    setCalling(false);
    setMissed(false);
    setVolume(USUAL);
    voice.setVolume(USUAL);
    voice.hush();
    void deed.home();
  };

  useKeys(() => takesCards(shown(now.current.flow, now.current.picture)), (text) => void deed.card(text));
  useEffect(() => lockDown(() => step({ type: "show", screen: "staff" })), []);
  useEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);
  useEffect(focusFirst, [screen, calling]);

  const slip = picture.result?.slip ?? "";
  const noPaper = slip === "screen" || slip === "failed";
  const spoken = screen === "number" ? (noPaper ? "screen_result" : "result") : (SPOKEN[screen] ?? "");
  useEffect(() => {
    if (spoken) voice.say(`/speech/${lang}/${spoken}.wav?press=${picture.press}`);
  }, [spoken, lang]);
  useEffect(() => {
    if (slip === "failed") void deed.call("no_slip"); // nobody should have to ask for it
  }, [slip === "failed"]);

  const [absent, stay] = useAbsence(data.screen.away_s, !AT_REST.includes(screen) || calling, screen);
  const tools: Tools = {
    say,
    other: speaker(data.words[lang === "vi" ? "en" : "vi"]),
    lang,
    volume,
    voice: data.voice,
    setLang: (chosen) => step({ type: "lang", lang: chosen }),
    louder: () => {
      const level = ((volume + 1) % 3) as Volume;
      setVolume(level);
      voice.setVolume(level);
      voice.repeat();
    },
    repeat: () => (spoken ? voice.repeat() : voice.say(`/speech/${lang}/first.wav`)),
    callStaff: () => {
      setCalling(true);
      void deed.call("help");
    },
  };
  const goesBack = !["first", "number", "working", "not_ready", "clock", "staff"].includes(screen);

  return (
    <>
      <Frame tools={tools} picture={picture} screen={screen} back={goesBack ? home : undefined} inert={calling || absent}>
        <Body
          {...{ tools, flow, picture, screen, deed, step, see, home, missed }}
          seconds={data.screen.result_s}
          speaking={() => voice.speaking}
          noSlip={() => {
            setMissed(true);
            void deed.call("no_slip");
          }}
        />
      </Frame>
      {calling && !absent && <Calling tools={tools} help={picture.help} close={() => setCalling(false)} />}
      {absent && <StillThere tools={tools} seconds={data.screen.warning_s} stay={stay} leave={home} />}
      {lost && <div class="over lost" role="alert"><p>{say("kiosk.lost")}</p></div>}
    </>
  );
}

const data = readJson<PageData>("page");
const place = document.getElementById("kiosk");
if (place) render(<Kiosk data={data} voice={new Voice(data.voice)} />, place);

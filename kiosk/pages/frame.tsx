// What stands around every screen: the hospital, the language, back, the voice, and a person to call.

import type { ComponentChildren } from "preact";
import type { Say } from "../../queue_server/web/common/pages/words.ts";
import type { Lang, Picture } from "./picture.ts";
import type { Volume } from "./voice.ts";

export interface Tools {
  say: Say;
  lang: Lang;
  other: Say; // the other language's words, for its own button
  volume: Volume;
  voice: boolean;
  setLang: (lang: Lang) => void;
  louder: () => void;
  repeat: () => void;
  callStaff: () => void;
}

interface Props {
  tools: Tools;
  picture: Picture;
  screen: string;
  back?: (() => void) | undefined;
  inert: boolean;
  children: ComponentChildren;
}

export function Icon({ name }: { name: string }) {
  return <img class="icon" src={`/static/pictures/${name}.svg`} alt="" draggable={false} />;
}

export function Frame({ tools, picture, screen, back, inert, children }: Props) {
  const { say, lang } = tools;
  const hospital = lang === "vi" ? picture.hospital_vi : picture.hospital_en;
  return (
    <div class={`kiosk screen-${screen}`} aria-hidden={inert} data-screen={screen}>
      <header>
        <p class="hospital">{hospital || say("kiosk.title")}</p>
        <p class="time">{picture.time}</p>
        <button type="button" class="tool language" onClick={() => tools.setLang(lang === "vi" ? "en" : "vi")}>
          <span lang={lang === "vi" ? "en" : "vi"}>{say("kiosk.language")}</span>
        </button>
      </header>
      <main>{children}</main>
      <footer>
        {back && (
          <button type="button" class="tool back" data-back onClick={back}>
            <Icon name="back" />
            {say("kiosk.back")}
          </button>
        )}
        {tools.voice && (
          <>
            <button type="button" class="tool" onClick={tools.repeat}>
              <Icon name="repeat" />
              {say("kiosk.repeat")}
            </button>
            <button type="button" class="tool" data-volume={tools.volume} onClick={tools.louder}>
              <Icon name={`volume-${tools.volume}`} />
              {say("kiosk.volume", { level: say(`kiosk.volume_${tools.volume}`) })}
            </button>
          </>
        )}
        <button type="button" class="tool call" onClick={tools.callStaff}>
          <Icon name="help" />
          {say("kiosk.help")}
        </button>
      </footer>
    </div>
  );
}

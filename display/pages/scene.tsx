// The whole picture on the screen: bar, current call, lists, and the row of who is to get ready.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Say } from "../../queue_server/web/common/pages/words.ts";
import { saidTime, shortTime } from "./clock.ts";
import { Hero, heroOf } from "./hero.tsx";
import { Pager } from "./pager.tsx";
import { roomName, shortName, type Picture, type ToSpeak } from "./picture.ts";
import { lastRows, prepareRows, roomRows } from "./rows.tsx";
import type { Screen } from "./settings.ts";
import { measureFont, plan, type Area, type Font } from "./sizes.ts";

/** After so long without contact the old numbers only mislead: the hall has moved on. */
const HIDE_AFTER_MS = 15 * 60_000;

interface Props {
  picture: Picture | null;
  said: ToSpeak | null;
  now: number;
  lost: number | null;
  screen: Screen;
  hospital: string;
  say: Say;
  children: ComponentChildren; // what the board says about itself
}

export function Scene({ picture, said, now, lost, screen, hospital, say, children }: Props) {
  const area = useArea();
  const font = useFont();
  if (!picture || !font) {
    return (
      <main class="scene">
        <Bar time="" title="" hospital={hospital} said="" />
        {children}
      </main>
    );
  }
  const called = heroOf(picture, screen.lang, said);
  const names = picture.rooms.map((room) => roomName(picture, room.code, screen.lang));
  const where: [string, string] = [called.room, shortName(called.room)];
  const sizes = plan(screen, area, font, { rooms: names, numbers: called.numbers, where });
  const style = `--number:${sizes.numberPx}px;--row:${sizes.rowPx}px;--where:${sizes.wherePx}px;--bar:${sizes.barPx}px`;
  const outdated = lost !== null && now - lost > HIDE_AFTER_MS;
  const context = {
    picture,
    lang: screen.lang,
    short: sizes.short,
    say,
    time: (at: number) => saidTime(at, picture.zone, screen.lang),
    fresh: called.call,
  };
  const rooms = picture.rooms.length > 1 || sizes.shape === "tight" ? roomRows(context) : [];
  const last = lastRows(context);
  const prepare = prepareRows(context);
  return (
    <main class={`scene ${sizes.shape}`} style={style} data-too-far={sizes.tooFar ? "" : undefined}>
      {lost === null && <Bar time={shortTime(now, picture.zone)} title={picture.title} hospital={picture.hospital} said={called.sentenceOnly ? "" : called.sentence} />}
      {children}
      {!outdated && (
        <div class="body">
          <div class="pane calls">
            <Hero {...called} room={sizes.where} lost={lost !== null} say={say} />
            {sizes.shape === "hall" && <Pager name="last" title={say("board.last")} rows={last} />}
          </div>
          {sizes.shape === "tight" ? (
            <Pager name="rooms" title="" rows={[...rooms, ...prepare, ...last]} />
          ) : (
            <div class="pane lists">
              {rooms.length > 0 && <Pager name="rooms" title={say("board.rooms")} rows={rooms} />}
              {sizes.shape !== "hall" && <Pager name="last" title={say("board.last")} rows={last} />}
            </div>
          )}
        </div>
      )}
      {lost === null && sizes.shape !== "tight" && prepare.length > 0 && (
        <Pager name="prepare" title={say("board.prepare")} rows={prepare} one />
      )}
    </main>
  );
}

/** While a call is spoken its words stand here, for those who do not hear; nothing moves for them. */
function Bar({ time, title, hospital, said }: { time: string; title: string; hospital: string; said: string }) {
  return (
    <header class="bar">
      {said ? (
        <span class="caption">
          <Loudspeaker />
          {said}
        </span>
      ) : (
        <>
          <h1 class="hospital">{hospital}</h1>
          <span class="title">{title}</span>
        </>
      )}
      <span class="clock">{time}</span>
    </header>
  );
}

function Loudspeaker() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 9v6h4l6 5V4L7 9zm12-1.5v9a5 5 0 000-9zM15 3v2.2a7 7 0 010 13.6V21a9.2 9.2 0 000-18z" />
    </svg>
  );
}

function useArea(): Area {
  const look = () => ({ width: innerWidth, height: innerHeight });
  const [area, setArea] = useState<Area>(look);
  useEffect(() => {
    const changed = () => setArea(look());
    addEventListener("resize", changed);
    return () => removeEventListener("resize", changed);
  }, []);
  return area;
}

/** Nothing is drawn before the font is there: its letters decide every size. */
function useFont(): Font | null {
  const [font, setFont] = useState<Font | null>(null);
  useEffect(() => {
    const family = getComputedStyle(document.body).fontFamily;
    const measured = () => setFont(measureFont(family));
    Promise.all([document.fonts.load(`700 20px ${family}`), document.fonts.load(`500 20px ${family}`)])
      .then(measured, measured);
  }, []);
  return font;
}

// The whole picture on the screen: bar, current call, lists, and the row of who is to get ready.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Say } from "../../queue_server/web/common/pages/words.ts";
import { Bar } from "./bar.tsx";
import { saidTime, shortTime } from "./clock.ts";
import type { ListPlan } from "./division.ts";
import { EDGE, measureHall } from "./hall.ts";
import { Hero, floorWords, heroOf, whereOf, type Context } from "./hero.tsx";
import { Pager } from "./pager.tsx";
import type { Picture, ToSpeak } from "./picture.ts";
import { plan } from "./plan.ts";
import { prepareRows, SOON } from "./ready.tsx";
import { lastNamed, lastRows, roomLines, roomRows, roomsNamed } from "./rows.tsx";
import type { Screen } from "./settings.ts";
import { measureFont, type Area, type Font } from "./sizes.ts";

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
  const context: Context = {
    picture,
    lang: screen.lang,
    say,
    time: (at) => saidTime(at, picture.zone, screen.lang),
    clock: (at) => shortTime(at, picture.zone),
    em: font.widths,
    fresh: called.call,
  };
  const hall = measureHall(screen, area, font, {
    numbers: called.numbers,
    where: whereOf(called, context),
    floor: floorWords(called.floor, say),
    rooms: roomsNamed(context),
    roomLines: roomLines(picture),
    last: lastNamed(context),
    prepare: lost === null && prepareRows(context, 99, false).length > 0,
    waiting: called.waiting !== null,
  });
  const sizes = plan(hall);
  const title = say("board.prepare");
  const tight = sizes.shape === "tight";
  const beside = tight && sizes.prepareRow ? SOON * sizes.rowPx : sizes.shape === "portrait" ? 0 : titleWidth(sizes, font.widths(title));
  const prepare = prepareRows(context, (hall.width - beside) / sizes.rowPx, !sizes.prepareRow);
  const rooms = [...roomRows(context, sizes.rooms), ...(tight && !sizes.prepareRow && lost === null ? prepare : [])];
  const last = lastRows(context, sizes.last);
  const before = sizes.last.rows > 0 && (
    <Pager name="last" title={sizes.last.title ? say("board.last") : ""} rows={last} look={look(sizes.last)} />
  );
  const served = sizes.rooms.rows > 0 && (
    <Pager name="rooms" title={sizes.rooms.title ? say("board.rooms") : ""} rows={rooms} look={look(sizes.rooms)} />
  );
  const outdated = lost !== null && now - lost > HIDE_AFTER_MS;
  return (
    <main
      class={`scene ${sizes.shape}${sizes.side ? " side" : ""}`}
      style={`--number:${sizes.numberPx}px;--row:${sizes.rowPx}px;--where:${sizes.wherePx}px;--bar:${sizes.barPx}px`}
      data-too-far={sizes.tooFar ? "" : undefined}
    >
      {lost === null && (
        <Bar
          time={shortTime(now, picture.zone)}
          title={picture.title}
          hospital={picture.hospital}
          said={called.sentenceOnly ? "" : called.sentence}
          fit={{ em: font.widths, barPx: sizes.barPx, widthPx: hall.width, upright: sizes.shape === "portrait" }}
        />
      )}
      {children}
      {!outdated && (
        <div class="body">
          <div class="pane calls" style={sizes.callsPx ? `width:${sizes.callsPx + EDGE * hall.vmin}px` : undefined}>
            <Hero {...called} where={sizes.where} arrow={sizes.arrow} floor={sizes.floor} lost={lost !== null} say={say} />
            {sizes.shape === "hall" && before}
          </div>
          {(served || before) && (
            <div class="pane lists">
              {sizes.shape !== "hall" && before}
              {served}
            </div>
          )}
        </div>
      )}
      {lost === null && sizes.prepareRow && <Pager name="prepare" title={title} rows={prepare} one />}
    </main>
  );
}

/** The heading beside those who are to get ready, as board.css sets it. */
function titleWidth({ rowPx, barPx }: { rowPx: number; barPx: number }, em: number): number {
  return (em + 0.5) * Math.max(barPx, 0.5 * rowPx);
}

/** A list's font size, and its part of the height beside another list. */
function look({ px, rows }: ListPlan): string {
  return `font-size:${px}px;flex-grow:${rows}`;
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

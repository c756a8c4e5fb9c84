// The call everybody looks at: the one being spoken now, else the newest.

import type { Say } from "../../queue_server/web/common/pages/words.ts";
import { allShown, glued, isOfOneRoom, placeName, type Lang, type Picture, type Shown, type ToSpeak } from "./picture.ts";

export interface Called {
  call: string;
  numbers: string[];
  room: string; // code of a place, "" when nobody is called
  floor: string;
  priority: boolean;
  sentence: string; // what is being spoken, for those who do not hear; "" when nothing is
  sentenceOnly: boolean; // spoken, but no longer among the calls the picture lists
  waiting: number | null; // people waiting, on the board of a single room
}

export interface Context {
  picture: Picture;
  lang: Lang;
  say: Say;
  time: (at: number) => string; // as it is said
  clock: (at: number) => string; // as a clock shows it
  em: (text: string) => number; // width in font sizes
  fresh: string; // call id to be marked in the lists
}

/** Eye and ear get the same call: what is spoken is what stands large. */
export function heroOf(picture: Picture, lang: Lang, said: ToSpeak | null): Called {
  const shown = allShown(picture);
  const one = said ? shown.find((each) => each.call === said.call) : (picture.current ?? undefined);
  const together = one ? shown.filter((each) => each.call === one.call && each.room === one.room) : [];
  const single = isOfOneRoom(picture) ? picture.rooms[0] : undefined;
  return {
    call: said?.call ?? one?.call ?? "",
    numbers: together.map((each) => each.number).sort(),
    room: one?.room ?? "",
    floor: floorOf(picture, one),
    priority: together.some((each) => each.priority),
    sentence: said ? (lang === "en" ? said.text_en : said.text_vi) : "",
    sentenceOnly: said !== null && !one,
    waiting: single ? single.waiting : null,
  };
}

/** Told only where it matters: on a board for several floors. */
function floorOf(picture: Picture, one: Shown | undefined): string {
  if (new Set(picture.places.map((place) => place.floor)).size < 2) return "";
  return picture.places.find((place) => place.code === one?.room)?.floor ?? "";
}

/** "tầng 2" of a bare "2"; what a hospital wrote in words stays as it is. */
export function floorWords(floor: string, say: Say): string {
  return /^\d+$/.test(floor) ? say("board.floor", { n: floor }) : floor;
}

/** The place in full and short. */
export function whereOf(called: Called, { picture, lang, say }: Context): [string, string] {
  if (!called.room) return ["", ""];
  return [placeName(picture, called.room, { lang, say }), placeName(picture, called.room, { lang, say, short: true })];
}

export function Hero(props: Called & { where: string; arrow: boolean; lost: boolean; say: Say }) {
  const { call, numbers, where, arrow, floor, priority, sentence, sentenceOnly, waiting, lost, say } = props;
  const label = lost ? "board.before" : numbers.length > 1 ? "board.calls" : "board.call";
  return (
    <section class={sentence ? "hero speaking" : "hero"} key={call} aria-live="polite">
      <p class="label">
        <span>{call || lost ? say(label) : ""}</span>
        {priority && <Priority say={say} />}
      </p>
      {sentenceOnly && <p class="sentence">{sentence}</p>}
      {!call && <p class="sentence nobody">{say("board.nobody")}</p>}
      {numbers.length > 0 && (
        <div class="to">
          <p class="numbers">
            {numbers.map((number) => (
              <b key={number}>{number}</b>
            ))}
          </p>
          <p class="where">
            {arrow && <Arrow />}
            <span class="name">{glued(where)}</span>
            {floor && <span class="floor">{floor}</span>}
          </p>
        </div>
      )}
      {waiting !== null && <p class="waiting">{say("board.waiting", { n: waiting })}</p>}
    </section>
  );
}

/** Star and word together, the star alone where a row is full: never told by colour alone. */
export function Priority({ say, small = false }: { say: Say; small?: boolean }) {
  return (
    <span class={small ? "priority small" : "priority"}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 1.8l3 6.7 7.2.8-5.4 4.9 1.6 7.2L12 17.7l-6.4 3.7 1.6-7.2L1.8 9.3 9 8.5z" />
      </svg>
      <span class="word">{say("board.priority")}</span>
    </span>
  );
}

export function Arrow() {
  return (
    <svg class="arrow" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M13 4l8 8-8 8v-5H3V9h10z" />
    </svg>
  );
}

// The rows of the lists: each room with whom it serves, and the last calls.

import type { ComponentChildren } from "preact";
import type { Named } from "./hall.ts";
import { Arrow, Priority, type Context } from "./hero.tsx";
import { allShown, glued, isOfOneRoom, placeName, type Picture, type RoomRow } from "./picture.ts";
import type { ListPlan } from "./division.ts";

export interface Row {
  key: string;
  content: ComponentChildren;
  mark?: "fresh" | "paused" | "closed" | undefined;
}

/** What must fit into one row of each list. */
export function named(context: Context, code: string, number: string, star = false): Named {
  const { picture } = context;
  const full = isOfOneRoom(picture) ? "" : placeName(picture, code, context);
  return { full, short: full && placeName(picture, code, { ...context, short: true }), number, star };
}

/** Rooms to be listed: on a board of one room, or with one room at work, the call itself tells it. */
export function listed(picture: Picture): RoomRow[] {
  return picture.rooms.length > 1 ? picture.rooms : [];
}

export function roomsNamed(context: Context): Named[] {
  return listed(context.picture).map((room) => {
    if (room.state === "paused") return { full: "", short: "", number: pausedShort(room, context), star: false };
    const number = room.now.reduce((a, b) => (b.length > a.length ? b : a), "A000");
    return named(context, room.code, number);
  });
}

/** Rows they take at most. */
export function roomLines(picture: Picture): number {
  return listed(picture).reduce((sum, room) => sum + Math.max(1, room.now.length) + (room.state === "paused" ? 1 : 0), 0);
}

export function lastNamed(context: Context): Named[] {
  return context.picture.last.map((one) => named(context, one.room, one.number, one.priority));
}

export function Name({ code, short, context }: { code: string; short: boolean; context: Context }) {
  if (isOfOneRoom(context.picture)) return null;
  return <span class="name">{glued(placeName(context.picture, code, { ...context, short }))}</span>;
}

/** A room that serves more people than a line holds has a line for each part of them. */
export function roomRows(context: Context, plan: ListPlan): Row[] {
  const called = allShown(context.picture).find((shown) => shown.call === context.fresh);
  return listed(context.picture).flatMap((room) => {
    const mark: Row["mark"] = room.state !== "open" ? room.state : called?.room === room.code ? "fresh" : undefined;
    const name = placeName(context.picture, room.code, { ...context, short: plan.short });
    const free = plan.widthPx / plan.px - context.em(name) - 0.9;
    const lines = [...parts(room.now, free, context), ...(room.state === "paused" || !room.now.length ? [[]] : [])];
    return lines.map((numbers, at) => ({
      key: `${room.code} ${at}`,
      mark,
      content: room.state === "paused" && !numbers.length ? (
        <Pause room={room} plan={plan} context={context} />
      ) : (
        <>
          <Name code={room.code} short={plan.short} context={context} />
          <Now room={room} numbers={numbers} context={context} />
        </>
      ),
    }));
  });
}

export function parts(numbers: string[], freeEm: number, { em }: Context): string[][] {
  const widest = Math.max(1, ...numbers.map((number) => em(number) + 0.3));
  const each = Math.max(1, Math.floor((freeEm + 0.3) / widest));
  const found: string[][] = [];
  for (let at = 0; at < numbers.length; at += each) found.push(numbers.slice(at, at + each));
  return found;
}

export function Numbers({ numbers }: { numbers: string[] }) {
  return (
    <span class="now">
      {numbers.map((number) => (
        <b key={number}>{number} </b>
      ))}
    </span>
  );
}

function Now({ room, numbers, context: { say } }: { room: RoomRow; numbers: string[]; context: Context }) {
  if (numbers.length > 0) return <Numbers numbers={numbers} />;
  return <span class="quiet">{room.state === "closed" ? say("board.room_closed") : "–"}</span>;
}

/** The whole sentence where it fits in a line, else the place and until when. */
function Pause({ room, plan, context }: { room: RoomRow; plan: ListPlan; context: Context }) {
  const sentence = pausedSentence(room, context);
  if (context.em(sentence) + 0.6 <= plan.widthPx / plan.px) return <span class="text">{sentence}</span>;
  return (
    <>
      <Name code={room.code} short={plan.short} context={context} />
      <span class="quiet">{pausedShort(room, context)}</span>
    </>
  );
}

function pausedShort(room: RoomRow, { say, clock }: Context): string {
  if (room.resumes_at === null) return say("board.paused_row");
  return say("board.paused_row_until", { time: clock(room.resumes_at) });
}

/** A desk does not examine: only rooms "khám tiếp". */
export function pausedSentence(room: RoomRow, context: Context): string {
  const { picture, say, time } = context;
  const name = glued(placeName(picture, room.code, context));
  if (room.resumes_at === null) return say("board.paused", { room: name });
  const desk = picture.places.some((each) => each.code === room.code && each.kind === "desk");
  return say(desk ? "board.paused_until_desk" : "board.paused_until", { room: name, time: time(room.resumes_at) });
}

/** Newest first, as many as stand there without shrinking. */
export function lastRows(context: Context, plan: ListPlan): Row[] {
  return context.picture.last.slice(0, plan.rows).map((shown) => ({
    key: `${shown.call} ${shown.number}`,
    content: (
      <>
        <b>{shown.number}</b>
        {!isOfOneRoom(context.picture) && <Arrow />}
        <Name code={shown.room} short={plan.short} context={context} />
        {shown.priority && <Priority say={context.say} small />}
      </>
    ),
  }));
}

// The rows of the lists: each room with whom it serves, the last calls, who is to get ready.

import type { ComponentChildren } from "preact";
import type { Context } from "./hero.tsx";
import { Priority } from "./hero.tsx";
import { allShown, glued, roomName, shortName, type RoomRow } from "./picture.ts";

export interface Row {
  key: string;
  content: ComponentChildren;
  mark?: "fresh" | "paused" | "closed" | undefined;
}

/** On the board of one room its name need not stand in each row. */
function Name({ code, context: { picture, lang, short } }: { code: string; context: Context }) {
  if (picture.rooms.length === 1) return <span class="name" />;
  const name = roomName(picture, code, lang);
  return <span class="name">{glued(short ? shortName(name) : name)}</span>;
}

export function roomRows(context: Context): Row[] {
  const { picture, fresh } = context;
  const called = allShown(picture).find((shown) => shown.call === fresh);
  return picture.rooms.map((room) => ({
    key: room.code,
    mark: room.state === "open" ? (called?.room === room.code ? "fresh" : undefined) : room.state,
    content:
      room.state === "paused" ? (
        <span class="text">{pausedSentence(room, context)}</span>
      ) : (
        <>
          <Name code={room.code} context={context} />
          <Now room={room} context={context} />
        </>
      ),
  }));
}

function Numbers({ numbers }: { numbers: string[] }) {
  return (
    <span class="now">
      {numbers.map((number) => (
        <b key={number}>{number} </b>
      ))}
    </span>
  );
}

function Now({ room, context: { say } }: { room: RoomRow; context: Context }) {
  if (room.state === "closed") return <span class="quiet">{say("board.room_closed")}</span>;
  if (room.now.length === 0) return <span class="quiet">–</span>;
  return <Numbers numbers={room.now} />;
}

/** A desk does not examine: only rooms "khám tiếp". */
function pausedSentence(room: RoomRow, { picture, lang, short, say, time }: Context): string {
  const full = roomName(picture, room.code, lang);
  const name = glued(short ? shortName(full) : full);
  if (room.resumes_at === null) return say("board.paused", { room: name });
  const key = /^phòng/i.test(room.name_vi) ? "board.paused_until" : "board.paused_until_desk";
  return say(key, { room: name, time: time(room.resumes_at) });
}

export function lastRows(context: Context): Row[] {
  const { picture, short, say } = context;
  return picture.last.map((shown) => ({
    key: `${shown.call} ${shown.number}`,
    content: (
      <>
        <b>{shown.number}</b>
        {shown.priority && short && <Priority say={say} small />}
        <Name code={shown.room} context={context} />
        {shown.priority && !short && <Priority say={say} />}
      </>
    ),
  }));
}

/** One row a room; a single paused room has its sentence here, as it has no list of rooms. */
export function prepareRows(context: Context): Row[] {
  const { picture } = context;
  const single = picture.rooms.length === 1;
  const paused = picture.rooms.filter((room) => single && room.state === "paused");
  const ready = picture.rooms.filter((room) => room.state === "open" && room.prepare.length > 0);
  return [
    ...paused.map((room) => ({
      key: `paused ${room.code}`,
      mark: "paused" as const,
      content: <span class="text">{pausedSentence(room, context)}</span>,
    })),
    ...ready.map((room) => ({
      key: `prepare ${room.code}`,
      content: (
        <>
          <Name code={room.code} context={context} />
          <Numbers numbers={room.prepare} />
        </>
      ),
    })),
  ];
}

// The row below: who is to get ready, room by room.

import type { Context } from "./hero.tsx";
import { isOfOneRoom, placeName, type RoomRow } from "./picture.ts";
import { Name, Numbers, listed, parts, pausedSentence, type Row } from "./rows.tsx";

/** "Chuẩn bị" in two small lines before the numbers, in font sizes of the row. */
export const SOON = 1.5;

/** One row a room, with its title where it stands among other rows; a paused room has its sentence here when there is no list of rooms. */
export function prepareRows(context: Context, freeEm: number, titled: boolean): Row[] {
  const { picture } = context;
  const paused = picture.rooms.filter((room) => listed(picture).length === 0 && room.state === "paused");
  const ready = picture.rooms.filter((room) => room.state === "open" && room.prepare.length > 0);
  const alone = isOfOneRoom(picture) || picture.rooms.length === 1;
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
          {titled && <small class="soon">{context.say("board.prepare")}</small>}
          <Ready room={room} alone={alone} freeEm={titled ? freeEm - SOON : freeEm} context={context} />
        </>
      ),
    })),
  ];
}

/** Where only one room calls, its name need not be told. */
function Ready({ room, alone, freeEm, context }: { room: RoomRow; alone: boolean; freeEm: number; context: Context }) {
  const numbers = room.prepare.reduce((sum, number) => sum + context.em(number) + 0.3, 0.9);
  const short = context.em(placeName(context.picture, room.code, context)) + numbers > freeEm;
  const name = alone ? "" : placeName(context.picture, room.code, { ...context, short });
  return (
    <>
      {!alone && <Name code={room.code} short={short} context={context} />}
      <Numbers numbers={parts(room.prepare, freeEm - context.em(name) - 0.9, context)[0] ?? []} />
    </>
  );
}

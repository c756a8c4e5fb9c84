// The one module that knows Socket.IO: watches one thing, hands on its newest whole picture, and
// says since when nothing was heard. After every (re)connection it asks for the whole picture again.

import { io } from "socket.io-client";

/** What every picture has, whatever else it shows. */
interface Versioned {
  epoch?: string;
  version?: number;
  at?: number;
}

export interface LiveOptions<Picture> {
  url?: string;
  auth?: object;
  what: string;
  code?: string;
  onPicture: (picture: Picture) => void;
  /** `null`: contact; otherwise the time (UTC ms) of the last sign of life. */
  onContact: (lostSince: number | null) => void;
  onReload?: () => void;
  onSignedOut?: () => void;
  /** Where to ask by plain HTTP (ETag) while no socket can be had. */
  fallback?: { url: string; headers: Record<string, string> };
}

export interface Live {
  send: (event: string, data: object) => void;
  close: () => void;
}

const LOST_AFTER_MS = 10_000; // a board that shows old calls as if they were new sends people astray
const POLL_MS = 5_000;
const AGAIN_MS = 3_000;
const SIGNED_OUT = ["not_signed_in", "must_change", "unknown_device"];

/** A newer picture than `last`: a later version, a later look at the same one, or another epoch. */
export function isNewer(last: Versioned | null, next: Versioned): boolean {
  if (!last || last.epoch !== next.epoch) return true;
  const [had, has] = [last.version ?? 0, next.version ?? 0];
  return has > had || (has === had && (next.at ?? 0) > (last.at ?? 0));
}

export function live<Picture extends object>(options: LiveOptions<Picture>): Live {
  let last: (Picture & Versioned) | null = null;
  let heardTick = performance.now(); // a monotonic clock: the wall clock may be corrected meanwhile
  let heardAt = Date.now();
  let lost = false;
  let etag = "";
  let closed = false;
  let assets = "";

  const socket = io(`${options.url ?? ""}/live`, {
    transports: ["websocket"],
    auth: { ...options.auth },
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000, // with the default spread, a hall of boards does not come back at once
  });

  function heard(): void {
    heardTick = performance.now();
    heardAt = Date.now();
    if (lost) options.onContact(null);
    lost = false;
  }

  function take(picture: Picture & Versioned): void {
    heard();
    if (!isNewer(last, picture)) return;
    last = picture;
    options.onPicture(picture);
  }

  function signedOut(): void {
    close();
    options.onSignedOut?.();
  }

  function again(): void {
    setTimeout(() => !socket.active && !closed && socket.connect(), AGAIN_MS);
  }

  function watch(): void {
    const { what, code } = options;
    socket.emit("watch", code === undefined ? { what } : { what, code }, (answer: { ok?: true; code?: string; assets?: string }) => {
      if (answer.assets && assets && answer.assets !== assets) options.onReload?.(); // the server was upgraded
      assets = answer.assets ?? assets;
      if (!answer.ok && SIGNED_OUT.includes(answer.code ?? "")) signedOut();
    });
  }

  async function poll(): Promise<void> {
    if (!options.fallback || socket.connected) return;
    const { url, headers } = options.fallback;
    const answer = await fetch(url, { headers: etag ? { ...headers, "If-None-Match": etag } : headers, cache: "no-store" });
    if (answer.status === 304) heard();
    if (!answer.ok) return;
    etag = answer.headers.get("ETag") ?? "";
    take((await answer.json()) as Picture);
  }

  function look(): void {
    if (lost || performance.now() - heardTick < LOST_AFTER_MS) return;
    lost = true;
    options.onContact(heardAt);
  }

  socket.on("connect", watch);
  socket.on("picture", take);
  socket.on("beat", (beat: { version?: number }) => {
    heard();
    if ((beat.version ?? 0) > (last?.version ?? 0)) watch(); // a picture was lost on the way
  });
  socket.on("signed_out", signedOut);
  socket.on("disconnect", again); // the server's own goodbye is not retried by the library
  socket.on("connect_error", (error: Error) => {
    if (SIGNED_OUT.includes(error.message)) signedOut();
    else again();
  });

  const looking = setInterval(look, 1_000);
  const polling = setInterval(() => void poll().catch(() => undefined), POLL_MS); // away: look() says so

  function close(): void {
    closed = true;
    clearInterval(looking);
    clearInterval(polling);
    socket.disconnect();
  }

  return { send: (event, data) => void socket.emit(event, data), close };
}

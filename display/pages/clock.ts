// The server's time on a screen whose own clock may be years off, and times as people read them.

import { clockTime } from "../../queue_server/web/common/pages/times.ts";
import type { Lang } from "./picture.ts";

const HOSPITALS_ZONE = "Asia/Ho_Chi_Minh";

/** Set by each picture; in between it runs on the monotonic clock, which no time server can shift. */
export class ServerClock {
  private ahead = Date.now() - performance.now();

  set(at: number): void {
    this.ahead = at - performance.now();
  }

  now(): number {
    return performance.now() + this.ahead;
  }

  /** A moment told by this computer's clock, in server time. */
  fromLocal(at: number): number {
    return this.now() - (Date.now() - at);
  }
}

/** "09:12"; an unknown zone is read as the hospital's usual one rather than stopping the board. */
export function shortTime(at: number, zone: string): string {
  try {
    return clockTime(at, zone);
  } catch {
    return clockTime(at, HOSPITALS_ZONE);
  }
}

/** "9 giờ 10", "9 giờ", as it is said; "09:10" in English. */
export function saidTime(at: number, zone: string, lang: Lang): string {
  const short = shortTime(at, zone);
  if (lang === "en") return short;
  const [hour, minute] = short.split(":");
  return minute === "00" ? `${Number(hour)} giờ` : `${Number(hour)} giờ ${minute}`;
}

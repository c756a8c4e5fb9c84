// What all tabs of one board share: which calls were spoken, and which tab may speak.
// Locks of the browser need a secure context, which a board on plain http has not; hence a lease.

import { newId } from "../../queue_server/web/common/pages/ids.ts";

const SPOKEN = "luot.board.spoken";
const SPEAKER = "luot.board.speaker";
const LEASE_MS = 4000;
const SETTLE_MS = 200; // until tabs in other processes see what this one wrote
const KEEP_MS = 30 * 60_000; // a call is offered for 3 minutes; the rest is room for wrong clocks

type Spoken = Record<string, number>;

function readSpoken(): Spoken {
  try {
    return JSON.parse(localStorage.getItem(SPOKEN) ?? "{}") as Spoken;
  } catch {
    return {};
  }
}

/** Whether this board has begun to speak a call, in any tab, before any reload. */
export function wasSpoken(call: string): boolean {
  return call in readSpoken();
}

/** Written before the first sound: after a power cut in between, silence is better than twice. */
export function markSpoken(call: string): void {
  const now = Date.now();
  const kept = Object.entries(readSpoken()).filter(([, at]) => Math.abs(now - at) < KEEP_MS);
  localStorage.setItem(SPOKEN, JSON.stringify({ ...Object.fromEntries(kept), [call]: now }));
}

/** Taken back when the browser refused the first sound, so that it is spoken once sound is on. */
export function unmarkSpoken(call: string): void {
  const { [call]: _taken, ...rest } = readSpoken();
  localStorage.setItem(SPOKEN, JSON.stringify(rest));
}

/** One tab speaks for the board; it renews its lease, and another takes over when it falls silent. */
export class Lease {
  private readonly tab = newId();
  private readonly settle = SETTLE_MS;

  constructor() {
    addEventListener("pagehide", () => this.release());
  }

  /** Whether this tab holds the lease; takes it when it is free. */
  async hold(): Promise<boolean> {
    const [holder, until] = (localStorage.getItem(SPEAKER) ?? "").split(" ");
    const left = Number(until) - Date.now();
    if (holder && holder !== this.tab && left > 0 && left <= LEASE_MS) return false;
    this.write();
    if (holder !== this.tab) await new Promise((done) => setTimeout(done, this.settle));
    return this.isMine();
  }

  renew(): void {
    if (this.isMine()) this.write();
  }

  release(): void {
    if (this.isMine()) localStorage.removeItem(SPEAKER);
  }

  private isMine(): boolean {
    return (localStorage.getItem(SPEAKER) ?? "").split(" ")[0] === this.tab;
  }

  private write(): void {
    localStorage.setItem(SPEAKER, `${this.tab} ${Date.now() + LEASE_MS}`);
  }
}

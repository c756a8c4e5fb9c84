// Times as people read them, in the hospital's zone, whatever the zone of this computer.

const clocks = new Map<string, Intl.DateTimeFormat>();

/** "09:12" of a UTC millisecond time in `zone`. */
export function clockTime(at: number, zone: string): string {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
    clocks.set(zone, clock);
  }
  return clock.format(at);
}

/** Whole minutes between two times, never negative. */
export function minutesBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / 60_000));
}

/** Whole seconds until `at`, rounded up; 0 when it has come. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}

// What this screen is: its inches, its farthest seat, its language and its key, kept by the browser.

import type { Lang } from "./picture.ts";

export interface Screen {
  inches: number;
  farthest_m: number;
  lang: Lang;
}

const USUAL: Screen = { inches: 43, farthest_m: 6, lang: "vi" };
const SCREEN = "luot.board.screen";
const KEY = "luot.board.key";

export function isInches(value: number): boolean {
  return value >= 10 && value <= 120;
}

export function isFarthest(value: number): boolean {
  return value >= 1 && value <= 30;
}

/** The address (`?inches=43&far=6&lang=vi`) comes before what was kept, and is kept in turn. */
export function readScreen(search: string): Screen {
  const asked = new URLSearchParams(search);
  const kept = keptScreen();
  const inches = Number(asked.get("inches"));
  const farthest = Number(asked.get("far"));
  const lang = asked.get("lang");
  const screen: Screen = {
    inches: isInches(inches) ? inches : kept.inches,
    farthest_m: isFarthest(farthest) ? farthest : kept.farthest_m,
    lang: lang === "en" || lang === "vi" ? lang : kept.lang,
  };
  keepScreen(screen);
  return screen;
}

export function keepScreen(screen: Screen): void {
  localStorage.setItem(SCREEN, JSON.stringify(screen));
}

function keptScreen(): Screen {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(SCREEN) ?? "{}") as Partial<Screen>) };
  } catch {
    return USUAL; // a half-written value after a power cut
  }
}

/** The board's key; one handed over in the address's `#key=…` is kept and taken out of the address. */
export function readKey(): string | null {
  const handed = fromFragment("key");
  if (handed) {
    keepKey(handed);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return localStorage.getItem(KEY);
}

export function keepKey(key: string): void {
  localStorage.setItem(KEY, key);
}

export function forgetKey(): void {
  localStorage.removeItem(KEY);
}

/** A value behind `#`, the part of an address that browsers never send and servers never log. */
export function fromFragment(name: string): string | null {
  return new URLSearchParams(location.hash.slice(1)).get(name);
}

// The page's questions to its own program on this machine. Every question has an end.

import type { Lang, Picture, Scanned, Want } from "./picture.ts";

export class Refused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const LIMIT_MS = 5000;

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), LIMIT_MS);
  try {
    const answer = await fetch(path, {
      signal: ending.signal,
      cache: "no-store",
      ...(body && {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    const value: unknown = await answer.json();
    if (answer.ok) return value as Answer;
    const { code, message } = value as { code: string; message: string };
    throw new Refused(code, message);
  } finally {
    clearTimeout(timer);
  }
}

export const state = () => ask<Picture>("/state");
export const idle = (press: string) => ask<Picture>("/idle", { press });
export const scan = (text: string, lang: Lang) => ask<Scanned>("/scan", { text, lang });
export const help = (reason: "help" | "emergency" | "no_slip") => ask<Picture>("/help", { reason });
export const staff = (pin: string, deed: "exit" | "clock" | "reload", text: string, lang: Lang) =>
  ask<Picture>("/staff", { pin, deed, text, lang });
export const press = (id: string, want: Want, lang: Lang, onScreen: boolean) =>
  ask<Picture>("/press", { press: id, ...want, lang, on_screen: onScreen });

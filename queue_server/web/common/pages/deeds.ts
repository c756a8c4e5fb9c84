// One deed of a person, sent once in effect: the key is made before the first try and kept until an
// answer is known, so a lost answer, a double click or a flaky network never does it twice.

import { newId } from "./ids";

export interface Trouble {
  code: string;
  message: string;
  facts: Record<string, unknown>;
}

export type Answer<Value> = { ok: true; value: Value } | { ok: false; trouble: Trouble };

const TRIES = 4;
const WAIT_MS = [300, 900, 2000];
const PATIENCE_MS = 8000;

export const NO_CONTACT = "no_contact";

/** Post `body` to `address` with a repeat key; asks again with the same key while no answer came. */
export async function send<Value>(address: string, body: object): Promise<Answer<Value>> {
  const message = JSON.stringify({ key: newId(), ...body });
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      return await ask<Value>(address, message);
    } catch {
      const pause = WAIT_MS[tries];
      if (pause !== undefined) await new Promise((wake) => setTimeout(wake, pause));
    }
  }
  return { ok: false, trouble: { code: NO_CONTACT, message: "", facts: {} } };
}

async function ask<Value>(address: string, message: string): Promise<Answer<Value>> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const reply = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrfToken() },
      body: message,
      credentials: "same-origin",
      signal: patience.signal,
    });
    if (reply.status === 502 || reply.status === 503 || reply.status === 504) {
      throw new Error("the server is away for a moment");
    }
    const answer: unknown = await reply.json();
    return reply.ok
      ? { ok: true, value: answer as Value }
      : { ok: false, trouble: answer as Trouble };
  } finally {
    clearTimeout(timer);
  }
}

function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
}

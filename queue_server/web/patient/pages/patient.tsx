// Keeps the patient's page fresh: asks now and then, writes the server's sentences into the page.
// Every sentence is made by the server (web/patient/face.py); nothing is decided here.

import { fill, readJson, type Sentences } from "../../common/pages/words";

interface Step {
  service: string;
  number: string;
  state: string;
  said: string;
  room: string;
}

interface Face {
  known: boolean;
  state: string;
  headline: string;
  number: string;
  path: readonly Step[];
  soon: boolean;
  over: boolean;
  [line: string]: unknown;
}

const page = readJson<{ words: Sentences; zone: string; known: boolean; soon: boolean; over: boolean }>("page");

const USUAL_MS = 15_000;
const SOON_MS = 7_000;
const HIDDEN_MS = 60_000;
const OVER_MS = 120_000;
const LOST_AFTER = 2; // failures in a row

let etag = "";
let failures = 0;
let heardAt = new Date();
let pace = page;
let timer = 0;

function write(line: string, text: string): void {
  for (const element of document.querySelectorAll<HTMLElement>(`[data-line="${line}"]`)) {
    if (element.textContent !== text) element.textContent = text;
    element.hidden = text === "";
  }
}

function stepLine(step: Step): HTMLLIElement {
  const line = document.createElement("li");
  line.dataset.state = step.state;
  const parts: [keyof HTMLElementTagNameMap, string][] = [
    ["b", step.number],
    ["span", step.service],
    ["em", step.room ? `${step.said} · ${step.room}` : step.said],
  ];
  for (const [tag, text] of parts) {
    const part = document.createElement(tag);
    part.textContent = text;
    line.append(part, " ");
  }
  return line;
}

function show(face: Face): void {
  if (!face.known) return;
  if (!page.known) return location.reload(); // the server knows the number now: the whole page comes
  if (face.state === "CALLED" && document.body.dataset.state !== "CALLED") navigator.vibrate?.([300, 150, 300]);
  document.body.dataset.state = face.state;
  document.title = `${face.number} · ${face.headline}`;
  for (const [line, text] of Object.entries(face)) if (typeof text === "string") write(line, text);
  const path = document.querySelector<HTMLElement>('[data-part="path"]');
  const list = path?.querySelector("ol");
  if (list) {
    list.textContent = "";
    list.append(...face.path.map(stepLine));
  }
  if (path) path.hidden = face.path.length === 0;
  pace = { ...page, ...face };
}

/** A sentence with the time of the last answer, as the hospital's clock shows it. */
function said(key: string): string {
  const clock: Intl.DateTimeFormatOptions = { timeZone: page.zone, hour: "2-digit", minute: "2-digit", hour12: false };
  return fill(page.words[key] ?? key, { time: heardAt.toLocaleTimeString("vi", clock) });
}

async function ask(): Promise<void> {
  const headers: Record<string, string> = etag ? { "If-None-Match": etag } : {};
  const answer = await fetch(`${location.pathname}/state${location.search}`, { headers, cache: "no-store" });
  if (answer.status !== 304) {
    if (!answer.ok) throw new Error(String(answer.status));
    etag = answer.headers.get("ETag") ?? "";
    show((await answer.json()) as Face);
  }
  failures = 0;
  heardAt = new Date();
  write("lost", "");
  write("updated", said("patient.updated"));
}

/** When to ask again: sooner when the call is near, seldom in a pocket; spread, so phones do not ask as one. */
function pause(): number {
  const calm = document.hidden ? HIDDEN_MS : pace.soon ? SOON_MS : USUAL_MS;
  const usual = pace.over ? OVER_MS : calm;
  return usual * (0.75 + Math.random() / 2) * Math.min(4, 1 + failures / 2);
}

async function round(): Promise<void> {
  clearTimeout(timer);
  try {
    await ask();
  } catch {
    failures += 1;
    if (failures >= LOST_AFTER) write("lost", said("patient.lost"));
  }
  timer = window.setTimeout(() => void round(), pause());
}

document.addEventListener("visibilitychange", () => void (document.hidden || round()));
timer = window.setTimeout(() => void round(), pause());

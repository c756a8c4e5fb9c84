// The number: as large as the screen allows, then where to go; back to the first screen by itself.

import { useEffect, useState } from "preact/hooks";
import { Icon, type Tools } from "./frame.tsx";
import type { Given, Result } from "./picture.ts";

const STAYS_S = 10; // a number that is only here stays so long, whatever is touched
const LAST_S = 4; // to look up once more after the voice has ended
const PACE_S = 2; // and one kiosk gives one number in two seconds at most

interface Props {
  tools: Tools;
  result: Result;
  press: string;
  seconds: number;
  speaking: () => boolean;
  done: () => void;
  noSlip: () => void;
  slipMissed: boolean;
}

/** Seconds since the screen came up; before the last few they wait for the voice to finish. */
function useSeconds(held: () => boolean, most: number): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const next = (now: number) => (held() && now >= most ? now : now + 1);
    const timer = setInterval(() => setSeconds(next), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}

export function TheNumber({ tools, result, press, seconds, speaking, done, noSlip, slipMissed }: Props) {
  const { say } = tools;
  const { given, slip } = result;
  const passed = useSeconds(speaking, Math.max(PACE_S, seconds - LAST_S));
  const onlyHere = slip === "mute" || slip === "screen" || slip === "failed" || slipMissed;
  const early = passed < (onlyHere ? STAYS_S : PACE_S); // not `disabled`: it would lose the focus
  const left = seconds - passed;

  useEffect(() => {
    if (!onlyHere && left <= 0) done();
  }, [onlyHere, left]);
  useEffect(() => {
    if (!onlyHere || passed < STAYS_S) return undefined;
    document.addEventListener("pointerdown", done);
    return () => document.removeEventListener("pointerdown", done);
  }, [onlyHere, passed >= STAYS_S]);

  return (
    <div class={`number ${given.priority ? "for-priority" : ""}`} data-slip={slip}>
      <p class="label">{say("kiosk.your_number")}</p>
      <h1 class="digits">{given.number}</h1>
      {given.priority && <p class="mark">{say("kiosk.priority")}</p>}
      <p class="service">{given.service}</p>
      <Facts tools={tools} given={given} />
      <Paper tools={tools} result={result} press={press} missed={slipMissed} />
      <div class="ending">
        {(slip === "printed" || slip === "mute" || slip === "printing") && !slipMissed && (
          <button type="button" class="tool no-slip" onClick={noSlip}>
            {say("kiosk.no_slip")}
          </button>
        )}
        <button
          type="button"
          class="tool done"
          data-first
          data-back
          aria-disabled={early}
          onClick={() => early || done()}
        >
          {say("kiosk.done")}
        </button>
        <p class="returns" role="timer">
          {onlyHere ? "\u00a0" : say("kiosk.returns", { n: Math.max(left, 0) })}
        </p>
      </div>
    </div>
  );
}

function Facts({ tools: { say }, given }: { tools: Tools; given: Given }) {
  const ahead = { 0: "kiosk.ahead_none", 1: "kiosk.ahead_one" }[given.ahead ?? -1] ?? "kiosk.ahead";
  return (
    <div class="facts">
      {given.where && <p class="where">{say("kiosk.where", { where: given.where })}</p>}
      {given.ahead !== null && <p class="ahead">{say(ahead, { n: given.ahead })}</p>}
      {given.priority && <p class="guard">{say("slip.priority")}</p>}
      {!given.priority && given.guarantee_minutes !== null && (
        <p class="guard">{say("slip.guard", { minutes: given.guarantee_minutes })}</p>
      )}
    </div>
  );
}

interface PaperProps {
  tools: Tools;
  result: Result;
  press: string;
  missed: boolean;
}

function Paper({ tools: { say }, result: { slip, qr }, press, missed }: PaperProps) {
  const noPaper = slip === "screen" || slip === "failed" || missed;
  if (!noPaper) {
    return (
      <p class="slip">
        <Icon name="take" />
        {say(slip === "printing" ? "kiosk.printing" : "kiosk.take_slip")}
      </p>
    );
  }
  const key = missed ? "kiosk.no_slip_called" : slip === "failed" ? "kiosk.not_printed" : "kiosk.remember";
  return (
    <div class="slip none">
      {qr && <img class="qr" src={`/qr/${press}.svg`} alt={say("kiosk.phone")} />}
      <p>
        {say(key)}
        {qr && <small>{say("kiosk.phone")}</small>}
      </p>
    </div>
  );
}

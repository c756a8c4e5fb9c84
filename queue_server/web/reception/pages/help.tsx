// Calls for help from the kiosks: they ring until somebody says "I am coming".

import { useEffect } from "preact/hooks";
import { clockTime } from "../../common/pages/times";
import type { Say } from "../../common/pages/words";
import type { Counter } from "./counter";

const RING_EVERY_MS = 3000;

interface HelpProps {
  counter: Counter;
  say: Say;
  zone: string;
}

/** The bell and its answer; devices in trouble stand below it and do not ring. */
export function Help({ counter, say, zone }: HelpProps) {
  const { help, troubles } = counter.view;
  const ringing = help.length > 0;
  useEffect(() => {
    if (!ringing) return undefined;
    const bell = new Audio("/static/common/help.wav");
    const ring = () => void bell.play().catch(() => undefined); // not yet allowed: the red card still shows
    ring();
    const timer = setInterval(ring, RING_EVERY_MS);
    return () => clearInterval(timer);
  }, [ringing]);
  if (!ringing && troubles.length === 0) return null;
  return (
    <section class="help" role="alert">
      {help.map((call) => (
        <p key={call.help_id} class={`call ${call.reason}`}>
          <b>{say(`reception.help.${call.reason}`, { device: call.name })}</b>{" "}
          <span>{say("reception.since", { time: clockTime(call.called_at, zone) })}</span>
          <button
            type="button"
            disabled={counter.busy}
            onClick={() => void counter.act("accept_help", { help_id: call.help_id })}
          >
            {say("reception.help_accept")}
          </button>
        </p>
      ))}
      {troubles.map((line) => (
        <p key={line.device + line.trouble} class="device">
          {say("reception.device_trouble", {
            device: line.name,
            trouble: say(`reception.trouble.${line.trouble}`),
          })}
        </p>
      ))}
    </section>
  );
}

// Calls for help from the kiosks: they ring until somebody says "I am coming".

import { useEffect, useState } from "preact/hooks";
import { clockTime } from "../../common/pages/times";
import type { Say } from "../../common/pages/words";
import type { Counter } from "./counter";

const BELL = "/reception/help.wav";
const RING_EVERY_MS = 3000;

interface HelpProps {
  counter: Counter;
  say: Say;
  zone: string;
}

/** The bell and its answer; devices in trouble stand below it and do not ring. */
export function Help({ counter, say, zone }: HelpProps) {
  const { help, troubles } = counter.view;
  const muted = useBell(help.length > 0);
  return (
    <section class="help" aria-label={say("reception.help")}>
      <div role="alert">
        {help.map((call, at) => (
          <p key={call.help_id} class={`call ${call.reason}`}>
            <b>{say(`reception.help.${call.reason}`, { device: call.name })}</b>{" "}
            <span>{say("reception.since", { time: clockTime(call.called_at, zone) })}</span>
            <button
              type="button"
              data-key={at === 0 ? "F1" : undefined}
              disabled={counter.off}
              onClick={() => void counter.act("accept_help", { help_id: call.help_id })}
            >
              {say("reception.help_accept")} {at === 0 && <kbd>F1</kbd>}
            </button>
          </p>
        ))}
      </div>
      {muted && <p class="device">{say("reception.sound_off")}</p>}
      {troubles.map((line) => (
        <p key={line.device + line.trouble} class="device">
          {say("reception.device_trouble", {
            device: line.name,
            trouble: say(`reception.trouble.${line.trouble}`),
          })}
          {line.since !== null && (
            <span>{say("reception.since", { time: clockTime(line.since, zone) })}</span>
          )}
        </p>
      ))}
    </section>
  );
}

/** Ring while `ringing`; the answer is whether the browser forbids it until somebody clicks. */
function useBell(ringing: boolean): boolean {
  const [muted, setMuted] = useState(false);
  useEffect(() => {
    if (!ringing) return undefined;
    const bell = new Audio(BELL);
    const ring = () => void bell.play().then(() => setMuted(false), () => setMuted(true));
    ring();
    const timer = setInterval(ring, RING_EVERY_MS);
    addEventListener("pointerdown", ring, { once: true }); // any click is leave enough
    return () => {
      clearInterval(timer);
      removeEventListener("pointerdown", ring);
      bell.pause();
      setMuted(false);
    };
  }, [ringing]);
  return muted;
}

// What lies over a screen for a moment: a person was called; is anybody still there?

import { useEffect, useState } from "preact/hooks";
import { Icon, type Tools } from "./frame.tsx";
import { helpSentence } from "./notices.tsx";
import type { Help } from "./picture.ts";

export function Calling({ tools, help, close }: { tools: Tools; help: Help; close: () => void }) {
  const { say } = tools;
  return (
    <div class="over">
      <div class="dialog" role="dialog" aria-modal="true" aria-label={say("kiosk.help_title")}>
        <Icon name="help" />
        <p role="status" data-help={help || "calling"}>
          {helpSentence(tools, help)}
        </p>
        <button type="button" class="answer take" data-first data-back onClick={close}>
          {say("kiosk.back")}
        </button>
      </div>
    </div>
  );
}

interface StillProps {
  tools: Tools;
  seconds: number;
  stay: () => void;
  leave: () => void;
}

export function StillThere({ tools: { say }, seconds, stay, leave }: StillProps) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => now - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) leave();
  }, [left]);
  return (
    <div class="over">
      <div class="dialog" role="dialog" aria-modal="true" aria-label={say("kiosk.still_there")}>
        <h1>{say("kiosk.still_there")}</h1>
        <p role="timer">{say("kiosk.returns", { n: Math.max(left, 0) })}</p>
        <button type="button" class="answer take" data-first data-back onClick={stay}>
          {say("kiosk.still_here")}
        </button>
      </div>
    </div>
  );
}

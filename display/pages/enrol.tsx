// A fresh screen becomes a board: the code an administrator made, and what this screen is.

import { useEffect, useState } from "preact/hooks";
import type { Say } from "../../queue_server/web/common/pages/words.ts";
import { fromFragment, isFarthest, isInches, keepKey, keepScreen, type Screen } from "./settings.ts";

interface Enrolled {
  kind: string;
  key: string;
}

interface Trouble {
  message?: string;
}

interface Props {
  hospital: string;
  screen: Screen;
  say: Say;
}

export function Enrol({ hospital, screen, say }: Props) {
  const [code, setCode] = useState("");
  const [inches, setInches] = useState(String(screen.inches));
  const [farthest, setFarthest] = useState(String(screen.farthest_m));
  const [trouble, setTrouble] = useState(fromFragment("again") ? say("board.enrol_again") : "");
  const [sending, setSending] = useState(false);

  async function send(typed: string): Promise<void> {
    const told = { ...screen, inches: Number(inches), farthest_m: Number(farthest) };
    const code = typed.trim();
    if (!code) return setTrouble(say("board.enrol_empty"));
    if (!isInches(told.inches) || !isFarthest(told.farthest_m)) return setTrouble(say("board.enrol_sizes"));
    setSending(true);
    setTrouble("");
    const wrong = await enrol(code, say);
    setSending(false);
    if (wrong !== null) return setTrouble(wrong);
    keepScreen(told);
    location.replace("/board");
  }

  useEffect(() => {
    const handed = fromFragment("code"); // luot-board enrols an unattended screen
    if (!handed) return;
    setCode(handed);
    history.replaceState(null, "", location.pathname);
    void send(handed);
  }, []);

  const number = (label: string, value: string, set: (value: string) => void) => (
    <label>
      <span>{say(label)}</span>
      <input inputMode="decimal" value={value} onInput={(event) => set(event.currentTarget.value)} />
    </label>
  );
  return (
    <main>
      <form
        class="enrol"
        onSubmit={(event) => {
          event.preventDefault();
          void send(code);
        }}
      >
        <p class="hospital">{hospital}</p>
        <h1>{say("board.enrol")}</h1>
        <p>{say("board.enrol_how")}</p>
        <label class="code">
          <span>{say("board.enrol_code")}</span>
          <input
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
            maxLength={32}
            autoFocus
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
          />
        </label>
        <div class="two">
          {number("board.enrol_inches", inches, setInches)}
          {number("board.enrol_farthest", farthest, setFarthest)}
        </div>
        {trouble && <p class="trouble" role="alert">{trouble}</p>}
        <button disabled={sending}>{say(sending ? "board.enrol_sending" : "board.enrol_send")}</button>
      </form>
    </main>
  );
}

/** Swaps the code for this board's own key and keeps it; otherwise tells what went wrong. */
async function enrol(code: string, say: Say): Promise<string | null> {
  try {
    const answer = await fetch("/api/devices/enrol", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ code, model: navigator.userAgent.slice(0, 200), version: "" }),
    });
    if (!answer.ok) return ((await answer.json()) as Trouble).message ?? say("board.enrol_away");
    const { kind, key } = (await answer.json()) as Enrolled;
    if (kind !== "board") return say("board.enrol_other", { kind });
    keepKey(key);
    return null;
  } catch {
    return say("board.enrol_away");
  }
}

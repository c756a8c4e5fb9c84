// For staff: a PIN pad, then leave, reload, or set the date when nobody else knows it.

import { useEffect, useState } from "preact/hooks";
import * as api from "./api.ts";
import type { Tools } from "./frame.tsx";
import type { Picture } from "./picture.ts";

const PIN = 6;
const DATE = 12;

interface Props {
  tools: Tools;
  askDate: boolean; // the kiosk cannot go on without a date
  close: (picture: Picture) => void;
  cancel: () => void;
}

export function Staff({ tools, askDate, close, cancel }: Props) {
  const { say, lang } = tools;
  const [typed, setTyped] = useState(""); // the PIN, and after it the date
  const [dating, setDating] = useState(askDate);
  const [wrong, setWrong] = useState("");
  const pin = typed.slice(0, PIN);
  const date = typed.slice(PIN);
  const typingDate = dating && pin.length === PIN;
  const most = dating ? PIN + DATE : PIN;

  const type = (digit: string) => {
    setWrong("");
    setTyped((before) => (before + digit).slice(0, most)); // keys may come faster than the screen
  };
  const erase = () => setTyped((before) => before.slice(0, -1));
  const deed = async (name: "exit" | "clock" | "reload") => {
    try {
      const picture = await api.staff(pin, name, date, lang);
      if (name === "reload") location.reload();
      close(picture);
    } catch (error) {
      setTyped("");
      setWrong(error instanceof api.Refused ? error.message : say("kiosk.lost"));
    }
  };
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (/^\d$/.test(event.key)) type(event.key);
      if (event.key === "Backspace") erase();
    };
    document.addEventListener("keydown", heard);
    return () => document.removeEventListener("keydown", heard);
  });

  return (
    <div class="staff">
      <h1>{say(askDate ? "kiosk.clock_title" : "kiosk.staff_title")}</h1>
      {askDate && <p>{say("kiosk.clock_staff")}</p>}
      <p class="entry" role="status">
        {typingDate
          ? `${say("kiosk.staff_date")}: ${date || "…"}`
          : `${say("kiosk.staff_pin")}: ${"●".repeat(pin.length)}${"○".repeat(PIN - pin.length)}`}
      </p>
      <p class="wrong" role="alert">{wrong}</p>
      <div class="pad">
        {"123456789".split("").concat("", "0").map((digit) =>
          digit ? (
            <button type="button" class="key" key={digit} data-first={digit === "1" || undefined} onClick={() => type(digit)}>
              {digit}
            </button>
          ) : (
            <button type="button" class="key erase" key="erase" onClick={erase}>
              {say("kiosk.staff_erase")}
            </button>
          ),
        )}
      </div>
      <div class="deeds">
        {dating ? (
          <button type="button" class="answer take" disabled={date.length < DATE} onClick={() => deed("clock")}>
            {say("kiosk.staff_set_clock")}
          </button>
        ) : (
          <>
            <button type="button" class="answer take" disabled={pin.length < PIN} onClick={() => deed("exit")}>
              {say("kiosk.staff_exit")}
            </button>
            <button type="button" class="answer plain" disabled={pin.length < PIN} onClick={() => deed("reload")}>
              {say("kiosk.staff_reload")}
            </button>
            <button type="button" class="answer plain" disabled={pin.length < PIN} onClick={() => setDating(true)}>
              {say("kiosk.staff_set_clock")}
            </button>
          </>
        )}
        {!askDate && (
          <button type="button" class="answer plain" data-back onClick={cancel}>
            {say("kiosk.back")}
          </button>
        )}
      </div>
    </div>
  );
}

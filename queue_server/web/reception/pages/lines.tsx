// Every line and every room at a glance, and the key that gives a number on somebody's behalf.

import { clockTime, minutesBetween } from "../../common/pages/times";
import type { Say } from "../../common/pages/words";
import type { Counter } from "./counter";
import type { ServiceLine } from "./types";

interface LinesProps {
  counter: Counter;
  say: Say;
  lang: "vi" | "en";
  zone: string;
  onGive: (service: ServiceLine) => void;
}

/** The services with who waits; each that gives numbers has its key. */
export function Services({ counter, say, lang, onGive }: LinesProps) {
  const grown = counter.lostSince === null ? counter.now - counter.view.at : 0;
  const first = counter.view.services.find((line) => line.at_kiosk);
  return (
    <section class="lines">
      <h2>{say("reception.services")}</h2>
      <table>
        <tbody>
          {counter.view.services.map((line) => (
            <tr key={line.code} class={line.open ? "" : "closed"}>
              <th scope="row">{lang === "vi" ? line.name_vi : line.name_en}</th>
              <td class={line.waiting === 0 ? "count none" : "count"}>
                {line.waiting === 0
                  ? say("reception.nobody")
                  : say("reception.waiting_n", { n: line.waiting })}
              </td>
              <td>
                {line.waiting > 0 &&
                  say("reception.longest", { minutes: minutesBetween(0, line.longest_ms + grown) })}
                {line.priority_waiting > 0 && (
                  <b class="mark priority">{say("reception.priority_n", { n: line.priority_waiting })}</b>
                )}
                {!line.open && line.at_kiosk && (
                  <span class="calm">
                    {say(line.opens ? "reception.opens" : "reception.shut", { time: line.opens })}
                  </span>
                )}
              </td>
              <td>
                {line.at_kiosk && (
                  <button
                    type="button"
                    data-key={line === first ? "F2" : undefined}
                    aria-label={`${say("reception.give")}: ${lang === "vi" ? line.name_vi : line.name_en}`}
                    disabled={counter.off}
                    onClick={() => onGive(line)}
                  >
                    {say("reception.give")} {line === first && <kbd>F2</kbd>}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The rooms: open or not, who sits there, whom they serve now. */
export function Rooms({ counter, say, lang, zone }: Omit<LinesProps, "onGive">) {
  return (
    <section class="lines rooms">
      <h2>{say("reception.rooms")}</h2>
      <table>
        <tbody>
          {counter.view.rooms.map((line) => (
            <tr key={line.code} class={line.state}>
              <th scope="row">{lang === "vi" ? line.name_vi : line.name_en}</th>
              <td>
                <b class={`state ${line.state}`}>{say(`reception.room.${line.state}`)}</b>
                {line.state === "paused" && line.resumes_at !== null && (
                  <span> → {clockTime(line.resumes_at, zone)}</span>
                )}
              </td>
              <td class="number">{line.now.join(" ")}</td>
              <td class="count">{say("reception.waiting_n", { n: line.waiting })}</td>
              <td>{line.sitter_name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

// What goes on beside the screens: the program is asked, keys are heard, an absent person is noticed.

import { useEffect, useRef, useState } from "preact/hooks";
import * as api from "./api.ts";
import { walk } from "./keys.ts";
import type { Picture } from "./picture.ts";
import { Scanner } from "./scanner.ts";

const ASK_MS = 1500;

/** The newest picture, asked for all the time; `lost` while the program does not answer. */
export function usePicture(first: Picture): [Picture, (picture: Picture) => void, boolean] {
  const [picture, setPicture] = useState(first);
  const [lost, setLost] = useState(false);
  const seen = useRef(0); // what a deed brought is newer than an answer that was asked for before it
  const see = (newer: Picture) => {
    seen.current += 1;
    setPicture(newer);
  };
  useEffect(() => {
    let stopped = false;
    const ask = async () => {
      const before = seen.current;
      try {
        const newer = await api.state();
        if (before === seen.current) setPicture(newer);
        setLost(false);
      } catch {
        setLost(true);
      }
      if (!stopped) setTimeout(ask, ASK_MS);
    };
    void ask();
    return () => {
      stopped = true;
    };
  }, []);
  return [picture, see, lost];
}

/** Keys of a scanner go to `card`; keys of a person walk over the buttons. */
export function useKeys(takesCards: () => boolean, card: (text: string) => void): void {
  useEffect(() => {
    const scanner = new Scanner();
    const heard = (event: KeyboardEvent) => {
      const meant = takesCards() ? scanner.feed(event.key, event.timeStamp) : "pass";
      const ours = meant === "pass" ? walk(event.key) : true;
      if (!ours) return;
      event.preventDefault();
      event.stopPropagation();
      if (typeof meant === "object") card(meant.text);
    };
    const timer = setInterval(() => {
      const text = scanner.silent(performance.now());
      if (text && takesCards()) card(text);
    }, 100);
    document.addEventListener("keydown", heard, { capture: true });
    return () => {
      clearInterval(timer);
      document.removeEventListener("keydown", heard, { capture: true });
    };
  }, []);
}

/** True when nobody has touched anything for so many seconds; `stay` begins anew. */
export function useAbsence(seconds: number, watching: boolean, screen: string): [boolean, () => void] {
  const [absent, setAbsent] = useState(false);
  const timer = useRef(0);
  const begin = () => {
    clearTimeout(timer.current);
    setAbsent(false);
    if (watching) timer.current = window.setTimeout(() => setAbsent(true), seconds * 1000);
  };
  useEffect(() => {
    begin();
    document.addEventListener("pointerdown", begin);
    document.addEventListener("keydown", begin);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener("pointerdown", begin);
      document.removeEventListener("keydown", begin);
    };
  }, [watching, screen]);
  return [absent, begin];
}

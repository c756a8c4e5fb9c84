// A list that never shrinks its letters: what does not fit is shown in turn, whole rows only.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Row } from "./rows.tsx";

const TURN_MS = 8000;

interface Props {
  name: string;
  title: string;
  rows: Row[];
  one?: boolean; // one row at a time, as tall as the tallest
}

interface Page {
  from: number; // rows
  to: number;
  top: number; // pixels
  height: number;
}

export function Pager({ name, title, rows, one = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<Page[]>([]);
  const [at, setAt] = useState(0);

  useLayoutEffect(() => {
    if (!box.current) return;
    const found = divide(box.current, one);
    if (JSON.stringify(found) !== JSON.stringify(pages)) setPages(found);
  });
  const fresh = rows.findIndex((row) => row.mark === "fresh");
  const page = pages.findIndex((each) => fresh >= each.from && fresh < each.to);
  useEffect(() => {
    if (page >= 0) setAt(page); // whoever was just called need not wait for the list to turn
  }, [fresh, page]);
  useEffect(() => {
    const turn = setInterval(() => setAt((now) => now + 1), TURN_MS);
    return () => clearInterval(turn);
  }, []);

  const shown = pages[at % Math.max(1, pages.length)];
  const tallest = Math.max(0, ...pages.map((page) => page.height));
  const style = one ? `height:${tallest}px` : undefined;
  return (
    <section class={`list ${name}`}>
      {title && (
        <h2 class={shown ? "" : "off"}>
          {title}
          {!one && pages.length > 1 && <Dots count={pages.length} at={at % pages.length} />}
        </h2>
      )}
      <div class="window" ref={box} style={style}>
        <ul style={shown ? `transform:translateY(${-shown.top}px)` : undefined}>
          {rows.map((row, index) => {
            const off = shown && index >= shown.from && index < shown.to ? "" : "off";
            return (
              <li key={row.key} class={`row ${row.mark ?? ""} ${off}`}>
                {row.content}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

/** Which rows stand together: as many as the window holds, the next ones on the next page. */
function divide(box: HTMLElement, one: boolean): Page[] {
  const rows = Array.from(box.querySelectorAll<HTMLElement>("li"));
  const room = box.clientHeight;
  const pages: Page[] = [];
  rows.forEach((row, index) => {
    const [top, bottom] = [row.offsetTop, row.offsetTop + row.offsetHeight];
    const page = pages[pages.length - 1];
    if (page && !one && bottom - page.top <= room + 1) {
      page.to = index + 1;
      page.height = bottom - page.top;
    } else if (one || bottom - top <= room + 1) {
      pages.push({ from: index, to: index + 1, top, height: bottom - top });
    }
  });
  return pages;
}

function Dots({ count, at }: { count: number; at: number }) {
  return (
    <span class="dots" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <i key={index} class={index === at ? "here" : ""} />
      ))}
    </span>
  );
}

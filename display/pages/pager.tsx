// A list that never shrinks its letters: what does not fit is shown in turn, whole rows only.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Row } from "./rows.tsx";

const TURN_MS = 8000;

interface Props {
  name: string;
  title: string;
  rows: Row[];
  look?: string;
  one?: boolean; // one row at a time, as tall as the tallest
}

interface Page {
  from: number; // rows
  to: number;
  top: number; // pixels
  height: number;
  air: number; // above and below each row, so that the rows fill their window
}

/** Former calls stand no farther apart than so many times their height: the list may be short. */
const AIRY = 1.2;

export function Pager({ name, title, rows, look, one = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [pages, setPages] = useState<Page[]>([]);
  const [at, setAt] = useState(0);

  useLayoutEffect(() => {
    if (!box.current) return;
    const found = divide(box.current, one, name === "last" ? AIRY : Infinity);
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
  const air = shown ? `padding-top:${shown.air}px;padding-bottom:${shown.air}px` : undefined;
  const style = one ? `height:${tallest}px` : undefined;
  return (
    <section class={`list ${name}`} style={look}>
      {title && (
        <h2 class={shown ? "" : "off"}>
          {title}
          {!one && pages.length > 1 && <Dots count={pages.length} at={at % pages.length} />}
        </h2>
      )}
      <div class="window" ref={box} style={style}>
        <ul style={shown ? `transform:translateY(${-shown.top - 2 * shown.air * shown.from}px)` : undefined}>
          {rows.map((row, index) => {
            const off = shown && index >= shown.from && index < shown.to ? "" : "off";
            return (
              <li key={row.key} class={`row ${row.mark ?? ""} ${off}`} style={air}>
                <div class="cells">{row.content}</div>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

/** Which rows stand together: as many as the window holds, evenly over as few pages as can be. */
function divide(box: HTMLElement, one: boolean, most: number): Page[] {
  const heights = Array.from(box.querySelectorAll<HTMLElement>(".cells")).map((row) => row.offsetHeight);
  const room = one ? Infinity : box.clientHeight;
  const greedy = paged(heights, room, one ? 1 : heights.length);
  const even = paged(heights, room, Math.ceil(heights.length / Math.max(1, greedy.length)));
  const pages = even.length > greedy.length ? greedy : even;
  if (one) return pages;
  return pages.map((page) => {
    const count = page.to - page.from;
    return { ...page, air: Math.max(0, Math.min(room - page.height, most * page.height) / count / 2) };
  });
}

function paged(heights: number[], room: number, most: number): Page[] {
  const pages: Page[] = [];
  let top = 0;
  heights.forEach((height, index) => {
    const page = pages[pages.length - 1];
    if (height > room + 1) {
      top += height; // no part of a row is shown
      return;
    }
    if (page && page.to === index && index - page.from < most && page.height + height <= room + 1) {
      page.to = index + 1;
      page.height += height;
    } else {
      pages.push({ from: index, to: index + 1, top, height, air: 0 });
    }
    top += height;
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

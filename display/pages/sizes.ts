// How large letters must be so that the farthest seat can read them on this screen.

import type { Screen } from "./settings.ts";

/** Capitals of the current call: EN 301 549, 5.1.4. */
export const CALL_DEGREES = 0.7;
/** Capitals of every row a person looks for a number in: 22 arc minutes. */
export const ROW_DEGREES = 22 / 60;

export interface Font {
  capital: number; // height of H as a part of the font size
  widths: (text: string) => number; // width in font sizes
}

export interface Area {
  width: number;
  height: number;
}

/** A hundredth more, for smoothing makes the outermost rows of pixels too pale to count. */
const SMOOTHING = 1.01;

/** Height of a capital in pixels that is seen under `degrees` from `farthest_m` on this screen. */
export function capitalPx(degrees: number, screen: Screen, area: Area): number {
  const mm = Math.tan((degrees * Math.PI) / 180) * screen.farthest_m * 1000;
  return (SMOOTHING * mm * Math.hypot(area.width, area.height)) / (screen.inches * 25.4);
}

/** The font as this browser really draws it, fallbacks included. */
export function measureFont(family: string): Font {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return { capital: 0.7, widths: (text) => 0.7 * text.length };
  pen.font = `700 1000px ${family}`;
  return {
    capital: pen.measureText("H").actualBoundingBoxAscent / 1000,
    widths: (text) => pen.measureText(text).width / 1000,
  };
}

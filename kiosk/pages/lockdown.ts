// No way out of the page: no menu, no zoom, no selection, no swipe, no function or control keys.

const STAFF_HOLD_MS = 3000;
const STAFF_KEY = "F12";
const CORNER_PX = 160;

function stop(event: Event): void {
  event.preventDefault();
}

/** Close every door of the browser; `staff` is called when somebody holds the upper left corner. */
export function lockDown(staff: () => void): void {
  for (const kind of ["contextmenu", "selectstart", "dragstart", "gesturestart", "auxclick"]) {
    document.addEventListener(kind, stop, { capture: true });
  }
  const options = { capture: true, passive: false };
  document.addEventListener("wheel", (event) => event.ctrlKey && stop(event), options);
  document.addEventListener("touchmove", (event) => event.touches.length > 1 && stop(event), options);
  document.addEventListener("touchstart", (event) => atEdge(event) && stop(event), options);
  document.addEventListener("keydown", (event) => shut(event, staff), { capture: true });
  history.pushState(null, "");
  window.addEventListener("popstate", () => history.pushState(null, ""));
  holdCorner(staff);
}

/** A finger that starts at the very edge is a system's swipe, never a button. */
function atEdge(event: TouchEvent): boolean {
  const x = event.touches[0]?.clientX ?? innerWidth / 2;
  return x < 8 || x > innerWidth - 8;
}

function shut(event: KeyboardEvent, staff: () => void): void {
  if (event.key === STAFF_KEY) staff();
  const functionKey = /^F\d+$/.test(event.key) || /^(Browser|Launch|Meta|ContextMenu)/.test(event.key);
  if (functionKey || event.ctrlKey || event.altKey || event.metaKey) stop(event);
}

function holdCorner(staff: () => void): void {
  let timer = 0;
  const end = () => clearTimeout(timer);
  document.addEventListener("pointerdown", (event) => {
    end();
    if (event.clientX < CORNER_PX && event.clientY < CORNER_PX) timer = window.setTimeout(staff, STAFF_HOLD_MS);
  });
  for (const kind of ["pointerup", "pointercancel", "pointermove"] as const) {
    document.addEventListener(kind, (event) => {
      if (kind !== "pointermove" || event.clientX >= CORNER_PX || event.clientY >= CORNER_PX) end();
    });
  }
}

// The whole flow by keyboard alone: arrows walk from button to button, Enter presses, Esc goes back.

const BUTTONS = "button:not(:disabled)";

/** The buttons a person can reach now: those of the open dialog, else those of the page. */
function reachable(): HTMLButtonElement[] {
  const area = document.querySelector("[role=dialog]") ?? document;
  return Array.from(area.querySelectorAll<HTMLButtonElement>(BUTTONS));
}

/** Put the focus where a person starts on a new screen. */
export function focusFirst(): void {
  const first = document.querySelector<HTMLButtonElement>("[role=dialog] [data-first], [data-first]");
  (first ?? reachable()[0])?.focus();
}

/** Handle a person's key; true when it was one of ours. */
export function walk(key: string): boolean {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[key];
  if (step !== undefined) {
    const buttons = reachable();
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to = at < 0 ? 0 : (at + step + buttons.length) % buttons.length;
    buttons[to]?.focus();
    return true;
  }
  if (key === "Escape") {
    document.querySelector<HTMLButtonElement>("[data-back]")?.click();
    return true;
  }
  return false;
}

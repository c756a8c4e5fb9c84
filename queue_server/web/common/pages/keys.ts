// Keys of the keyboard press the buttons that show them (data-key), wherever the focus is.

import { useEffect } from "preact/hooks";

/** Press the button whose `data-key` is the key; not while typing, and not while a question is open. */
export function useKeys(on: boolean): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (!on || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      const focused = event.target instanceof HTMLElement ? event.target : null;
      const typing = focused?.closest("input, select, textarea, dialog");
      const wanted = event.key.length === 1 ? event.key.toUpperCase() : event.key;
      if (typing && !/^F\d+$/.test(wanted)) return; // function keys write nothing, so they work there too
      if (wanted === "Enter" && focused?.closest("button, a")) return; // it presses what has the focus
      const key = document.querySelector<HTMLButtonElement>(`button[data-key="${CSS.escape(wanted)}"]`);
      if (!key) return;
      event.preventDefault();
      if (!key.disabled) key.click();
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [on]);
}

// Keys of the keyboard press the buttons that show them (data-key), wherever the focus is.

import { useEffect } from "preact/hooks";

/** Press what has the key as its `data-key`; not while typing, and not while a question is open. A
 *  line of a list only gets the focus: pressing it is the next step. */
export function useKeys(on: boolean): void {
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (!on || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      const focused = event.target instanceof HTMLElement ? event.target : null;
      const typing = focused?.closest("input, select, textarea, dialog");
      const wanted = event.key.length === 1 ? event.key.toUpperCase() : event.key;
      if (typing && !/^F\d+$/.test(wanted)) return; // function keys write nothing, so they work there too
      if (wanted === "Enter" && focused?.closest("button, a, summary")) return; // it presses what has the focus
      const key = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted)}"]`);
      if (!key) return;
      event.preventDefault();
      if (key instanceof HTMLInputElement) key.select();
      if (!(key instanceof HTMLButtonElement)) key.focus();
      else if (!key.disabled) key.click();
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [on]);
}

// A USB scanner is a keyboard that types faster than anybody: its keys are told from a person's by pace.
// What it read goes to the program once and is then forgotten; nothing of it reaches the page.

const FAST_MS = 80; // between two keys of one scan; people who type with ten fingers need 120
const LEAST = 6; // fewer keys in a burst are somebody leaning on a keyboard
const MOST = 4096;

export class Scanner {
  private typed = "";
  private last = Number.NEGATIVE_INFINITY;
  private fast = 0;

  /**
   * One key at a moment in ms. "swallow": part of a scan, no button may hear it; "pass": a person's
   * key; otherwise the text of a finished scan.
   */
  feed(key: string, at: number): "pass" | "swallow" | { text: string } {
    const following = at - this.last <= FAST_MS;
    this.last = at;
    if (!following) this.clear();
    if (key === "Enter" || key === "Tab") return this.end(following);
    if (key === "Backspace") {
      // an input method (Unikey) corrects what the scanner types
      this.typed = this.typed.slice(0, -1);
      return following && this.fast > 0 ? "swallow" : "pass";
    }
    if ([...key].length !== 1) return this.fast > 0 && following ? "swallow" : "pass";
    if (following) this.fast += 1;
    if (this.typed.length < MOST) this.typed += key;
    return this.fast > 0 ? "swallow" : "pass";
  }

  /** A scanner that ends its code with no key: the text when it has been silent long enough. */
  silent(at: number): string {
    if (this.typed.length < LEAST || this.fast < LEAST - 1 || at - this.last < 3 * FAST_MS) return "";
    const text = this.typed;
    this.clear();
    return text;
  }

  private end(following: boolean): "pass" | "swallow" | { text: string } {
    const text = this.typed;
    const scan = following && this.fast >= LEAST - 1;
    this.clear();
    return scan ? { text } : "pass";
  }

  private clear(): void {
    this.typed = "";
    this.fast = 0;
  }
}

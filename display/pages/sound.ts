// Plays one sound file to its end. Only files: a board's browser has no Vietnamese voice of its own.

export type Played = "ended" | "blocked" | "failed";

const LOAD_MS = 8000;
const SLACK_MS = 3000;

const ahead = new Map<string, HTMLAudioElement>();

/** Begin loading, so that the pieces of one sentence follow each other without a gap. */
export function prepare(addresses: readonly string[]): void {
  for (const address of addresses) {
    if (ahead.has(address)) continue;
    const audio = new Audio();
    audio.preload = "auto";
    audio.src = address;
    ahead.set(address, audio);
  }
}

/** Resolves when the file has ended, cannot be played, or the browser forbids sound without a key. */
export function play(address: string): Promise<Played> {
  const audio = ahead.get(address) ?? new Audio(address);
  ahead.delete(address);
  return new Promise((done) => {
    let alarm = 0;
    const finish = (how: Played) => {
      clearTimeout(alarm);
      audio.onended = audio.onerror = audio.onplaying = null;
      audio.removeAttribute("src"); // gives the decoder back; televisions have few
      audio.load();
      done(how);
    };
    const within = (ms: number) => {
      clearTimeout(alarm);
      alarm = setTimeout(() => finish("failed"), ms); // a hung sound card must not silence the rest
    };
    audio.onended = () => finish("ended");
    audio.onerror = () => finish("failed");
    audio.onplaying = () => within((audio.duration || 30) * 1000 + SLACK_MS);
    within(LOAD_MS);
    audio.play().catch((error: unknown) => {
      finish((error as DOMException).name === "NotAllowedError" ? "blocked" : "failed");
    });
  });
}

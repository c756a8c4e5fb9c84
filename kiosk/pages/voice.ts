// Plays what the program speaks; the volume is everybody's own and starts anew for the next person.

export type Volume = 0 | 1 | 2;
const LOUDNESS = [0, 0.55, 1] as const;
export const USUAL: Volume = 2;

export class Voice {
  private readonly player = new Audio();
  private path = "";
  private readonly enabled: boolean;

  constructor(enabled: boolean) {
    this.enabled = enabled;
    this.setVolume(USUAL);
  }

  /** Speak a step; a step that is being spoken is not begun again. */
  say(path: string): void {
    this.path = path;
    this.repeat();
  }

  /** The last step once more, from its beginning. */
  repeat(): void {
    if (!this.enabled || !this.path) return;
    this.player.src = this.path;
    this.player.play().catch(() => undefined); // no voice is no reason to stop: all is written too
  }

  hush(): void {
    this.path = "";
    this.player.pause();
  }

  setVolume(volume: Volume): void {
    this.player.volume = LOUDNESS[volume];
  }

  get speaking(): boolean {
    return !this.player.paused && !this.player.ended;
  }
}

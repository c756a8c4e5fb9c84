// The announcement queue: chime, then the sounds in order, never two at once, each call once per board.

import { Lease, markSpoken, unmarkSpoken, wasSpoken } from "./memory.ts";
import type { Picture, ToSpeak } from "./picture.ts";
import { play, prepare } from "./sound.ts";

const SPEAK_FOR_MS = 180_000; // older calls are only shown (queue_server/core/board.py)
const SHORT_FROM = 4; // more than three waiting: number and room only
const LOOK_MS = 1000;

export interface VoiceOptions {
  chime: string;
  silence: string;
  now: () => number; // server time
  onSpeaking: (said: ToSpeak | null) => void;
  onSound: (on: boolean) => void;
  onSpoken: (call: string) => void;
}

export class Voice {
  private offered: ToSpeak[] = [];
  private on: boolean | null = null; // null: not tried yet
  private busy = false;
  private readonly lease = new Lease();

  constructor(private readonly options: VoiceOptions) {
    for (const event of ["keydown", "click", "touchend"]) {
      addEventListener(event, () => void this.tryIfOff());
    }
    setInterval(() => this.look(), LOOK_MS);
    void this.trySound();
  }

  /** What the newest picture still wants spoken; a call it lacks is finished and no longer said. */
  offer(picture: Picture): void {
    this.offered = picture.to_speak;
    this.look();
  }

  /** Without contact nobody knows what still holds; the staff call by mouth. */
  hush(): void {
    this.offered = [];
  }

  private look(): void {
    if (this.on) this.lease.renew();
    void this.speakAll();
  }

  private waiting(): ToSpeak[] {
    const now = this.options.now();
    return this.offered.filter(
      (call) => now - call.called_at <= SPEAK_FOR_MS && !wasSpoken(call.call),
    );
  }

  private async speakAll(): Promise<void> {
    if (this.busy || !this.on || this.waiting().length === 0) return;
    this.busy = true;
    try {
      while (this.on && (await this.lease.hold())) {
        const waiting = this.waiting();
        const [next] = waiting;
        if (!next) return;
        const short = waiting.length >= SHORT_FROM && next.short.length > 0;
        await this.speak(next, short ? next.short : next.sounds);
      }
    } finally {
      this.busy = false;
      this.options.onSpeaking(null);
    }
  }

  private async speak(said: ToSpeak, sounds: readonly string[]): Promise<void> {
    markSpoken(said.call);
    this.options.onSpeaking(said);
    const all = [this.options.chime, ...sounds];
    prepare(all);
    let heard = 0;
    for (const [at, address] of all.entries()) {
      const how = await play(address);
      this.lease.renew();
      if (how === "blocked") {
        if (at === 0) unmarkSpoken(said.call);
        this.setOn(false);
        return;
      }
      if (how === "ended" && at > 0) heard += 1;
    }
    if (heard > 0) this.options.onSpoken(said.call);
  }

  private async trySound(): Promise<void> {
    this.setOn((await play(this.options.silence)) !== "blocked");
    this.look();
  }

  private async tryIfOff(): Promise<void> {
    if (this.on === false) await this.trySound();
  }

  private setOn(on: boolean): void {
    if (this.on !== on) this.options.onSound(on);
    this.on = on;
    if (!on) this.lease.release();
  }
}

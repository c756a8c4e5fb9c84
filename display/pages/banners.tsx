// What the board says about itself: contact lost, sound not switched on.

import type { Say } from "../../queue_server/web/common/pages/words.ts";
import { shortTime } from "./clock.ts";

interface Props {
  lostSince: number | null;
  sound: boolean;
  connecting: boolean;
  zone: string;
  say: Say;
}

export function Banners({ lostSince, sound, connecting, zone, say }: Props) {
  return (
    <>
      {lostSince !== null && (
        <p class="banner contact" role="alert">
          <Broken />
          <span>{say("board.lost", { time: shortTime(lostSince, zone) })}</span>
        </p>
      )}
      {connecting && lostSince === null && <p class="connecting">{say("board.connecting")}</p>}
      {!sound && (
        <p class="banner sound" role="alert">
          <Mute />
          <span>{say("board.sound_off")}</span>
        </p>
      )}
    </>
  );
}

function Broken() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 2L1 21h22zm-1.2 7h2.4l-.4 6h-1.6zm0 7.5h2.4V19h-2.4z" />
    </svg>
  );
}

function Mute() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 9v6h4l6 5V4L7 9zm13.2 0l-1.4 1.4 1.6 1.6-1.6 1.6 1.4 1.4 1.6-1.6 1.6 1.6 1.4-1.4-1.6-1.6 1.6-1.6L19.4 9l-1.6 1.6z" />
    </svg>
  );
}

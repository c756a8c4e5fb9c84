// Screens that say one thing and offer what to do next: card read, no paper, emergency, a rule's no.

import type { ComponentChildren } from "preact";
import { Icon, type Tools } from "./frame.tsx";
import type { Help, Picture, Scanned } from "./picture.ts";

interface NoticeProps {
  picture: string;
  title: string;
  alarm?: boolean;
  children: ComponentChildren;
}

export function Notice({ picture, title, alarm, children }: NoticeProps) {
  return (
    <div class={`notice ${alarm ? "alarm" : ""}`} role="status">
      <Icon name={picture} />
      <h1>{title}</h1>
      {children}
    </div>
  );
}

interface Big {
  name: string;
  kind: "take" | "priority";
  first?: boolean;
  press: () => void;
}

export function Choice({ name, kind, first, press }: Big) {
  return (
    <button type="button" class={`answer ${kind}`} data-first={first || undefined} onClick={press}>
      {name}
    </button>
  );
}

interface OfferProps {
  tools: Tools;
  scanned: Scanned;
  groupName: string;
  take: () => void;
  takePriority: () => void;
  choosePriority: () => void;
}

/** After a scan. Whatever the card said, a number can be had. */
export function Offer({ tools: { say }, scanned, groupName, ...deeds }: OfferProps) {
  if (scanned.kind === "priority") {
    const key = scanned.checked ? "identity.offer" : "identity.offer_to_check";
    return (
      <Notice picture="scan" title={say(key, { group: groupName })}>
        <p>{say("identity.read")}</p>
        <Choice name={say("identity.take_priority")} kind="priority" first press={deeds.takePriority} />
        <Choice name={say("kiosk.take_ordinary")} kind="take" press={deeds.take} />
      </Notice>
    );
  }
  const title = {
    read: say("identity.read"),
    no_birthday: say("identity.no_birthday"),
    unreadable: say(`refusal.${scanned.code}`),
  }[scanned.kind];
  return (
    <Notice picture="scan" title={title}>
      <Choice name={say("kiosk.take")} kind="take" first press={deeds.take} />
      <Choice name={say("kiosk.priority")} kind="priority" press={deeds.choosePriority} />
    </Notice>
  );
}

/** The sentence for a printer that cannot print. */
export function paperSentence({ say }: Tools, paper: string): string {
  if (paper === "paper_out" || paper === "cover_open") return say(`kiosk.${PAPER[paper]}`);
  return say("kiosk.paper_down");
}
const PAPER = { paper_out: "paper_out", cover_open: "paper_cover_open" } as const;

export function NoPaper({ tools, picture, show }: { tools: Tools; picture: Picture; show: () => void }) {
  const { say } = tools;
  return (
    <Notice picture="printer" title={say("kiosk.no_paper_title")}>
      <p>
        {paperSentence(tools, picture.paper)} {picture.here ? say("kiosk.paper_called") : ""}
      </p>
      <p>{say("kiosk.paper_offer")}</p>
      <Choice name={say("kiosk.show_number")} kind="take" first press={show} />
    </Notice>
  );
}

export function Emergency({ tools, picture }: { tools: Tools; picture: Picture }) {
  const { say, lang } = tools;
  return (
    <Notice picture="emergency" title={say("kiosk.emergency_title")} alarm>
      <p class="way">{lang === "vi" ? picture.emergency_vi : picture.emergency_en}</p>
      <p class="helping">{helpSentence(tools, picture.help)}</p>
    </Notice>
  );
}

export function helpSentence({ say }: Tools, help: Help): string {
  return say(`kiosk.help_${help || "calling"}`);
}

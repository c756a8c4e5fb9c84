// The first screen: two large fields, a card reader's hint, and the way for emergencies.

import { Icon, type Tools } from "./frame.tsx";

interface Props {
  tools: Tools;
  take: () => void;
  priority: () => void;
  emergency: () => void;
  paperTrouble: string; // a sentence when no slip can be printed, else nothing
}

export function First({ tools: { say }, take, priority, emergency, paperTrouble }: Props) {
  return (
    <>
      <h1>{say("kiosk.welcome")}</h1>
      {paperTrouble && (
        <p class="band" role="status">
          <Icon name="printer" />
          {paperTrouble}
        </p>
      )}
      <div class="choices">
        <button type="button" class="field take" data-first onClick={take}>
          <Icon name="ticket" />
          <strong>{say("kiosk.take")}</strong>
          <span>{say("kiosk.take_hint")}</span>
        </button>
        <button type="button" class="field priority" onClick={priority}>
          <Icon name="priority" />
          <strong>{say("kiosk.priority")}</strong>
          <span>{say("kiosk.priority_hint")}</span>
        </button>
      </div>
      <div class="below">
        <p class="hint">
          <Icon name="scan" />
          {say("kiosk.scan_hint")}
        </p>
        <button type="button" class="tool emergency" onClick={emergency}>
          <Icon name="emergency" />
          {say("kiosk.emergency")}
        </button>
      </div>
    </>
  );
}

// Choosing a service or a priority group: one large button each, a few a page, never a scroll bar.

import { useState } from "preact/hooks";
import { Icon, type Tools } from "./frame.tsx";
import type { Group, Service } from "./picture.ts";

const PAGE = 6;
const GROUP_PICTURES: Readonly<Record<string, string>> = {
  child_under_6: "child",
  pregnant: "pregnant",
  severe_disability_special: "wheelchair",
  severe_disability: "crutch",
  elderly_75: "elder",
  merit: "medal",
};

/** A page of a list, and the button that turns to the next one (after the last the first). */
function usePage<Item>(items: Item[]): [Item[], (() => void) | null] {
  const [page, setPage] = useState(0);
  if (items.length <= PAGE) return [items, null];
  const size = PAGE - 1; // one place for "more"
  const pages = Math.ceil(items.length / size);
  return [items.slice(page * size, page * size + size), () => setPage((page + 1) % pages)];
}

function More({ tools, turn }: { tools: Tools; turn: (() => void) | null }) {
  return (
    turn && (
      <button type="button" class="row more" onClick={turn}>
        <strong>{tools.say("kiosk.next_page")}</strong>
      </button>
    )
  );
}

interface ServiceProps {
  tools: Tools;
  services: Service[];
  priority: boolean;
  choose: (code: string) => void;
}

export function Services({ tools, services, priority, choose }: ServiceProps) {
  const { say, lang } = tools;
  const [shown, turn] = usePage(services);
  return (
    <>
      <h1>{say("kiosk.choose_service")}</h1>
      <div class={`rows ${priority ? "for-priority" : ""}`}>
        {shown.map((service, at) => (
          <button
            type="button"
            class="row"
            key={service.code}
            data-first={at === 0 || undefined}
            data-service={service.code}
            disabled={!service.open}
            onClick={() => choose(service.code)}
          >
            <strong>{lang === "vi" ? service.name_vi : service.name_en}</strong>
            <span>
              {service.open
                ? lang === "vi" ? service.where_vi : service.where_en
                : service.opens ? say("kiosk.opens", { time: service.opens }) : say("kiosk.closed")}
            </span>
          </button>
        ))}
        <More tools={tools} turn={turn} />
      </div>
    </>
  );
}

interface GroupProps {
  tools: Tools;
  groups: Group[];
  choose: (code: string) => void;
}

export function Groups({ tools, groups, choose }: GroupProps) {
  const { say, lang } = tools;
  const [shown, turn] = usePage(groups);
  return (
    <>
      <h1>{say("kiosk.choose_group")}</h1>
      <div class="rows for-priority">
        {shown.map((group, at) => (
          <button
            type="button"
            class="row with-picture"
            key={group.code}
            data-first={at === 0 || undefined}
            data-group={group.code}
            onClick={() => choose(group.code)}
          >
            <Icon name={GROUP_PICTURES[group.code] ?? "medal"} />
            <strong>{lang === "vi" ? group.name_vi : group.name_en}</strong>
          </button>
        ))}
        <More tools={tools} turn={turn} />
      </div>
      <p class="hint">{say("kiosk.group_check")}</p>
    </>
  );
}

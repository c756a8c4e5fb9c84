// One screen for each step of the flow; each is drawn in its own module.

import { Groups, Services } from "./choose.tsx";
import type { Deeds } from "./deeds.ts";
import { First } from "./first.tsx";
import type { Flow, Screen, Step } from "./flow.ts";
import type { Tools } from "./frame.tsx";
import { Choice, Emergency, NoPaper, Notice, Offer, paperSentence } from "./notices.tsx";
import { TheNumber } from "./number.tsx";
import type { Picture } from "./picture.ts";
import { Staff } from "./staff.tsx";

interface Props {
  tools: Tools;
  flow: Flow;
  picture: Picture;
  screen: Screen;
  deed: Deeds;
  step: (step: Step) => void;
  see: (picture: Picture) => void;
  home: () => void;
  missed: boolean;
  seconds: number;
  speaking: () => boolean;
  noSlip: () => void;
}

export function Body(props: Props) {
  const { tools, flow, picture, screen, deed, step, see, home } = props;
  const { say, lang } = tools;
  const groups = () => step({ type: "show", screen: "groups" });
  switch (screen) {
    case "first":
      return (
        <First
          tools={tools}
          take={() => deed.take()}
          priority={groups}
          emergency={() => {
            step({ type: "show", screen: "emergency" });
            void deed.call("emergency");
          }}
          paperTrouble={picture.paper_trouble ? paperSentence(tools, picture.paper) : ""}
        />
      );
    case "services":
      return (
        <Services tools={tools} services={picture.services} priority={!!flow.want.priority} choose={deed.service} />
      );
    case "groups":
      return <Groups tools={tools} groups={picture.groups} choose={(priority) => deed.take({ priority })} />;
    case "offer": {
      const found = flow.scanned;
      if (!found) return null;
      const group = picture.groups.find((one) => one.code === found.group);
      return (
        <Offer
          tools={tools}
          scanned={found}
          groupName={(lang === "vi" ? group?.name_vi : group?.name_en) ?? ""}
          take={() => deed.take()}
          takePriority={() => deed.take({ priority: found.group, checked: found.checked })}
          choosePriority={groups}
        />
      );
    }
    case "paper":
      return <NoPaper tools={tools} picture={picture} show={() => void deed.give(flow.want, true)} />;
    case "working":
      return <Notice picture="ticket" title={say("kiosk.working")}>{null}</Notice>;
    case "number":
      return (
        picture.result && (
          <TheNumber
            key={picture.press}
            tools={tools}
            result={picture.result}
            press={picture.press}
            seconds={props.seconds}
            speaking={props.speaking}
            done={home}
            noSlip={props.noSlip}
            slipMissed={props.missed}
          />
        )
      );
    case "emergency":
      return <Emergency tools={tools} picture={picture} />;
    case "refused":
      return (
        <Notice picture="help" title={flow.refusal}>
          <Choice name={say("kiosk.back")} kind="take" first press={home} />
        </Notice>
      );
    case "not_ready":
      return (
        <Notice picture="help" title={say("kiosk.not_ready_title")}>
          <p>{say("kiosk.not_ready")}</p>
        </Notice>
      );
    case "clock":
    case "staff":
      return (
        <Staff
          tools={tools}
          askDate={picture.problem === "clock"}
          close={(newer) => {
            see(newer);
            home();
          }}
          cancel={home}
        />
      );
  }
}

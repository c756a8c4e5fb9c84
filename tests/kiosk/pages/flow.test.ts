// What the program knows comes before what the person touched; going home forgets everything.

import assert from "node:assert/strict";
import { test } from "node:test";
import { next, onlyService, shown, START, takesCards, type Flow } from "../../../kiosk/pages/flow.ts";
import type { Picture, Service } from "../../../kiosk/pages/picture.ts";

const picture = { result: null, problem: "", working: false, services: [] } as unknown as Picture;
const at = (screen: Flow["screen"]): Flow => ({ ...START, screen });

test("a number that was given is shown, whatever screen another tab is on", () => {
  const given = { ...picture, result: {} } as Picture;
  for (const screen of ["first", "services", "working", "refused"] as const) {
    assert.equal(shown(at(screen), given), "number");
  }
});

test("a kiosk that cannot give numbers says so on every screen but the staff's", () => {
  const broken: Picture = { ...picture, problem: "clock" };
  assert.equal(shown(at("groups"), broken), "clock");
  assert.equal(shown(at("staff"), broken), "staff");
});

test("a reload while the number is being made shows that it is being made", () => {
  assert.equal(shown(START, { ...picture, working: true }), "working");
});

test("going home forgets language, choice and card", () => {
  let flow = next(START, { type: "lang", lang: "en" });
  flow = next(flow, { type: "want", screen: "services", want: { priority: "merit" } });
  flow = next(flow, { type: "scanned", scanned: { kind: "read", group: "", checked: false, code: "" } });
  assert.equal(flow.want.priority, "");
  assert.deepEqual(next(flow, { type: "home" }), START);
});

test("one service is no choice, two are", () => {
  const service = { code: "kham" } as Service;
  assert.equal(onlyService({ ...picture, services: [service] }), "kham");
  assert.equal(onlyService({ ...picture, services: [service, service] }), "");
});

test("cards are read where they help and not where a PIN is typed", () => {
  assert.deepEqual((["first", "groups", "staff", "number"] as const).map(takesCards), [true, true, false, false]);
});

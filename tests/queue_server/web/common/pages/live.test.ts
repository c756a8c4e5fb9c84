import assert from "node:assert/strict";
import { test } from "node:test";

import { isNewer } from "../../../../../queue_server/web/common/pages/live.ts";

test("the first picture is always news", () => {
  assert.equal(isNewer(null, { epoch: "e", version: 0, at: 1 }), true);
});

test("a later version replaces an earlier one, and never the other way round", () => {
  assert.equal(isNewer({ epoch: "e", version: 4, at: 9 }, { epoch: "e", version: 5, at: 1 }), true);
  assert.equal(isNewer({ epoch: "e", version: 5, at: 1 }, { epoch: "e", version: 4, at: 9 }), false);
});

test("the same version seen later is shown again, for waits grow without a change", () => {
  assert.equal(isNewer({ epoch: "e", version: 5, at: 1 }, { epoch: "e", version: 5, at: 2 }), true);
  assert.equal(isNewer({ epoch: "e", version: 5, at: 2 }, { epoch: "e", version: 5, at: 2 }), false);
});

test("after a restore from a backup a lower version is the truth", () => {
  assert.equal(isNewer({ epoch: "e", version: 50, at: 9 }, { epoch: "f", version: 3, at: 1 }), true);
});

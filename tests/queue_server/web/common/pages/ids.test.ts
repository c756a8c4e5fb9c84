import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../../../../queue_server/web/common/pages/ids.ts";

test("an id fits the wire and is 128 bits", () => {
  assert.match(newId(), /^[A-Za-z0-9_-]{22}$/);
});

test("a secret may be longer", () => {
  assert.match(newId(256), /^[A-Za-z0-9_-]{43}$/);
});

test("two thousand ids are two thousand", () => {
  assert.equal(new Set(Array.from({ length: 2000 }, () => newId())).size, 2000);
});

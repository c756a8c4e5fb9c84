import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, speaker } from "../../../../../queue_server/web/common/pages/words.ts";

test("a sentence takes its facts, each wherever it stands", () => {
  assert.equal(fill("Mời số {n} vào phòng {room}, số {n}", { n: "A012", room: 3 }), "Mời số A012 vào phòng 3, số A012");
});

test("a placeholder without a fact stays visible", () => {
  assert.equal(fill("Còn {ahead} người", {}), "Còn {ahead} người");
});

test("a fact that looks like a placeholder or a pattern is shown as it is", () => {
  assert.equal(fill("{a} {b}", { a: "{b}", b: "$&" }), "{b} $&");
});

test("zero is a fact", () => {
  assert.equal(fill("Còn {n} người", { n: 0 }), "Còn 0 người");
});

test("an unknown key shows itself rather than nothing", () => {
  assert.equal(speaker({ "board.lost": "Mất kết nối" })("board.found"), "board.found");
});

// A scanner is told from a person by its pace, and a person's keys are never swallowed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Scanner } from "../../../kiosk/pages/scanner.ts";

function type(scanner: Scanner, text: string, apart: number, from = 1000): [string[], number] {
  let at = from;
  const heard = [...text].map((key) => {
    at += apart;
    const meant = scanner.feed(key, at);
    return typeof meant === "string" ? meant : meant.text;
  });
  return [heard, at];
}

test("fast keys and Enter are one scan, spaces and all", () => {
  const scanner = new Scanner();
  const card = "012080012345||Nguyễn Văn Thử|01021980";
  const [heard, at] = type(scanner, card, 5);
  assert.deepEqual(scanner.feed("Enter", at + 5), { text: card });
  assert.deepEqual(new Set(heard.slice(1)), new Set(["swallow"]));
});

test("a person's Enter and space press buttons", () => {
  const scanner = new Scanner();
  assert.equal(scanner.feed(" ", 1000), "pass");
  assert.equal(scanner.feed("Enter", 2000), "pass");
  const [heard, at] = type(scanner, "1234567", 150, 3000);
  assert.deepEqual(new Set(heard), new Set(["pass"]));
  assert.equal(scanner.feed("Enter", at + 150), "pass");
});

test("an input method that corrects what is typed does not spoil the scan", () => {
  const scanner = new Scanner();
  const [, at] = type(scanner, "012080012345|Thuw", 5);
  scanner.feed("Backspace", at + 2);
  scanner.feed("Backspace", at + 4);
  scanner.feed("ư", at + 6);
  assert.deepEqual(scanner.feed("Enter", at + 8), { text: "012080012345|Thư" });
});

test("a scanner without a last key is heard when it has been silent", () => {
  const scanner = new Scanner();
  const [, at] = type(scanner, "DN4121234567890", 5);
  assert.equal(scanner.silent(at + 50), "");
  assert.equal(scanner.silent(at + 300), "DN4121234567890");
  assert.equal(scanner.silent(at + 900), "");
});

test("keys are forgotten when the next ones come late", () => {
  const scanner = new Scanner();
  type(scanner, "0120800", 5);
  const [, at] = type(scanner, "999999", 5, 9000);
  assert.deepEqual(scanner.feed("Enter", at + 5), { text: "999999" });
});

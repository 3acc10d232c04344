import { expect, test } from "vitest";
import {
  hasRule,
  hasRuleOf,
  withoutRule,
  withRule,
} from "./notification-xml.ts";

const RULE = { id: "oscar-1", target: "OSCAR" };
const OPEN =
  '<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">';
const CLOSE = "</NotificationConfiguration>";
const OTHERS = `<QueueConfiguration><Id>oscar-12</Id><Filter><S3Key><FilterRule><Name>prefix</Name><Value>007</Value></FilterRule></S3Key></Filter><Event>s3:ObjectCreated:Put</Event><Queue>arn:minio:sqs::OSCAR:webhook</Queue></QueueConfiguration><QueueConfiguration><Id></Id><Event>s3:ObjectAccessed:*</Event><Queue>arn:minio:sqs::1:kafka</Queue></QueueConfiguration>`;

test.each([
  ["none", ""],
  ["some of others", OTHERS],
])("our rule comes to %s and goes again, and no byte changes", (_, others) => {
  const before = OPEN + others + CLOSE;
  expect(hasRule(before, RULE)).toBe(false);
  const after = withRule(before, RULE);
  expect(hasRule(after, RULE)).toBe(true);
  expect(after).toContain(others);
  expect(withRule(after, RULE)).toBe(after);
  expect(withoutRule(after, RULE.id)).toBe(before);
});

test.each([
  ["of another target", ":OSCAR:", ":oscar:"],
  ["without deletions", "<Event>s3:ObjectRemoved:*</Event>", ""],
  ["with a filter", "<Queue>", "<Filter></Filter><Queue>"],
])("a rule of ours %s is not right, and is replaced", (_, from, to) => {
  const right = withRule(OPEN + OTHERS + CLOSE, RULE);
  // Ours is the last one.
  const at = right.lastIndexOf(from);
  const wrong = right.slice(0, at) + to + right.slice(at + from.length);
  expect(hasRule(wrong, RULE)).toBe(false);
  expect(hasRuleOf(wrong, RULE.id)).toBe(true);
  expect(withRule(wrong, RULE)).toBe(right);
});

test("a server's region in the target's name is no difference", () => {
  const right = withRule(OPEN + CLOSE, RULE);
  const there = right.replace("sqs::", "sqs:eu-test-7:");
  expect(hasRule(there, RULE)).toBe(true);
});

test("what is no list of notifications is not written back", () => {
  expect(() => withRule("<html></html>", RULE)).toThrow(/lack an end/);
});

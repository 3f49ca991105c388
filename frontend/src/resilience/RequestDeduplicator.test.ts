import { beforeEach, expect, test } from "vitest";

import { RequestDeduplicator } from "./RequestDeduplicator.ts";

let deduplicator: RequestDeduplicator;
let executions: number;
let finish: ((outcome: string | Error) => void)[];

beforeEach(() => {
  deduplicator = new RequestDeduplicator();
  executions = 0;
  finish = [];
});

function ask(key: string): Promise<string> {
  return deduplicator.deduplicate(key, () => {
    executions += 1;
    return new Promise((resolve, reject) => {
      finish.push((outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)));
    });
  });
}

test("[R3] calls with one key at one time share one execution and its result", async () => {
  const answers = Promise.all([ask("a"), ask("a"), ask("a")]);

  finish[0]?.("done");

  expect(await answers).toEqual(["done", "done", "done"]);
  expect(executions).toBe(1);
});

test("[R3] a failure is shared too", async () => {
  const answers = Promise.allSettled([ask("a"), ask("a")]);
  const error = new Error("failed");

  finish[0]?.(error);

  expect(await answers).toEqual([
    { status: "rejected", reason: error },
    { status: "rejected", reason: error },
  ]);
});

test("[R3] other keys are executed on their own", () => {
  void ask("a");
  void ask("b");

  expect(executions).toBe(2);
});

test("[R3] nothing is kept after it ends", async () => {
  const first = ask("a");
  finish[0]?.("first");
  await first;

  const second = ask("a");
  finish[1]?.("second");

  expect(await second).toBe("second");
});

test("[R3] after a change what is under way is not shared any more, and does not forget what came after it", async () => {
  const before = ask("a");
  deduplicator.stopSharing();
  const after = ask("a");
  finish[0]?.("old");
  await before;
  const alsoAfter = ask("a");

  finish[1]?.("new");

  expect(await Promise.all([after, alsoAfter])).toEqual(["new", "new"]);
});

test("[R3] it counts what it saved", () => {
  void ask("a");
  void ask("a");
  void ask("a");
  void ask("b");

  expect(deduplicator.stats).toEqual({ total: 4, executed: 2, deduplicated: 2, deduplicationRate: 0.5 });
});

test("[R3] what is shared is bounded: a call beyond the bound runs for itself", async () => {
  deduplicator = new RequestDeduplicator({ maxKeys: 1 });
  const answers = Promise.all([ask("a"), ask("b"), ask("b")]);

  for (const each of finish) each("done");

  expect(await answers).toEqual(["done", "done", "done"]);
  expect(executions).toBe(3);
});

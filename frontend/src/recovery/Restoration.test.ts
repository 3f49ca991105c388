import { expect, test } from "vitest";

import { Restoration, type Restored } from "./Restoration.ts";

type Answer = Restored<string, "unreachable">;

const FOUND: Answer = { kind: "restored", value: "work" };
const NOTHING: Answer = { kind: "restoredEmpty", value: "" };
const FAILED: Answer = { kind: "restoredWithError", failure: "unreachable" };

/** Reads are answered one by one, when the test says so. */
function aRestoration() {
  const waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];
  const discarded: string[] = [];
  let reads = 0;
  const restoration = new Restoration<string, "unreachable">({
    read: () => {
      reads += 1;
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    discard: (late) => discarded.push(late),
  });
  return { restoration, discarded, reads: () => reads, next: () => waiting.shift() };
}

test.each([FOUND, NOTHING])("[B11] $kind stays, and is not read again", async (answer) => {
  const { restoration, next, reads } = aRestoration();
  const before = restoration.state();
  const restoring = restoration.restore();
  const during = restoration.state();
  next()?.resolve(answer);
  await restoring;

  await restoration.restore();

  expect([before.kind, during.kind]).toEqual(["notRestored", "restoring"]);
  expect(restoration.state()).toEqual(answer);
  expect(reads()).toBe(1);
});

test("[B11] [R3] two who ask at once share one attempt", async () => {
  const { restoration, next, reads } = aRestoration();

  const both = [restoration.restore(), restoration.restore()];
  next()?.resolve(FOUND);
  await Promise.all(both);

  expect(reads()).toBe(1);
});

test("[B11] what failed is tried again when it is asked for again", async () => {
  const { restoration, next } = aRestoration();
  const failing = restoration.restore();
  next()?.resolve(FAILED);
  await failing;
  const failed = restoration.state();

  const again = restoration.restore();
  next()?.resolve(FOUND);
  await again;

  expect(failed).toEqual(FAILED);
  expect(restoration.state()).toEqual(FOUND);
});

test("[B11] an answer after a reset changes nothing and is given back", async () => {
  const { restoration, next, discarded } = aRestoration();
  const former = restoration.restore();
  const slow = next();
  restoration.reset();
  const present = restoration.restore();

  slow?.resolve(FOUND);
  await former;
  const meanwhile = restoration.state().kind;
  next()?.resolve(NOTHING);
  await present;

  expect(meanwhile).toBe("restoring");
  expect(discarded).toEqual(["work"]);
  expect(restoration.state()).toEqual(NOTHING);
});

test("[B11] where reading throws nothing is restored, and the caller hears of it", async () => {
  const { restoration, next } = aRestoration();
  const restoring = restoration.restore();

  next()?.reject(new Error("broken"));

  await expect(restoring).rejects.toThrow("broken");
  expect(restoration.state()).toEqual({ kind: "notRestored" });
});

test("[B11] what is added to nothing is something", async () => {
  const { restoration, next } = aRestoration();
  restoration.change(() => "too early");
  const restoring = restoration.restore();
  next()?.resolve(NOTHING);
  await restoring;

  restoration.change((value) => `${value}added`);

  expect(restoration.state()).toEqual({ kind: "restored", value: "added" });
});

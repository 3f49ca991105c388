import { afterEach, beforeEach, expect, test } from "vitest";

import { ContentInvalid } from "./canonicalJson.ts";
import { type DigestQuestion, type DigestWorker, WorkerDigester } from "./ContentDigester.ts";
import { digestOf } from "./contentDigest.ts";

/** A worker as the page sees it: it gets copies, answers later, and can die. */
class FakeWorker extends EventTarget implements DigestWorker {
  isDead = false;

  postMessage(question: DigestQuestion): void {
    const { id, value } = structuredClone(question);
    if (!this.isDead) void this.#answer(id, value);
  }

  die(): void {
    this.isDead = true;
    this.dispatchEvent(new Event("error"));
  }

  terminate(): void {
    this.isDead = true;
  }

  async #answer(id: number, value: DigestQuestion["value"]): Promise<void> {
    const answer = await digestOf(value).then(
      (digest) => ({ id, digest }),
      (error: unknown) => (error instanceof ContentInvalid ? { id, problem: error.problem } : { id }),
    );
    this.dispatchEvent(new MessageEvent("message", { data: answer }));
  }
}

let worker: FakeWorker;
let digester: WorkerDigester;

beforeEach(() => {
  worker = new FakeWorker();
  digester = new WorkerDigester({ createWorker: () => worker });
});

afterEach(() => digester.dispose());

test("[C2] the worker's answers belong to their questions", async () => {
  const answers = await Promise.all([digester.digest({ a: 1 }), digester.digest({ b: 2 })]);

  expect(answers).toEqual([await digestOf({ a: 1 }), await digestOf({ b: 2 })]);
});

test("[C1] the worker's refusal names the place", async () => {
  const refused = digester.digest({ a: [1, Number.NaN] });

  await expect(refused).rejects.toMatchObject({
    problem: { reason: "number_not_finite", path: "$.a[1]" },
  });
});

test("[B1] a value that no worker can be given is refused, and the next one is not", async () => {
  const notJson = { edit: () => undefined } as never;

  await expect(digester.digest(notJson)).rejects.toThrow();

  expect(await digester.digest({ a: 1 })).toEqual(await digestOf({ a: 1 }));
});

test("[B2] a worker that dies costs no draft: what it was asked is answered without it", async () => {
  worker.isDead = true;
  const asked = digester.digest({ asked: "before" });
  worker.die();

  expect(await asked).toEqual(await digestOf({ asked: "before" }));
  expect(await digester.digest({ asked: "after" })).toEqual(await digestOf({ asked: "after" }));
});

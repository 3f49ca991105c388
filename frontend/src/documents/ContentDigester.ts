import { ContentInvalid, type NotIJson } from "./canonicalJson.ts";
import { type ContentDigest, digestOf } from "./contentDigest.ts";
import type { JsonValue } from "./json.ts";

/** Computes canonical text and hash of values, wherever. Answers come in the order of the questions. */
export interface ContentDigester {
  /** @throws ContentInvalid where the value is no I-JSON. */
  digest(value: JsonValue): Promise<ContentDigest>;
  dispose(): void;
}

export type DigestQuestion = { id: number; value: JsonValue };
export type DigestAnswer =
  { id: number; digest: ContentDigest } | { id: number; problem: NotIJson } | { id: number; failure: string };

/** The parts of a `Worker` that are used. */
export type DigestWorker = Pick<Worker, "addEventListener" | "postMessage" | "terminate">;

type Waiting = {
  value: JsonValue;
  resolve: (digest: ContentDigest | Promise<ContentDigest>) => void;
  reject: (error: Error) => void;
};

/**
 * In a worker, so that hashing 1.5 MB does not hold the page. The canonical bytes come back without a copy.
 *
 * A worker that cannot be loaded or that died is done without: the page hashes by itself then, because drafts wait for it.
 */
export class WorkerDigester implements ContentDigester {
  readonly #worker: DigestWorker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #isBroken = false;

  constructor(options: { createWorker: () => DigestWorker }) {
    this.#worker = options.createWorker();
    this.#worker.addEventListener("message", (event: MessageEvent<DigestAnswer>) => this.#settle(event.data));
    this.#worker.addEventListener("error", () => this.#goOnWithout());
  }

  digest(value: JsonValue): Promise<ContentDigest> {
    if (this.#isBroken) return digestOf(value);
    this.#lastId += 1;
    const question: DigestQuestion = { id: this.#lastId, value };
    return new Promise((resolve, reject) => {
      this.#worker.postMessage(question);
      this.#waiting.set(question.id, { value, resolve, reject });
    });
  }

  dispose(): void {
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(new Error("The content worker was stopped"));
    this.#waiting.clear();
  }

  #settle(answer: DigestAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("digest" in answer) waiting?.resolve(answer.digest);
    else
      waiting?.reject("problem" in answer ? new ContentInvalid(answer.problem) : new Error(answer.failure));
  }

  #goOnWithout(): void {
    this.#isBroken = true;
    for (const { value, resolve } of this.#waiting.values()) resolve(digestOf(value));
    this.#waiting.clear();
  }
}

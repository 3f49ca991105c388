/** The worker behind `WorkerDigester`. */
import { ContentInvalid } from "./canonicalJson.ts";
import type { DigestAnswer, DigestQuestion } from "./ContentDigester.ts";
import { digestOf } from "./contentDigest.ts";

async function answer({ id, value }: DigestQuestion): Promise<void> {
  let reply: DigestAnswer;
  try {
    reply = { id, digest: await digestOf(value) };
  } catch (error) {
    reply = error instanceof ContentInvalid ? { id, problem: error.problem } : { id, failure: String(error) };
  }
  postMessage(reply, { transfer: "digest" in reply ? [reply.digest.canonical.buffer] : [] });
}

addEventListener("message", (event: MessageEvent<DigestQuestion>) => void answer(event.data));

import { isCircuitOpen } from "../errors/errorGuards.ts";
import { readErrorEnvelope, retryAfterMs, type ErrorEnvelope } from "./errorEnvelope.ts";

/** What came back from one request, before it is told apart by route. */
export type Answer<Data> =
  | { kind: "ok"; data: Data; response: Response }
  | { kind: "notModified" }
  | { kind: "refused"; status: number; envelope: ErrorEnvelope; retryAfterMs: number | null }
  /** Nothing left this browser. */
  | { kind: "notSent"; retryAfterMs: number }
  /** No whole answer arrived: the request may or may not have reached the service. */
  | { kind: "noAnswer" };

type RawResult<Data> = { data?: Data; error?: unknown; response: Response };

const NOT_MODIFIED = 304;

/**
 * Turns what openapi-fetch answers or throws into a value.
 *
 * A rejected fetch, a connection cut within the body, a deadline that passed and a success whose body is not JSON are all
 * `noAnswer`: none of them says whether the service did what was asked.
 */
export async function answerOf<Data>(
  call: Promise<RawResult<Data>>,
  now: () => number,
): Promise<Answer<Data>> {
  let result: RawResult<Data>;
  try {
    result = await call;
  } catch (error) {
    if (isCircuitOpen(error)) return { kind: "notSent", retryAfterMs: error.retryAfterMs };
    return { kind: "noAnswer" };
  }
  const { response } = result;
  if (response.status === NOT_MODIFIED) return { kind: "notModified" };
  if (response.ok) return { kind: "ok", data: result.data as Data, response };
  return {
    kind: "refused",
    status: response.status,
    envelope: readErrorEnvelope(result.error, response),
    retryAfterMs: retryAfterMs(response, now()),
  };
}

/** For requests without a condition: 304 answers a question that was not asked, which is as good as no answer. */
export function unconditional<Data>(answer: Answer<Data>): Exclude<Answer<Data>, { kind: "notModified" }> {
  return answer.kind === "notModified" ? { kind: "noAnswer" } : answer;
}

import { expect, test } from "vitest";

import {
  CircuitOpenError,
  NetworkError,
  RateLimitError,
  TimeoutError,
  TransientAnswerError,
} from "./ApplicationError.ts";
import { isCircuitOpen, isRateLimit, isTransient, isTransientAnswer } from "./errorGuards.ts";

const answer = (status: number): Response => new Response(null, { status });

test.each<[string, unknown, { transient: boolean; answered: boolean; limited: boolean; open: boolean }]>([
  ["network", new NetworkError("lost"), { transient: true, answered: false, limited: false, open: false }],
  ["timeout", new TimeoutError(5000), { transient: true, answered: false, limited: false, open: false }],
  [
    "503",
    new TransientAnswerError(answer(503), null),
    { transient: true, answered: true, limited: false, open: false },
  ],
  [
    "429",
    new RateLimitError(answer(429), 1000),
    { transient: true, answered: true, limited: true, open: false },
  ],
  [
    "open circuit",
    new CircuitOpenError(30_000),
    { transient: false, answered: false, limited: false, open: true },
  ],
  [
    "an error of the program",
    new TypeError("undefined"),
    { transient: false, answered: false, limited: false, open: false },
  ],
])("[R1] the guards tell what %s is", (_name, error, expected) => {
  const told = {
    transient: isTransient(error),
    answered: isTransientAnswer(error),
    limited: isRateLimit(error),
    open: isCircuitOpen(error),
  };

  expect(told).toEqual(expected);
});

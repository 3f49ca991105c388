// Starts Data Studio again and again against a service, with the application's own code, and writes what came of it as JSON.
//
//     node scripts/studio_starts.mjs URL STARTS TIME_SCALE
//
// Every start is of a person and a page of their own. Delays are TIME_SCALE times as long as in life.
import { ServiceConnection } from "../frontend/src/backendApi/ServiceConnection.ts";
import { createServiceClient } from "../frontend/src/backendApi/serviceClient.ts";
import { StudioClient } from "../frontend/src/backendApi/StudioClient.ts";
import { CIRCUIT_BREAKER, CircuitBreaker } from "../frontend/src/resilience/CircuitBreaker.ts";
import { DEDUPLICATION, RequestDeduplicator } from "../frontend/src/resilience/RequestDeduplicator.ts";
import { REQUESTS } from "../frontend/src/resilience/RequestPolicy.ts";
import { openStudioSession } from "../frontend/src/studio/openStudioSession.ts";
import { STUDIO } from "../frontend/src/studio/StudioPolicy.ts";
import { StudioStarter } from "../frontend/src/studio/StudioStarter.ts";

const [url, starts, timeScale] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
/** The service waits for its database most of the time. */
const AT_ONCE = 10;

const timers = {
  now: () => performance.now() / timeScale,
  after(delayMs, run) {
    const handle = setTimeout(run, delayMs * timeScale);
    return () => clearTimeout(handle);
  },
};
// Requests take the time that they take.
const patient = {
  ...REQUESTS,
  readTimeoutMs: 60_000 / timeScale,
  writeTimeoutMs: 60_000 / timeScale,
};

async function signIn(name) {
  const answer = await fetch(`${url}/auth/sign-in`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name }),
  });
  return (await answer.json()).token;
}

async function studioOf(name) {
  const token = await signIn(name);
  const connection = new ServiceConnection({
    fetch: (request, signal) => {
      const headers = new Headers(request.headers);
      headers.set("Authorization", `Bearer ${token}`);
      return fetch(new Request(request, { headers }), { signal });
    },
    breaker: new CircuitBreaker({ policy: CIRCUIT_BREAKER, timers }),
    deduplicator: new RequestDeduplicator(DEDUPLICATION),
    policy: patient,
    timers,
    random: Math.random,
  });
  let requests = 0;
  const client = createServiceClient({
    baseUrl: url,
    fetch: connection.fetch,
    deviceLabel: "Measurement",
    newCorrelationId: () => `measured-${(requests += 1)}`,
    onSignInEnded: () => undefined,
  });
  return new StudioClient({ client, now: () => Date.now() });
}

async function start(name, isRecoveryOn) {
  const backend = await studioOf(name);
  const options = {
    backend,
    dataSet: "stocks",
    isTransformation: () => true,
    now: () => Date.now(),
  };
  const trace = { correlationId: `start-${name}` };
  let openMs = 0;
  const open = async () => {
    const began = performance.now();
    const opening = await openStudioSession(options, trace);
    openMs += performance.now() - began;
    return opening;
  };
  const policy = { ...STUDIO, isRecoveryOn };
  const starter = new StudioStarter({
    open,
    policy,
    timers,
    random: Math.random,
    onProgress: () => undefined,
  });
  const began = performance.now();
  const { opening, attempts } = await starter.start();
  const overheadMs = performance.now() - began - openMs;
  return {
    isOpen: opening.kind === "opened",
    code: opening.code ?? null,
    attempts,
    overheadMs,
  };
}

async function measure(prefix, isRecoveryOn) {
  const results = [];
  while (results.length < starts) {
    const names = Array.from({ length: AT_ONCE }, (_, place) => `${prefix}${results.length + place}`);
    results.push(...(await Promise.all(names.map((name) => start(name, isRecoveryOn)))));
  }
  const first = results.filter(({ attempts }) => attempts === 1);
  return {
    starts: results.length,
    success_rate: results.filter(({ isOpen }) => isOpen).length / results.length,
    recovered: results.filter(({ isOpen, attempts }) => isOpen && attempts > 1).length,
    failures: countsOf(results.flatMap(({ isOpen, code }) => (isOpen ? [] : [code]))),
    // Of starts that needed no wait: what the layer itself costs.
    overhead_ms: Math.max(...first.map(({ overheadMs }) => overheadMs)),
  };
}

function countsOf(codes) {
  const groups = Map.groupBy(codes, (code) => code);
  return Object.fromEntries([...groups].map(([code, { length }]) => [code, length]));
}

const single = await measure("single", false);
const recovering = await measure("recovering", true);
process.stdout.write(JSON.stringify({ single, recovering }));

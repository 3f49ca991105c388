import createClient, { type Client } from "openapi-fetch";

import type { paths } from "./schema.ts";

export type ServiceClient = Client<paths>;

export type ServiceClientOptions = {
  /** The origin of the service, without a slash at its end. */
  baseUrl: string;
  fetch: (request: Request) => Promise<Response>;
  /** "Chrome on Linux": the service keeps it beside a save, so that people recognise the device. ASCII. */
  deviceLabel: string;
  newCorrelationId: () => string;
  /** The service no longer accepts the sign-in that it accepted before. [B7] */
  onSignInEnded: () => void;
};

/** Names an operation in every log between here and the database. [E4] */
export const CORRELATION_HEADER = "X-Correlation-ID";

const UNAUTHORIZED = 401;
/** Its answers are about signing in itself, and their callers handle them. */
const SIGN_IN_ROUTES = "/auth/";

/**
 * The typed client of the service.
 *
 * `X-Benchdog-Client` proves that a script of this application asked, which a form on another site cannot [A3].
 * Nothing is cached by the browser: a copy that it keeps would hide a change made elsewhere.
 */
export function createServiceClient(options: ServiceClientOptions): ServiceClient {
  const client = createClient<paths>({
    baseUrl: options.baseUrl,
    fetch: options.fetch,
    cache: "no-store",
    credentials: "same-origin",
    headers: { "X-Benchdog-Client": "browser", "X-Benchdog-Device": options.deviceLabel },
  });
  client.use({
    onRequest({ request }) {
      if (request.headers.has(CORRELATION_HEADER)) return;
      request.headers.set(CORRELATION_HEADER, options.newCorrelationId());
    },
    onResponse({ response, schemaPath }) {
      if (response.status === UNAUTHORIZED && !schemaPath.startsWith(SIGN_IN_ROUTES)) options.onSignInEnded();
    },
  });
  return client;
}

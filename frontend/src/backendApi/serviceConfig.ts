import { answerOf } from "./answer.ts";
import type { components } from "./schema.ts";
import type { ServiceClient } from "./serviceClient.ts";

export type ServiceConfig = components["schemas"]["ServiceConfig"];

/** The numbers that the service gives to its browsers [R7]; null where it gives none now. */
export async function readServiceConfig(
  client: ServiceClient,
  now: () => number,
): Promise<ServiceConfig | null> {
  const answer = await answerOf(client.GET("/config"), now);
  return answer.kind === "ok" ? answer.data : null;
}

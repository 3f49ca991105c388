import type { DeleteResult, Refusal } from "../persistence/SessionBackend.ts";
import { answerOf, unconditional } from "./answer.ts";
import { doneResult } from "./doneResult.ts";
import { refusalOfRead } from "./refusal.ts";
import type { components } from "./schema.ts";
import type { ServiceClient } from "./serviceClient.ts";

/** How well the service is, as it says itself; of the worker process that answered. */
export type ServiceStatus = components["schemas"]["ServiceStatus"];

export type ServiceStatusResult = { kind: "ok"; status: ServiceStatus } | Refusal;

/** How well the service is, and its circuit breakers. [R2] [R5] */
export class StatusClient {
  readonly #client: ServiceClient;
  readonly #now: () => number;

  constructor({ client, now }: { client: ServiceClient; now: () => number }) {
    this.#client = client;
    this.#now = now;
  }

  async read(): Promise<ServiceStatusResult> {
    const answer = unconditional(await answerOf(this.#client.GET("/persistence/status"), this.#now));
    return answer.kind === "ok" ? { kind: "ok", status: answer.data } : refusalOfRead(answer);
  }

  /** Closes a circuit breaker of the service; for administrators. */
  async resetBreaker(name: string): Promise<DeleteResult> {
    const call = this.#client.POST("/persistence/circuit_breakers/{name}/reset", {
      params: { path: { name } },
    });
    return doneResult(await answerOf(call, this.#now));
  }
}

import type { Refusal } from "../persistence/SessionBackend.ts";
import { answerOf, unconditional } from "./answer.ts";
import { refusalOfRead } from "./refusal.ts";
import type { ServiceClient } from "./serviceClient.ts";

/** Whoever is signed in. Drafts are kept apart by `userId`. */
export type Person = { userId: string; name: string; isAdministrator: boolean };

export type PersonResult = { kind: "ok"; person: Person } | Refusal;

const ADMINISTRATOR = "administrator";

type AccountClientOptions = { client: ServiceClient; now: () => number };

/** Who is signed in, signing in and out. [A4] */
export class AccountClient {
  readonly #client: ServiceClient;
  readonly #now: () => number;

  constructor({ client, now }: AccountClientOptions) {
    this.#client = client;
    this.#now = now;
  }

  /** `signInRequired` where nobody is. */
  async whoAmI(): Promise<PersonResult> {
    const answer = unconditional(await answerOf(this.#client.GET("/auth/me"), this.#now));
    if (answer.kind === "ok") {
      const { user_id: userId, name, roles } = answer.data;
      return { kind: "ok", person: { userId, name, isAdministrator: roles.includes(ADMINISTRATOR) } };
    }
    return refusalOfRead(answer);
  }

  /** Development sign-in by name; the service answers with a cookie that no script can read. */
  async signIn(name: string): Promise<PersonResult> {
    const answer = unconditional(
      await answerOf(this.#client.POST("/auth/sign-in", { body: { name } }), this.#now),
    );
    if (answer.kind === "ok") return this.whoAmI();
    return refusalOfRead(answer);
  }

  async signOut(): Promise<{ kind: "ok" } | Refusal> {
    const answer = unconditional(await answerOf(this.#client.POST("/auth/sign-out"), this.#now));
    if (answer.kind === "ok") return { kind: "ok" };
    return refusalOfRead(answer);
  }
}

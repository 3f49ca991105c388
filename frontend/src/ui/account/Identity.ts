import type { AccountClient, Person } from "../../backendApi/AccountClient.ts";
import type { Refusal } from "../../persistence/SessionBackend.ts";
import { refusalWords } from "../wording/refusalWords.ts";
import type { SignInOutcome } from "./SignInForm.tsx";

export type IdentityState =
  | { kind: "asking" }
  | { kind: "signedOut" }
  /** The service could not say who this is. */
  | { kind: "unknown"; refusal: Refusal }
  | { kind: "signedIn"; person: Person; signIn: SignInValidity };

/**
 * `expired`: the service no longer accepts the sign-in, while the person's work is still open [B7]; they are asked to sign
 * in again in place. `postponed`: they closed that question and go on with drafts alone.
 */
export type SignInValidity = "valid" | "expired" | "postponed";

type IdentityOptions = { account: Pick<AccountClient, "whoAmI" | "signIn" | "signOut"> };

/** Who is at this browser, for everything that shows or keeps something of theirs. */
export class Identity {
  readonly #account: IdentityOptions["account"];
  readonly #listeners = new Set<() => void>();
  #state: IdentityState = { kind: "asking" };

  constructor({ account }: IdentityOptions) {
    this.#account = account;
  }

  readonly state = (): IdentityState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks the service who is signed in, and tells it when `prepared` is done, too. */
  async ask(prepared?: Promise<unknown>): Promise<void> {
    const asked = this.#account.whoAmI();
    await prepared;
    const result = await asked;
    switch (result.kind) {
      case "ok":
        this.#become({ kind: "signedIn", person: result.person, signIn: "valid" });
        break;
      case "signInRequired":
        this.#become({ kind: "signedOut" });
        break;
      default:
        this.#become({ kind: "unknown", refusal: result });
    }
  }

  /** Also signs in again in place: the state keeps its person, and what hangs on it stays open. */
  readonly signIn = async (name: string): Promise<SignInOutcome> => {
    const result = await this.#account.signIn(name);
    if (result.kind !== "ok") return { kind: "refused", userMessage: refusalWords(result) };
    const before = this.#state;
    const isSamePerson = before.kind === "signedIn" && before.person.userId === result.person.userId;
    const person = isSamePerson ? before.person : result.person;
    this.#become({ kind: "signedIn", person, signIn: "valid" });
    return { kind: "signedIn" };
  };

  async signOut(): Promise<{ kind: "ok" } | Refusal> {
    const result = await this.#account.signOut();
    if (result.kind === "ok" || result.kind === "signInRequired") {
      this.#become({ kind: "signedOut" });
      return { kind: "ok" };
    }
    return result;
  }

  /** The service refused a request because the sign-in is over. */
  readonly markExpired = (): void => {
    if (this.#state.kind === "signedIn" && this.#state.signIn === "valid") this.#setValidity("expired");
  };

  /** The person closed the question; what they do stays on this device. */
  readonly postpone = (): void => this.#setValidity("postponed");

  /** The person asks to sign in again after all. */
  readonly askAgain = (): void => this.#setValidity("expired");

  #setValidity(signIn: SignInValidity): void {
    if (this.#state.kind === "signedIn") this.#become({ ...this.#state, signIn });
  }

  #become(state: IdentityState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

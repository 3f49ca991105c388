import { expect, test } from "vitest";

import type { PersonResult } from "../../backendApi/AccountClient.ts";
import type { Refusal } from "../../persistence/SessionBackend.ts";
import { Identity } from "./Identity.ts";

const ADA = { userId: "ada", name: "ada", isAdministrator: false };

/** A service at which exactly one person, or nobody, is signed in. */
class AccountDouble {
  signedIn: string | null = null;
  isReachable = true;

  async whoAmI(): Promise<PersonResult> {
    if (!this.isReachable) return { kind: "unreachable", retryAfterMs: null };
    if (this.signedIn === null) return { kind: "signInRequired" };
    const person = { userId: this.signedIn, name: this.signedIn, isAdministrator: false };
    return { kind: "ok", person };
  }

  async signIn(name: string): Promise<PersonResult> {
    if (this.isReachable) this.signedIn = name;
    return this.whoAmI();
  }

  async signOut(): Promise<{ kind: "ok" } | Refusal> {
    if (!this.isReachable) return { kind: "unreachable", retryAfterMs: null };
    this.signedIn = null;
    return { kind: "ok" };
  }
}

async function signedInAs(name: string): Promise<{ account: AccountDouble; identity: Identity }> {
  const account = new AccountDouble();
  const identity = new Identity({ account });
  await identity.signIn(name);
  return { account, identity };
}

test("[A4] nobody is signed in at first", async () => {
  const identity = new Identity({ account: new AccountDouble() });

  await identity.ask();

  expect(identity.state()).toEqual({ kind: "signedOut" });
});

test("[B7] an expired sign-in keeps the person, so that their work stays open", async () => {
  const { identity } = await signedInAs("ada");

  identity.markExpired();

  expect(identity.state()).toEqual({ kind: "signedIn", person: ADA, signIn: "expired" });
});

test("[B7] signing in again in place keeps the very same person object", async () => {
  const { identity } = await signedInAs("ada");
  const before = identity.state();
  identity.markExpired();

  await identity.signIn("ada");

  const after = identity.state();
  expect(after).toEqual({ kind: "signedIn", person: ADA, signIn: "valid" });
  expect(before.kind === "signedIn" && after.kind === "signedIn" && before.person === after.person).toBe(
    true,
  );
});

test("[B7] a person who goes on without signing in is not asked again by every poll", async () => {
  const { identity } = await signedInAs("ada");
  identity.markExpired();

  identity.postpone();
  identity.markExpired();

  expect(identity.state()).toEqual({ kind: "signedIn", person: ADA, signIn: "postponed" });
});

test("a service that cannot be reached is not taken for being signed out", async () => {
  const account = new AccountDouble();
  account.isReachable = false;
  const identity = new Identity({ account });

  await identity.ask();

  expect(identity.state()).toEqual({ kind: "unknown", refusal: { kind: "unreachable", retryAfterMs: null } });
});

test("a sign-out that did not reach the service changes nothing here", async () => {
  const { account, identity } = await signedInAs("ada");
  account.isReachable = false;

  const result = await identity.signOut();

  expect(result.kind).toBe("unreachable");
  expect(identity.state().kind).toBe("signedIn");
});

import { beforeEach, expect, test } from "vitest";

import { openDraftDatabase, type DraftDatabase } from "../persistence/DraftDatabase.ts";
import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { MemoryBackend } from "../testing/MemoryBackend.ts";
import { MemorySource } from "../testing/MemorySource.ts";
import { DETAILS, Tab, wipeDevice } from "../testing/Tab.ts";

let backend: MemoryBackend;
let timers: FakeTimers;
let tab: Tab;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
  tab = new Tab({ backend, timers });
});

/** Opens a session in a workbench of its own, and types in it. */
async function typeIn(id: string, text: string): Promise<void> {
  const source = new MemorySource();
  await tab.manager.openSession(source, id);
  source.edit({ text });
  await timers.advance(200);
}

/** Saves, and leaves while the answer is awaited. @returns what gives the answer. */
async function leaveDuringSave(): Promise<() => Promise<void>> {
  const answer = backend.hold();
  const saving = tab.session.save();
  await settled();
  await tab.session.withdrawSave();
  backend.forgetHeld();
  await tab.manager.close();
  return async () => {
    answer();
    await saving;
    await settled();
  };
}

test("[B2] a save that is acknowledged after two other sessions were opened takes no draft of theirs", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "sent" });
  const answer = await leaveDuringSave();
  await tab.manager.openNew(new MemorySource(), DETAILS);
  await typeIn(id, "typed next");

  await answer();

  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
  expect(await newestDraftOf(id)).toBe('{"text":"typed next"}');
});

test("[B2] a session that got its id after it was left takes no draft of the one that was opened under it", async () => {
  const creation = await tab.openNew({ text: "first" });
  const create = backend.createSession.bind(backend);
  const { promise: isAnswered, resolve: answer } = Promise.withResolvers<void>();
  backend.createSession = async (...args) => {
    const created = await create(...args);
    await isAnswered;
    return created;
  };
  const saving = creation.save();
  while (backend.sessions.size === 0) await settled();
  await tab.manager.close();
  await typeIn("session-0001", "typed in it");

  answer();
  await saving;

  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
  expect(await newestDraftOf("session-0001")).toBe('{"text":"typed in it"}');
});

test("[B2] a draft that cannot be moved out of the way is not written over", async () => {
  await tab.openNew({ text: "" });
  tab.source.edit({ text: "kept for later" });
  await timers.advance(200);
  tab = new Tab({ backend, timers, openDatabase: withoutRoomForTheFirst() });

  await tab.openNew({ text: "" });
  for (const text of ["a", "b", "c"]) {
    tab.source.edit({ text });
    await timers.advance(200);
  }

  expect(await tab.draftTexts()).toContain('{"text":"kept for later"}');
  expect(await tab.draftTexts()).toContain('{"text":"c"}');
  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
});

test("[B2] what was kept beside such a draft goes when the server has it", async () => {
  await tab.openNew({ text: "" });
  tab.source.edit({ text: "kept for later" });
  await timers.advance(200);
  tab = new Tab({ backend, timers, openDatabase: withoutRoomForTheFirst() });
  await tab.openNew({ text: "" });
  tab.source.edit({ text: "new work" });
  await timers.advance(200);

  await tab.session.save();

  expect(await tab.draftTexts()).toEqual(['{"text":"kept for later"}']);
});

/** What a tab that opens the draft of this session gets. */
async function newestDraftOf(id: string): Promise<string> {
  const { drafts } = await tab.drafts.list();
  const own = drafts.find(({ sessionId, draftId }) => sessionId === id && draftId === tab.session.draftId);
  return new TextDecoder().decode((await tab.drafts.read(own?.draftId ?? ""))?.canonical);
}

/** A device without room for the draft that is written first. */
function withoutRoomForTheFirst(): () => Promise<DraftDatabase> {
  let isFull = true;
  return async () =>
    new Proxy(await openDraftDatabase(), {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== "function") return member;
        return (...args: unknown[]): unknown => {
          if (name === "transaction" && args[0] === "drafts" && isFull) {
            isFull = false;
            throw new DOMException("full", "QuotaExceededError");
          }
          return member.apply(target, args);
        };
      },
    });
}

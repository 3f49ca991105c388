import fc from "fast-check";
import { expect, test } from "vitest";

import type { Side } from "../documents/mergeParts.ts";
import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { type Fault, MemoryBackend, UNREACHABLE } from "../testing/MemoryBackend.ts";
import { Tab, wipeDevice } from "../testing/Tab.ts";
import type { ConflictChoice } from "./SaveResult.ts";
import type { Refusal } from "./SessionBackend.ts";

type Step =
  | { do: "edit" }
  | { do: "wait"; ms: number }
  | { do: "save" }
  | { do: "editDuringSave" }
  | { do: "fault"; fault: Fault }
  | { do: "elsewhere" }
  | { do: "takeBack" }
  | { do: "reopen" }
  | { do: "leaveWithoutSaving" }
  | { do: "crash" }
  | { do: "crashDuringSave" }
  | { do: "timeJump"; ms: number }
  | { do: "comeOnline" }
  | { do: "choose"; side: Side }
  | { do: "resolve"; choice: ConflictChoice };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ do: "edit" } as const) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      ms: fc.constantFrom(0, 100, 200, 2500, 11_000),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: "save" } as const) },
  { weight: 3, arbitrary: fc.constant({ do: "editDuringSave" } as const) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("fault" as const),
      fault: fc.constantFrom<Fault>(
        UNREACHABLE,
        { kind: "answerLost" },
        { kind: "lostOnTheWay" },
        refused({ kind: "signInRequired" }),
        refused({ kind: "unreachable", retryAfterMs: 1000 }),
        refused({ kind: "contentTooLarge", sizeBytes: 2, limitBytes: 1 }),
        refused(rejectedAs("idempotency_in_progress")),
        refused(rejectedAs("precondition_required")),
        refused({ kind: "notFound" }),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "elsewhere" } as const) },
  { weight: 1, arbitrary: fc.constant({ do: "takeBack" } as const) },
  { weight: 1, arbitrary: fc.constant({ do: "reopen" } as const) },
  { weight: 1, arbitrary: fc.constant({ do: "leaveWithoutSaving" } as const) },
  { weight: 2, arbitrary: fc.constant({ do: "crash" } as const) },
  { weight: 2, arbitrary: fc.constant({ do: "crashDuringSave" } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("resolve" as const),
      choice: fc.constantFrom<ConflictChoice>("merge", "keepBoth", "useServer", "replaceServer"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("choose" as const),
      side: fc.constantFrom<Side>("mine", "theirs"),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "comeOnline" } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("timeJump" as const),
      ms: fc.constantFrom(-3_600_000, 3_600_000),
    }),
  },
);

function refused(refusal: Refusal): Fault {
  return { kind: "refused", refusal };
}

/** 409 and 428, as the port tells of them. */
function rejectedAs(code: string): Refusal {
  return { kind: "rejected", code, userMessage: "Not now.", correlationId: null };
}

/**
 * One person's device and the service, driven at random.
 *
 * Each edit is a mark that the content never loses by itself. After every step each mark that a person made is on the server, in
 * a draft, or in the open tab, unless it is younger than the debounce when the tab dies.
 */
class World {
  readonly #backend = new MemoryBackend();
  readonly #everSaved = new Set<string>();
  readonly #marks = new Map<string, number>();
  #timers = new FakeTimers();
  #tab = new Tab({ backend: this.#backend, timers: this.#timers, tabId: "tab-0" });
  #counter = 0;
  #crashes = 0;

  async begin(): Promise<void> {
    await this.#tab.openNew({ marks: [] });
  }

  async run(one: Step): Promise<void> {
    switch (one.do) {
      case "edit":
        return this.#edit();
      case "wait":
        return this.#timers.advance(one.ms);
      case "save":
        await this.#tab.session.save();
        return;
      case "editDuringSave":
        return this.#editDuringSave();
      case "fault":
        this.#backend.failNext(one.fault);
        return;
      case "elsewhere": {
        const id = this.#tab.session.sessionId;
        if (id)
          await this.#backend.saveElsewhere(id, {
            marks: marksIn(this.#backend.contentOf(id)),
            by: this.#counter,
          });
        return;
      }
      case "takeBack":
        return this.#takeBack();
      case "reopen":
        return this.#reopen();
      case "leaveWithoutSaving":
        await this.#tab.session.withdrawSave();
        await this.#tab.manager.close();
        return this.begin();
      case "crash":
        return this.#crash();
      case "crashDuringSave":
        return this.#crashDuringSave();
      case "timeJump":
        this.#timers.jump(one.ms);
        for (const [mark, at] of this.#marks) this.#marks.set(mark, at + one.ms);
        return;
      case "comeOnline":
        this.#tab.comeOnline();
        await settled();
        return;
      case "choose": {
        await this.#tab.session.compare();
        const [row] = this.#tab.session.state.comparison?.rows ?? [];
        if (row) this.#tab.session.choose(row.key, one.side);
        return;
      }
      case "resolve":
        if (this.#tab.session.state.newerCopy) await this.#tab.session.resolve(one.choice, "a copy");
    }
  }

  #edit(): void {
    this.#counter += 1;
    const mark = `mark-${this.#counter}`;
    this.#marks.set(mark, this.#timers.now());
    this.#tab.source.edit({ marks: [...marksIn(this.#tab.source.serialize()), mark] });
  }

  async #editDuringSave(): Promise<void> {
    this.#edit();
    const answer = this.#backend.hold();
    const saving = this.#tab.session.save();
    await settled();
    this.#edit();
    answer();
    await saving;
  }

  /** Undoing is a person's way to discard; what was saved or kept of it may stay. */
  #takeBack(): void {
    const marks = marksIn(this.#tab.source.serialize());
    const last = marks.at(-1);
    if (last === undefined) return;
    this.#marks.delete(last);
    this.#tab.source.edit({ marks: marks.slice(0, -1) });
  }

  /** Leaves the session in the midst of a save, and opens the server's copy of it in the same tab. */
  async #reopen(): Promise<void> {
    const id = this.#tab.session.sessionId;
    if (id === null) return;
    const answer = this.#backend.hold();
    const saving = this.#tab.session.save();
    this.#edit();
    const closing = this.#tab.manager.close();
    await settled();
    const opening = this.#tab.manager.openSession(this.#tab.source, id);
    answer();
    await Promise.all([saving, closing]);
    if ((await opening).kind !== "ok") await this.begin();
  }

  async #crashDuringSave(): Promise<void> {
    this.#edit();
    this.#backend.hold();
    void this.#tab.session.save();
    await settled();
    this.#edit();
    await this.#timers.advance(200);
    this.#backend.forgetHeld();
    await this.#crash();
  }

  async lostMarks(): Promise<string[]> {
    await settled();
    for (const id of this.#backend.sessions.keys()) {
      for (const mark of marksIn(this.#backend.contentOf(id))) this.#everSaved.add(mark);
    }
    const found = new Set([...this.#everSaved, ...marksIn(this.#tab.source.serialize())]);
    for (const { draftId } of (await this.#tab.drafts.list()).drafts) {
      const draft = await this.#tab.drafts.read(draftId);
      for (const mark of marksIn(JSON.parse(new TextDecoder().decode(draft?.canonical)))) found.add(mark);
    }
    return [...this.#marks.keys()].filter((mark) => !found.has(mark));
  }

  /** The browser dies: no event, no last word. Edits younger than the debounce die with it. */
  async #crash(): Promise<void> {
    await settled();
    const now = this.#timers.now();
    const isYoung = [...this.#marks.values()].some((at) => now - at < 200);
    // On a busy machine a draft whose time has come takes longer to be written than no time at all.
    let patience = isYoung ? 0 : 20;
    while (patience > 0 && this.#tab.session.state.isAtRisk) {
      await settled();
      patience -= 1;
    }
    const { isAtRisk } = this.#tab.session.state;
    for (const [mark, at] of this.#marks) if (isAtRisk && now - at < 200) this.#marks.delete(mark);
    this.#crashes += 1;
    this.#timers = new FakeTimers(now);
    this.#tab = new Tab({ backend: this.#backend, timers: this.#timers, tabId: `tab-${this.#crashes}` });
    const [newest] = (await this.#tab.recovery.list()).drafts;
    if (newest) await this.#tab.manager.openDraft(this.#tab.source, newest.draftId);
    else await this.begin();
  }
}

function marksIn(content: unknown): string[] {
  return (content as { marks?: string[] }).marks ?? [];
}

test("[B1] [B2] every edit is on the server, in a draft or on the screen, whatever happens", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      await wipeDevice();
      const world = new World();
      await world.begin();
      for (const one of steps) {
        await world.run(one);
        expect(await world.lostMarks()).toEqual([]);
      }
    }),
    {
      numRuns: 25,
      // Found once: two drafts put aside within a millisecond replaced one another.
      examples: [[[{ do: "save" }, { do: "fault", fault: UNREACHABLE }, { do: "reopen" }, { do: "reopen" }]]],
    },
  );
}, 120_000);

// Runs scripts of events through the browser's persistence core, for a comparison with Python's: one JSON array of steps a line on
// standard input, one JSON array of observations a line on standard output. steps.py says what the steps mean.
import { createInterface } from "node:readline";

import { openDraftDatabase } from "../../frontend/src/persistence/DraftDatabase.ts";
import { DEFAULT_SHARING } from "../../frontend/src/persistence/SessionMetadata.ts";
import { FakeTimers, settled } from "../../frontend/src/testing/FakeTimers.ts";
import { MemoryBackend } from "../../frontend/src/testing/MemoryBackend.ts";
import { MemoryStorage } from "../../frontend/src/testing/MemoryStorage.ts";
import { DETAILS, POLICY, Tab, wipeDevice } from "../../frontend/src/testing/Tab.ts";

const OF_THE_CORE = new Set([POLICY.autoSaveDebounceMs, POLICY.backendPollingIntervalMs]);

/** Time stands still; what is not the debounce and not the poll is a save that waits to be sent again. */
class StillTimers extends FakeTimers {
  #retries = new Set();

  after = (delayMs, run) => {
    if (OF_THE_CORE.has(delayMs)) return () => undefined;
    const entry = { run };
    this.#retries.add(entry);
    return () => this.#retries.delete(entry);
  };

  get isRetryWaiting() {
    return this.#retries.size > 0;
  }
}

/** One person's device and the service. */
class World {
  #backend = new MemoryBackend();
  #timers = new StillTimers();
  #isDiskFull = false;
  #programs = 0;
  #steps = 0;
  #tab;

  async begin() {
    await wipeDevice();
    this.#tab = this.#newTab(new MemoryStorage());
    await this.#tab.openNew({ a: 0, b: 0 });
  }

  async observed(step) {
    this.#steps += 1;
    this.#timers.jump(1);
    this.#backend.calls.length = 0;
    const result = (await this.#run(step)) ?? null;
    const { state, sessionId } = this.#tab.session;
    const { drafts } = await this.#tab.drafts.list();
    return {
      result,
      save: state.save.kind,
      is_dirty: state.isDirty,
      is_at_risk: state.isAtRisk,
      draft_failure: state.draftFailure,
      session_id: sessionId,
      base: state.metadata?.etag ?? null,
      newer: state.newerCopy?.metadata.etag ?? null,
      rows: state.comparison?.rows?.map(({ key, changed, side }) => [key, changed, side]) ?? null,
      title: state.details.title,
      content: this.#tab.source.serialize(),
      drafts: drafts
        .map((each) => [
          each.sessionId,
          each.base?.etag ?? null,
          each.contentHash,
          each.metadataHash,
          each.isSaveQueued === true,
        ])
        .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
      calls: [...this.#backend.calls],
      server: [...this.#backend.sessions.values()].map(({ metadata }) => [
        metadata.id,
        metadata.etag,
        metadata.contentHash,
        metadata.metadataHash,
      ]),
    };
  }

  async #run(step) {
    const { session } = this.#tab;
    switch (step.do) {
      case "edit":
        this.#change(step.part, step.value);
        await session.flushDraft();
        return null;
      case "edit_unkept":
        this.#change(step.part, 1000 + this.#steps);
        return null;
      case "rename":
        session.changeDetails({ ...DETAILS, title: step.title });
        await session.flushDraft();
        return null;
      case "save":
        return (await session.save()).kind;
      case "save_as_copy": {
        const { kind } = await session.saveAsCopy(step.title);
        await session.flushDraft();
        return kind;
      }
      case "create_snapshot":
        return (await session.createSnapshot({ ...DETAILS, title: step.title }, DEFAULT_SHARING)).kind;
      case "save_elsewhere":
        if (!this.#backend.sessions.has(session.sessionId)) return null;
        await this.#backend.saveElsewhere(session.sessionId, {
          ...this.#backend.contentOf(session.sessionId),
          [step.part]: step.value,
        });
        return null;
      case "delete_elsewhere":
        this.#backend.sessions.delete(session.sessionId);
        return null;
      case "forget_versions":
        this.#backend.forgetVersions();
        return null;
      case "fault":
        this.#backend.failNext(FAULTS[step.fault]);
        return null;
      case "disk":
        this.#isDiskFull = step.is_full;
        return null;
      case "poll":
        await session.flushDraft();
        return this.#polled(() => session.poll());
      case "resume":
        if (this.#timers.isRetryWaiting) {
          this.#tab.comeOnline();
          await settled();
          return this.#polled(() => session.poll());
        }
        return this.#polled(() => session.resume());
      case "compare":
        return (await session.compare())?.kind ?? null;
      case "choose": {
        const rows = session.state.comparison?.rows ?? [];
        if (rows.length > 0) session.choose(rows[step.row % rows.length].key, step.side);
        return null;
      }
      case "resolve": {
        const result = await session.resolve(CHOICES[step.choice], "A copy");
        if (step.is_undone && result.kind === "resolved") result.undo?.();
        await session.flushDraft();
        return result.kind;
      }
      case "restart":
        return this.#restart();
      case "begin_another":
        // First: what is begun is no edit of the session that is open.
        await this.#tab.manager.close();
        await this.#tab.openNew({ a: 0, b: 0 });
        return null;
      case "send_queued_saves": {
        const end = this.#tab.queuedSaves.start(() => undefined);
        await settled();
        end();
        return null;
      }
      default:
        throw new Error(`No such step: ${JSON.stringify(step)}`);
    }
  }

  /** A save that waited for the person to sign in again is started by a poll, which does not wait for it. */
  async #polled(poll) {
    const maySave = this.#tab.session.state.save.kind === "signInRequired";
    await poll();
    if (maySave) await settled();
    return null;
  }

  #change(part, value) {
    const present = this.#tab.source.serialize();
    const { [part]: before = null, ...others } = present;
    // Python finds edits by what is there: one that changes nothing is none.
    if (value !== before) this.#tab.source.restore(value === null ? others : { ...present, [part]: value });
  }

  /** The program dies; another one opens the newest draft, or the session where there is none. */
  async #restart() {
    const { sessionId } = this.#tab.session;
    const [newest] = (await this.#tab.drafts.list()).drafts;
    const storage = new MemoryStorage();
    storage.setItem("benchdog-intentions", JSON.stringify(newest?.intentions ?? []));
    this.#timers = new StillTimers(this.#timers.now());
    this.#tab = this.#newTab(storage);
    if (newest) {
      await this.#tab.manager.openDraft(this.#tab.source, newest.draftId);
      if (newest.isSaveQueued === true) await settled();
      return "draft";
    }
    if (sessionId !== null) {
      const opened = await this.#tab.manager.openSession(this.#tab.source, sessionId);
      if (this.#tab.manager.orchestrator !== null) return opened.kind;
    }
    await this.#tab.openNew({ a: 0, b: 0 });
    return "new";
  }

  #newTab(storage) {
    this.#programs += 1;
    const openDatabase = async () => withDisk(await openDraftDatabase(), () => this.#isDiskFull);
    const tabId = `program-${this.#programs}`;
    return new Tab({ backend: this.#backend, timers: this.#timers, tabId, storage, openDatabase });
  }
}

/** Writes of drafts fail while the disk is full. */
function withDisk(database, isFull) {
  return new Proxy(database, {
    get(target, name) {
      const member = target[name];
      if (typeof member !== "function") return member;
      return (...args) => {
        const isWrite = name === "transaction" && args[0] === "drafts" && args[1] === "readwrite";
        if (isWrite && isFull()) throw new DOMException("full", "QuotaExceededError");
        return member.apply(target, args);
      };
    },
  });
}

const refused = (refusal) => ({ kind: "refused", refusal });
const rejected = (code) => refused({ kind: "rejected", code, userMessage: "Not now.", correlationId: null });

const FAULTS = {
  answer_lost: { kind: "answerLost" },
  lost_on_the_way: { kind: "lostOnTheWay" },
  unreachable: refused({ kind: "unreachable", retryAfterMs: null }),
  busy: refused({ kind: "unreachable", retryAfterMs: 1000 }),
  sign_in_required: refused({ kind: "signInRequired" }),
  not_found: refused({ kind: "notFound" }),
  gone: refused({ kind: "gone", code: "session_deleted", userMessage: "Deleted." }),
  content_too_large: refused({ kind: "contentTooLarge", sizeBytes: 2, limitBytes: 1 }),
  idempotency_in_progress: rejected("idempotency_in_progress"),
};

const CHOICES = {
  merge: "merge",
  keep_both: "keepBoth",
  use_server: "useServer",
  replace_server: "replaceServer",
};

for await (const line of createInterface({ input: process.stdin })) {
  const world = new World();
  await world.begin();
  const observations = [];
  for (const step of JSON.parse(line)) observations.push(await world.observed(step));
  process.stdout.write(`${JSON.stringify(observations)}\n`);
}
process.exit(0);

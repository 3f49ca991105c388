import type { JsonObject } from "../../documents/json.ts";
import { AUDIT, AuditTrail } from "../../observability/AuditTrail.ts";
import { OperationRecorder } from "../../observability/OperationRecorder.ts";
import { PERFORMANCE, PerformanceMonitor } from "../../observability/PerformanceMonitor.ts";
import type { DeviceKey } from "../../persistence/DeviceKey.ts";
import { deviceKeyOf, removeKey } from "../../testing/deviceKeyOf.ts";
import type { FakeTimers } from "../../testing/FakeTimers.ts";
import { settled } from "../../testing/FakeTimers.ts";
import type { StudioBackend } from "../StudioBackend.ts";
import { openStudioDatabase, StudioDrafts } from "../StudioDrafts.ts";
import { STUDIO, type StudioPolicy } from "../StudioPolicy.ts";
import { StudioSession } from "../StudioSession.ts";
import type { OpenStudio, StudioEvent } from "../StudioState.ts";

/** A device of one person: what it keeps outlives its tabs. */
export class StudioDevice {
  readonly alive = new Set<string>();
  readonly #userId = crypto.randomUUID();

  /** Of a page of its own, which shares no memory with others. */
  deviceKey(): DeviceKey {
    return deviceKeyOf(this.#userId);
  }

  drafts(deviceKey = this.deviceKey()): StudioDrafts {
    return new StudioDrafts({
      openDatabase: openStudioDatabase,
      deviceKey,
      userId: this.#userId,
      createId: () => crypto.randomUUID(),
      isTransformation: isLetter,
    });
  }

  /** What was encrypted before cannot be read any more, as after a bit has flipped. */
  damage(): Promise<void> {
    return removeKey(this.#userId);
  }
}

type StudioTabOptions = {
  device: StudioDevice;
  backend: StudioBackend;
  timers: FakeTimers;
  tabId?: string;
  drafts?: StudioDrafts;
  policy?: StudioPolicy;
};

/** A tab with one data set open in Data Studio. A transformation is a letter. */
export class StudioTab {
  readonly events: StudioEvent[] = [];
  readonly audit: AuditTrail;
  readonly deviceKey: DeviceKey;
  readonly session: StudioSession;
  readonly #device: StudioDevice;
  readonly #tabId: string;

  constructor({ device, backend, timers, tabId = "tab-1", drafts, policy = STUDIO }: StudioTabOptions) {
    this.#device = device;
    this.#tabId = tabId;
    this.deviceKey = device.deviceKey();
    this.audit = new AuditTrail({ policy: AUDIT, now: timers.now });
    const monitor = new PerformanceMonitor({ policy: PERFORMANCE, now: timers.now });
    device.alive.add(tabId);
    this.session = new StudioSession({
      dataSet: "stocks",
      backend,
      drafts: drafts ?? device.drafts(this.deviceKey),
      deviceKey: this.deviceKey,
      isTransformation: isLetter,
      operations: new OperationRecorder({ audit: this.audit, monitor, newOperationId: () => "12345678" }),
      policy,
      tab: { tabId, aliveTabs: () => Promise.resolve(device.alive) },
      timers,
      random: () => 0,
      isReady: Promise.resolve(),
      onEvent: (event) => this.events.push(event),
    });
  }

  async start(): Promise<this> {
    void this.session.start();
    await settled();
    return this;
  }

  /** The open session; a start that has not succeeded is an error of the test. */
  get open(): OpenStudio {
    const { phase } = this.session.state();
    if (phase.kind !== "open") throw new Error(`The session is ${phase.kind}.`);
    return phase;
  }

  get list(): string {
    return this.open.work.transformations.map(({ name }) => String(name)).join("");
  }

  /** Makes the list that of *names*. */
  make(names: string): void {
    this.session.change([...names].map((name) => ({ name })));
  }

  /** The page goes away, and only what is on the device stays. */
  async crash(): Promise<void> {
    this.session.noteActivity("hidden");
    await settled();
    this.#device.alive.delete(this.#tabId);
  }
}

function isLetter({ name }: JsonObject): boolean {
  return typeof name === "string";
}

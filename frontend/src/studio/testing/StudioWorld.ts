import { FakeTimers } from "../../testing/FakeTimers.ts";
import { STUDIO } from "../StudioPolicy.ts";
import { type Fault, failure, StudioServer } from "./StudioServer.ts";
import { StudioDevice, StudioTab } from "./StudioTab.ts";

/** How long after an edit it is saved. */
export const A_SAVE = STUDIO.saveDelayMs;

export const isDown = (): Fault => ({ failure: failure("transient"), isDone: false });
export const isUp = (): null => null;

/** A service, a device, and a clock that tests move on. */
export class StudioWorld {
  readonly timers = new FakeTimers();
  readonly server = new StudioServer(this.timers.now);
  readonly device = new StudioDevice();

  tab(tabId = "tab-1", device = this.device): Promise<StudioTab> {
    return new StudioTab({ device, backend: this.server, timers: this.timers, tabId }).start();
  }

  /** What the service has of the data set: the names of the transformations, one text a session. */
  savedLists(): string[] {
    return [...this.server.sessions.values()].map(({ work }) => {
      const { transformations } = work;
      return Array.isArray(transformations)
        ? transformations.map((each) => (each as { name: string }).name).join("")
        : "not work";
    });
  }
}

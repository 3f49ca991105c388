import type { DeviceKey } from "../../persistence/DeviceKey.ts";
import { deviceKeyOf, removeKey } from "../../testing/deviceKeyOf.ts";
import { FakeTimers, settled } from "../../testing/FakeTimers.ts";
import { SurveyConnection, type SurveyConnectionOptions } from "../SurveyConnection.ts";
import { openOutboxDatabase, SurveyOutbox } from "../SurveyOutbox.ts";
import { SURVEY } from "../SurveyPolicy.ts";
import { SurveyServer } from "./SurveyServer.ts";

/** Pages of one person on one device, with their service and their time in a test's hand. */
export class SurveyPages {
  readonly timers = new FakeTimers();
  readonly server = new SurveyServer();
  readonly deviceKey: DeviceKey;
  readonly outbox: SurveyOutbox;
  signInsEnded = 0;
  readonly #userId = crypto.randomUUID();
  readonly #pages: SurveyConnection[] = [];

  constructor() {
    const userId = this.#userId;
    this.deviceKey = deviceKeyOf(userId);
    this.outbox = new SurveyOutbox({
      openDatabase: openOutboxDatabase,
      deviceKey: this.deviceKey,
      userId,
    });
  }

  connection(clientId: string, parts: Partial<SurveyConnectionOptions> = {}): SurveyConnection {
    const page = new SurveyConnection({
      openSocket: this.server.openSocket,
      outbox: this.outbox,
      deviceKey: this.deviceKey,
      policy: SURVEY,
      timers: this.timers,
      random: () => 0,
      clientId,
      onSignInEnded: () => {
        this.signInsEnded += 1;
      },
      ...parts,
    });
    this.#pages.push(page);
    return page;
  }

  async open(clientId: string, parts: Partial<SurveyConnectionOptions> = {}): Promise<SurveyConnection> {
    const page = this.connection(clientId, parts);
    await page.start();
    await settled();
    return page;
  }

  /** Another tab destroys the key, and this device hears of it. */
  async signOutElsewhere(): Promise<void> {
    this.deviceKey.lock();
    await removeKey(this.#userId);
    await settled();
  }

  dispose(): void {
    for (const page of this.#pages) page.dispose();
  }
}

import { FakeTimers, settled } from "../../testing/FakeTimers.ts";
import { SurveyConnection, type SurveyConnectionOptions } from "../SurveyConnection.ts";
import { openOutboxDatabase, SurveyOutbox } from "../SurveyOutbox.ts";
import { SURVEY } from "../SurveyPolicy.ts";
import { SurveyServer } from "./SurveyServer.ts";

/** Pages of one person on one device, with their service and their time in a test's hand. */
export class SurveyPages {
  readonly timers = new FakeTimers();
  readonly server = new SurveyServer();
  readonly outbox: SurveyOutbox;
  signInsEnded = 0;
  readonly #pages: SurveyConnection[] = [];

  private constructor(key: CryptoKey) {
    this.outbox = new SurveyOutbox({
      openDatabase: openOutboxDatabase,
      openKey: () => Promise.resolve(key),
      userId: crypto.randomUUID(),
    });
  }

  static async make(): Promise<SurveyPages> {
    return new SurveyPages(
      await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]),
    );
  }

  connection(clientId: string, parts: Partial<SurveyConnectionOptions> = {}): SurveyConnection {
    const page = new SurveyConnection({
      openSocket: this.server.openSocket,
      outbox: this.outbox,
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

  dispose(): void {
    for (const page of this.#pages) page.dispose();
  }
}

import { assertNever } from "../errors/assertNever.ts";
import type { DeviceKey } from "../persistence/DeviceKey.ts";
import { delayBefore } from "../resilience/RetryPolicy.ts";
import type { Timers } from "../resilience/Timers.ts";
import { ChangeKeeper } from "./ChangeKeeper.ts";
import { changedSession } from "./changedSession.ts";
import { changeMessage, readServerMessage, sessionOfWire, type ServerMessage } from "./surveyMessages.ts";
import type { SurveyOutbox } from "./SurveyOutbox.ts";
import type { SurveyPolicy } from "./SurveyPolicy.ts";
import type { NumberedChange, SurveyChange, SurveySession } from "./SurveySession.ts";
import type { OpenSurveySocket, SurveySocket } from "./SurveySocket.ts";

export type SurveyLink =
  | { kind: "connecting" }
  | { kind: "connected" }
  /** Connects again at `at`, in milliseconds since 1970. */
  | { kind: "waiting"; at: number }
  /** Five reconnects failed: waits for the person, or for the network. */
  | { kind: "offline" }
  | { kind: "signedOut" };

export type SurveyState = {
  readonly link: SurveyLink;
  /** The saved session with what is not acknowledged on top; null where nothing was answered. */
  readonly session: SurveySession | null;
  /** Whether it is known what is saved; until then, `session` is what only this device has. */
  readonly isLoaded: boolean;
  readonly unacknowledged: number;
  /** Whether this device keeps what is not acknowledged, should the page go away. */
  readonly isKept: boolean;
  /** Whether some of it is still being written there. */
  readonly isKeeping: boolean;
  /** Why the service would not keep the last change that it refused, in words for people. */
  readonly refusal: string | null;
};

export type SurveyConnectionOptions = {
  openSocket: OpenSurveySocket;
  outbox: Pick<SurveyOutbox, "add" | "list" | "remove">;
  /** That of the outbox. */
  deviceKey: Pick<DeviceKey, "subscribe">;
  policy: SurveyPolicy;
  timers: Timers;
  random: () => number;
  /** Of this page. */
  clientId: string;
  onSignInEnded: () => void;
};

const NOBODY_SIGNED_IN = 4401;
const NOT_THEIRS = 4404;

/**
 * A person's survey session: what they do is shown at once, kept on this device, sent, and shown as saved when the service has
 * acknowledged it. What was not acknowledged is sent again, by any later page too. [U4]
 */
export class SurveyConnection {
  readonly #options: SurveyConnectionOptions;
  readonly #listeners = new Set<() => void>();
  #link: SurveyLink = { kind: "connecting" };
  #saved: SurveySession | null = null;
  /** Of the last state that the service told. */
  #revision = -1;
  #isLoaded = false;
  #unacknowledged: NumberedChange[] = [];
  readonly #keeper: ChangeKeeper;
  readonly #forgetKey: () => void;
  #refusal: string | null = null;
  #sequence = 0;
  #failedTries = 0;
  #socket: SurveySocket | null = null;
  #cancelRetry: () => void = () => undefined;
  #cancelPatience: () => void = () => undefined;
  #isDisposed = false;
  #state: SurveyState;

  constructor(options: SurveyConnectionOptions) {
    this.#options = options;
    this.#keeper = new ChangeKeeper({ outbox: options.outbox, onChange: () => this.#tell() });
    this.#forgetKey = options.deviceKey.subscribe(() => this.#keeper.keepAgain());
    this.#state = this.#nextState();
  }

  readonly state = (): SurveyState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes up what earlier pages left on this device, then connects. */
  async start(): Promise<void> {
    const left = await this.#keeper.left(this.#options.clientId);
    // What the person did meanwhile comes after it.
    this.#unacknowledged = [...left, ...this.#unacknowledged];
    if (!this.#isDisposed) this.#connect();
  }

  /** What is said after `dispose`, such as a text that was being typed, is kept for the next page. */
  change(change: SurveyChange): void {
    this.#sequence += 1;
    const numbered = {
      clientId: this.#options.clientId,
      sequence: this.#sequence,
      change,
      madeAt: this.#options.timers.now(),
    };
    this.#unacknowledged = [...this.#unacknowledged, numbered];
    this.#refusal = null;
    this.#keeper.keep(numbered);
    if (this.#link.kind === "connected") this.#send([numbered]);
    // The person is there, so that it is worth another try.
    if (this.#link.kind === "offline") this.tryNow();
    this.#tell();
  }

  /** The person, or the network, says that it is worth another try. */
  readonly tryNow = (): void => {
    const { kind } = this.#link;
    if (this.#isDisposed || kind === "connected" || kind === "connecting") return;
    this.#failedTries = 0;
    this.#connect();
  };

  dispose(): void {
    this.#isDisposed = true;
    this.#forgetKey();
    // Nothing is sent any more, and nothing waited for.
    this.#link = { kind: "offline" };
    this.#cancelRetry();
    this.#cancelPatience();
    this.#socket?.close();
    this.#socket = null;
    this.#listeners.clear();
  }

  #connect(): void {
    this.#cancelRetry();
    this.#link = { kind: "connecting" };
    // A socket that opens and says nothing is none.
    this.#wait();
    this.#socket = this.#options.openSocket({
      onMessage: (text) => this.#hear(readServerMessage(text)),
      onClose: (code) => this.#lose(code),
    });
    this.#tell();
  }

  #hear(message: ServerMessage | null): void {
    if (message === null) return;
    switch (message.type) {
      case "state":
        this.#revision = message.revision;
        this.#load(message.session && sessionOfWire(message.session));
        break;
      case "acknowledged":
        // What is not newer than the state has been put into it, or under what came after it.
        this.#settle(message.client_id, message.sequence, { isNews: message.revision > this.#revision });
        break;
      case "error":
        // What is not final is tried again by the service, and its acknowledgement comes later.
        if (message.is_final) this.#refuse(message);
        break;
      default:
        assertNever(message);
    }
    this.#tell();
  }

  #load(session: SurveySession | null): void {
    this.#saved = session;
    this.#isLoaded = true;
    if (this.#link.kind === "connected") return;
    this.#link = { kind: "connected" };
    this.#failedTries = 0;
    this.#cancelPatience();
    this.#send(this.#unacknowledged);
  }

  #refuse(message: Extract<ServerMessage, { type: "error" }>): void {
    this.#refusal = message.user_message;
    if (message.client_id !== null && message.sequence !== null) {
      this.#settle(message.client_id, message.sequence, { isNews: false });
    }
  }

  /** One change is saved, or never will be; it may be another page's that sends its own here. */
  #settle(clientId: string, sequence: number, { isNews }: { isNews: boolean }): void {
    const isIt = (each: NumberedChange) => each.clientId === clientId && each.sequence === sequence;
    const settled = this.#unacknowledged.find(isIt);
    if (!settled) return;
    if (isNews) this.#saved = changedSession(this.#saved, settled.change);
    this.#unacknowledged = this.#unacknowledged.filter((each) => each !== settled);
    this.#cancelPatience();
    if (this.#unacknowledged.length > 0) this.#wait();
    this.#keeper.forget(settled);
  }

  #send(changes: readonly NumberedChange[]): void {
    if (changes.length === 0) return;
    for (const change of changes) this.#socket?.send(changeMessage(change));
    if (changes.length === this.#unacknowledged.length) this.#wait();
  }

  /** Gives up the connection where nothing is heard in time. */
  #wait(): void {
    const { policy, timers } = this.#options;
    this.#cancelPatience();
    this.#cancelPatience = timers.after(policy.acknowledgeWithinMs, () => {
      this.#socket?.close();
      this.#lose(null);
    });
  }

  #lose(code: number | null): void {
    this.#socket = null;
    this.#cancelPatience();
    if (code === NOBODY_SIGNED_IN || code === NOT_THEIRS) {
      this.#link = { kind: "signedOut" };
      this.#options.onSignInEnded();
    } else {
      this.#retryLater();
    }
    this.#tell();
  }

  #retryLater(): void {
    const { policy, timers, random } = this.#options;
    this.#failedTries += 1;
    if (this.#failedTries > policy.reconnects.delaysMs.length) {
      this.#link = { kind: "offline" };
      return;
    }
    const delayMs = delayBefore(policy.reconnects, this.#failedTries, null, random());
    this.#link = { kind: "waiting", at: timers.now() + delayMs };
    this.#cancelRetry = timers.after(delayMs, () => this.#connect());
  }

  #tell(): void {
    this.#state = this.#nextState();
    for (const listener of this.#listeners) listener();
  }

  #nextState(): SurveyState {
    return {
      link: this.#link,
      session: this.#unacknowledged.reduce<SurveySession | null>(
        (session, { change }) => changedSession(session, change),
        this.#saved,
      ),
      isLoaded: this.#isLoaded,
      unacknowledged: this.#unacknowledged.length,
      isKept: this.#keeper.isKept,
      isKeeping: this.#keeper.isKeeping,
      refusal: this.#refusal,
    };
  }
}

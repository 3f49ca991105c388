import { changedSession } from "../changedSession.ts";
import { changeOfWire, type WireChange, type WireSession } from "../surveyMessages.ts";
import type { SurveySession } from "../SurveySession.ts";
import type { OpenSurveySocket, SurveySocketEvents } from "../SurveySocket.ts";

type Incoming = { client_id: string; sequence: number; change: WireChange };

/** A survey service in memory that applies each change once, and says as ours what is saved after one that it knew. */
export class SurveyServer {
  session: SurveySession | null = null;
  /** Every change that was applied, in its order. */
  readonly applied: Incoming[] = [];
  readonly heard: Incoming[] = [];
  /** How often a device tried to connect. */
  attempts = 0;
  isReachable = true;
  /** False: changes are applied and the device does not hear of it. */
  answers = true;
  /** Steps whose answers are refused for good. */
  readonly refused = new Set<string>();
  readonly #lastSequences = new Map<string, number>();
  #devices = new Set<SurveySocketEvents>();

  readonly openSocket: OpenSurveySocket = (events) => {
    this.attempts += 1;
    queueMicrotask(() => {
      if (!this.isReachable) return events.onClose(1006);
      this.#devices.add(events);
      this.#tellState(events);
    });
    return {
      send: (text) => this.#hear(events, JSON.parse(text) as Incoming),
      close: () => void this.#devices.delete(events),
    };
  };

  /** Ends every connection, as a crash of the service does. */
  drop(code = 1006): void {
    const dropped = [...this.#devices];
    this.#devices.clear();
    for (const device of dropped) device.onClose(code);
  }

  tellAll(): void {
    for (const device of this.#devices) this.#tellState(device);
  }

  #hear(device: SurveySocketEvents, message: Incoming): void {
    if (!this.#devices.has(device)) return;
    this.heard.push(message);
    const { client_id, sequence } = message;
    if (this.refused.has(message.change.step)) {
      const error = { type: "error", code: "validation_error", user_message: "Too long.", is_final: true };
      this.#say(device, { ...error, client_id, sequence });
      return;
    }
    const isKnown = sequence <= (this.#lastSequences.get(client_id) ?? 0);
    if (!isKnown) {
      this.#lastSequences.set(client_id, sequence);
      this.applied.push(message);
      this.session = changedSession(this.session, changeOfWire(message.change));
    }
    this.#say(device, { type: "acknowledged", client_id, sequence, revision: this.applied.length });
    if (isKnown) this.#tellState(device);
  }

  #tellState(device: SurveySocketEvents): void {
    this.#say(device, { type: "state", session: this.#wireSession(), revision: this.applied.length });
  }

  #say(device: SurveySocketEvents, message: object): void {
    if (this.answers) device.onMessage(JSON.stringify(message));
  }

  #wireSession(): WireSession | null {
    if (this.session === null) return null;
    const { currentStep, answers, stepHistory, isAudioMode } = this.session;
    return {
      current_step: currentStep,
      answers: { ...answers },
      step_history: stepHistory,
      is_audio_mode: isAudioMode,
    };
  }
}

import type { JsonValue } from "../documents/json.ts";
import { assertNever } from "../errors/assertNever.ts";
import type { NumberedChange, SurveyChange, SurveySession } from "./SurveySession.ts";

/** A change, or a session, as it is written on the wire. */
export type WireChange =
  | { action: "answer"; step: string; answer: JsonValue }
  | { action: "clear"; step: string }
  | { action: "navigate"; step: string; step_history: readonly string[] }
  | { action: "mode"; step: string; is_audio_mode: boolean };

export type WireSession = {
  current_step: string;
  answers: Record<string, JsonValue>;
  step_history: readonly string[];
  is_audio_mode: boolean;
};

/** What the service says. docs/survey.md */
export type ServerMessage =
  | { type: "state"; session: WireSession | null; revision: number }
  | { type: "acknowledged"; client_id: string; sequence: number; revision: number }
  | {
      type: "error";
      code: string;
      user_message: string;
      client_id: string | null;
      sequence: number | null;
      /** It never will be saved, and need not be sent again. */
      is_final: boolean;
    };

const SERVER_TYPES: ReadonlySet<unknown> = new Set(["state", "acknowledged", "error"]);

export function changeMessage({ clientId, sequence, change }: NumberedChange): string {
  return JSON.stringify({ type: "change", client_id: clientId, sequence, change: wireOfChange(change) });
}

/** Null for what no service of ours says; a newer one may say more. */
export function readServerMessage(text: string): ServerMessage | null {
  try {
    const value: unknown = JSON.parse(text);
    const isOurs =
      typeof value === "object" && value !== null && "type" in value && SERVER_TYPES.has(value.type);
    return isOurs ? (value as ServerMessage) : null;
  } catch {
    return null;
  }
}

export function sessionOfWire(wire: WireSession): SurveySession {
  return {
    currentStep: wire.current_step,
    answers: wire.answers,
    stepHistory: wire.step_history,
    isAudioMode: wire.is_audio_mode,
  };
}

export function wireOfChange(change: SurveyChange): WireChange {
  switch (change.action) {
    case "answer":
    case "clear":
      return change;
    case "navigate":
      return { action: "navigate", step: change.step, step_history: change.stepHistory };
    case "mode":
      return { action: "mode", step: change.step, is_audio_mode: change.isAudioMode };
    default:
      return assertNever(change);
  }
}

export function changeOfWire(wire: WireChange): SurveyChange {
  switch (wire.action) {
    case "answer":
    case "clear":
      return wire;
    case "navigate":
      return { action: "navigate", step: wire.step, stepHistory: wire.step_history };
    case "mode":
      return { action: "mode", step: wire.step, isAudioMode: wire.is_audio_mode };
    default:
      return assertNever(wire);
  }
}

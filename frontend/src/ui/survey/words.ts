import type { SurveyState } from "../../survey/SurveyConnection.ts";

/** Every English string of the survey page but the questions. */
export const surveyWords = {
  pageTitle: "Survey",
  progress: (number: number, count: number) => `Question ${number} of ${count}`,
  progressDone: "All questions are answered",
  back: "Back",
  next: "Next",
  finish: "Finish",
  backToQuestions: "Back to the questions",
  doneTitle: "Thank you",
  doneBody: "Your answers are saved. You can go back and change them at any time.",
  doneNotSavedBody: "Your answers are on their way. Keep this page open until they are saved.",
  doneRefusedBody: "One of your answers could not be saved. Go back and look at it again.",
  answerLabel: "Your answer",
  saveState: "Save state",
  audioMode: "Audio mode",
  audioHint: "Questions are read out, and you may speak your answer.",
  audioMissing: "This browser cannot read aloud or listen. You can read and write as before.",
  listenMissing: "This browser reads aloud, but it cannot listen. Choose or write your answer.",
  readAgain: "Read the question again",
  speakAnswer: "Speak your answer",
  listening: "Listening…",
  notUnderstood: "That was not one of the answers. Try again, or choose one.",
  resume: "Go on elsewhere",
  resumeTitle: "Go on with another device",
  resumeBody: (name: string) => `Open this address there and sign in as ${name}. You go on where you are.`,
  resumeLink: "Address",
  resumeCopy: "Copy address",
  resumeQr: "QR code of the address",
  loading: "Looking for your answers…",
} as const;

export type SaveTone = "saved" | "busy" | "unsaved" | "problem";
export type SaveWords = { readonly text: string; readonly tone: SaveTone };

/** What is true of the person's answers now; what is being typed is nowhere yet but on the page. */
export function saveWords(state: SurveyState, isTyping: boolean): SaveWords {
  if (state.refusal !== null) return { text: `Not saved · ${state.refusal}`, tone: "problem" };
  const hasAll = state.unacknowledged === 0 && !isTyping;
  const place = kept(state, isTyping);
  switch (state.link.kind) {
    case "connected":
      return hasAll ? { text: "Saved as you answer", tone: "saved" } : { text: "Saving…", tone: "busy" };
    case "connecting":
    case "waiting":
      return hasAll
        ? { text: "Connecting…", tone: "busy" }
        : { text: `Reconnecting… ${place}`, tone: "unsaved" };
    case "offline":
      return { text: hasAll ? "Offline" : `Offline · ${place}`, tone: "unsaved" };
    default:
      return { text: hasAll ? "Signed out" : `Signed out · ${place}`, tone: "unsaved" };
  }
}

function kept({ isKept, isKeeping }: SurveyState, isTyping: boolean): string {
  if (isKept && (isTyping || isKeeping)) return "not kept yet";
  return isKept
    ? "kept on this device, will be saved when you are online"
    : "only on this page, because this device keeps nothing now";
}

// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test } from "vitest";

import { changedSession } from "../../survey/changedSession.ts";
import type { SurveyState } from "../../survey/SurveyConnection.ts";
import type { SurveyChange } from "../../survey/SurveySession.ts";
import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import type { Speech } from "./Speech.ts";
import type { SurveyDefinition } from "./SurveyDefinition.ts";
import { SurveyView } from "./SurveyView.tsx";
import { saveWords } from "./words.ts";

installUiTesting();

const survey: SurveyDefinition = {
  title: "A survey",
  intro: "Short.",
  questions: [
    { id: "S1", kind: "choice", text: "Which?", options: ["Tea", "Coffee"] },
    { id: "S2", kind: "text", text: "Why?" },
  ],
};

const SAVED: SurveyState = {
  link: { kind: "connected" },
  session: null,
  isLoaded: true,
  unacknowledged: 0,
  isKept: true,
  isKeeping: false,
  refusal: null,
};
const SILENT: Speech = { say: null, listen: null, hush: () => undefined };

let changes: SurveyChange[];
beforeEach(() => {
  changes = [];
  // Mantine measures a text area again when fonts arrive; jsdom has none.
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
});

/** A survey whose changes are shown at once, as those of a connection are. */
function LiveSurvey({ speech, session }: { speech: Speech; session: SurveyState["session"] }) {
  const [state, setState] = useState({ ...SAVED, session });
  return (
    <SurveyView
      survey={survey}
      state={state}
      speech={speech}
      address="https://bench.example/survey"
      personName="Ada"
      onChange={(change) => {
        changes.push(change);
        setState((before) => ({ ...before, session: changedSession(before.session, change) }));
      }}
      onTryNow={() => undefined}
    />
  );
}

test("[U4] the end does not say that all is saved beside an answer that was refused", () => {
  const session = { currentStep: "done", answers: {}, stepHistory: ["S1"], isAudioMode: false };
  renderUi(
    <SurveyView
      survey={survey}
      state={{ ...SAVED, session, refusal: "Too long." }}
      speech={SILENT}
      address="https://bench.example/survey"
      personName="Ada"
      onChange={() => undefined}
      onTryNow={() => undefined}
    />,
  );

  expect(screen.queryByText(/Your answers are saved/)).toBeNull();
});

function show(speech: Speech = SILENT, session: SurveyState["session"] = null): void {
  renderUi(<LiveSurvey speech={speech} session={session} />);
}

test("[U4] each answer and each step is a change", () => {
  show();

  fireEvent.click(screen.getByRole("radio", { name: "Coffee" }));
  fireEvent.click(screen.getByRole("button", { name: "Next" }));
  fireEvent.click(screen.getByRole("button", { name: "Back" }));

  expect(changes).toEqual([
    { action: "answer", step: "S1", answer: "Coffee" },
    { action: "navigate", step: "S2", stepHistory: ["S1"] },
    { action: "navigate", step: "S1", stepHistory: [] },
  ]);
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Coffee" }).checked).toBe(true);
});

test("[U4] what was typed is an answer when the question is left, however early", () => {
  show(SILENT, { currentStep: "S2", answers: {}, stepHistory: ["S1"], isAudioMode: false });

  fireEvent.change(screen.getByRole("textbox", { name: "Why?" }), { target: { value: "Because" } });
  const before = [...changes];
  fireEvent.click(screen.getByRole("button", { name: "Finish" }));

  expect(before).toEqual([]);
  expect(changes).toContainEqual({ action: "answer", step: "S2", answer: "Because" });
});

test("[U4] a new question takes the focus, so that it is read out", () => {
  show();

  fireEvent.click(screen.getByRole("button", { name: "Next" }));

  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Why?" }));
});

test("[U4] audio mode reads the question and its options, and takes what is said for an answer", async () => {
  const said: string[] = [];
  show({ say: (text) => said.push(text), listen: () => Promise.resolve("coffee"), hush: () => undefined });

  fireEvent.click(screen.getByRole("switch", { name: /^Audio mode/ }));
  fireEvent.click(screen.getByRole("button", { name: "Speak your answer" }));
  await screen.findByRole("button", { name: "Speak your answer" });

  expect(said).toEqual(["Which? 1: Tea. 2: Coffee."]);
  expect(changes).toContainEqual({ action: "answer", step: "S1", answer: "Coffee" });
});

test("[U4] a browser without speech says so, and goes on in text", () => {
  show(SILENT, { currentStep: "S1", answers: {}, stepHistory: [], isAudioMode: true });

  expect(screen.getByText(/cannot read aloud or listen/)).toBeTruthy();
  expect(screen.getAllByRole("radio")).toHaveLength(2);
});

test.each<[Partial<SurveyState>, string]>([
  [{}, "Saved as you answer"],
  [{ unacknowledged: 1 }, "Saving…"],
  [
    { link: { kind: "offline" }, unacknowledged: 2 },
    "Offline · kept on this device, will be saved when you are online",
  ],
  [
    { link: { kind: "offline" }, unacknowledged: 2, isKept: false },
    "Offline · only on this page, because this device keeps nothing now",
  ],
  [{ link: { kind: "offline" }, unacknowledged: 2, isKeeping: true }, "Offline · not kept yet"],
  [{ refusal: "Too long." }, "Not saved · Too long."],
])("[U4] the save state is true: %j", (state, text) => {
  expect(saveWords({ ...SAVED, ...state }, false).text).toBe(text);
});

test.each<[Partial<SurveyState>, string]>([
  [{}, "Saving…"],
  [{ link: { kind: "offline" } }, "Offline · not kept yet"],
  [{ link: { kind: "offline" }, unacknowledged: 1 }, "Offline · not kept yet"],
  [
    { link: { kind: "offline" }, isKept: false },
    "Offline · only on this page, because this device keeps nothing now",
  ],
])("[U4] what is being typed is not called saved or kept: %j", (state, text) => {
  expect(saveWords({ ...SAVED, ...state }, true).text).toBe(text);
});

test("[U4] says that it is saving from the first letter until what was typed is an answer", () => {
  show(SILENT, { currentStep: "S2", answers: {}, stepHistory: ["S1"], isAudioMode: false });
  const shown = () => screen.getByRole("status", { name: "Save state" }).textContent;
  const before = shown();

  fireEvent.change(screen.getByRole("textbox", { name: "Why?" }), { target: { value: "Because" } });
  const typing = shown();
  fireEvent.blur(screen.getByRole("textbox", { name: "Why?" }));
  const settled = shown();

  expect([before, typing, settled]).toEqual(["Saved as you answer", "Saving…", "Saved as you answer"]);
});

// @vitest-environment jsdom
import "fake-indexeddb/auto";

import { act, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";

import { SurveyPages } from "../../survey/testing/SurveyPages.ts";
import { settled } from "../../testing/FakeTimers.ts";
import { type Desk, type Services, ServicesContext } from "../Services.ts";
import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { SurveyPage } from "./SurveyPage.tsx";

installUiTesting();

const ALL_FIVE_MS = 550 + 1100 + 2200 + 4400 + 8800;
const AT_A_TEXT = { currentStep: "S4", answers: {}, stepHistory: ["S1", "S2", "S3"], isAudioMode: false };

let pages: SurveyPages;
let desk: Desk;

beforeEach(async () => {
  pages = new SurveyPages();
  const survey: Desk["survey"] = {
    outbox: pages.outbox,
    connect: () => pages.connection("page-0001"),
    speech: { say: null, listen: null, hush: () => undefined },
    address: "https://bench.example/survey",
  };
  desk = { survey, person: { userId: "ada", name: "Ada", roles: [] } } as unknown as Desk;
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
});
afterEach(() => pages.dispose());

const SERVICES = {
  identity: { subscribe: () => () => undefined, state: () => ({ kind: "asking" }) },
  router: { go: () => Promise.resolve(true) },
} as unknown as Services;

/** The survey, and a way to another page. */
function Application() {
  const [isSurvey, setIsSurvey] = useState(true);
  return (
    <ServicesContext value={SERVICES}>
      <button onClick={() => setIsSurvey(false)}>Another page</button>
      {isSurvey && <SurveyPage desk={desk} userMenu={null} />}
    </ServicesContext>
  );
}

async function show(): Promise<void> {
  renderUi(<Application />);
  await act(settled);
}

const pass = (ms: number) => act(() => pages.timers.advance(ms));
const type = (text: string) => fireEvent.change(screen.getByRole("textbox"), { target: { value: text } });

test("[U4] what was typed when the page is left is sent before the connection is closed", async () => {
  pages.server.session = AT_A_TEXT;
  await show();

  type("Because");
  fireEvent.click(screen.getByRole("button", { name: "Another page" }));
  await act(settled);

  expect(pages.server.session?.answers).toEqual({ S4: "Because" });
});

test("[U4] what was typed when the page is hidden is an answer, because a hidden page may not come back", async () => {
  pages.server.session = AT_A_TEXT;
  await show();

  type("Because");
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  fireEvent(document, new Event("visibilitychange"));
  await act(settled);
  Reflect.deleteProperty(document, "visibilityState");

  expect(pages.server.session?.answers).toEqual({ S4: "Because" });
});

test("[U4] a survey that is shown does not go away while it connects", async () => {
  pages.server.isReachable = false;
  await show();
  await pass(ALL_FIVE_MS);
  const field = screen.getByRole("radio", { name: "Every day" });

  fireEvent(window, new Event("online"));
  const whileConnecting = document.body.contains(field);
  await act(settled);

  expect([whileConnecting, document.body.contains(field)]).toEqual([true, true]);
});

test("[U4] a person who comes back to the page is worth another try", async () => {
  pages.server.isReachable = false;
  await show();
  await pass(ALL_FIVE_MS);
  const before = pages.server.attempts;

  pages.server.isReachable = true;
  fireEvent(document, new Event("visibilitychange"));
  await act(settled);

  expect([before, pages.server.attempts]).toEqual([6, 7]);
  expect(screen.getByRole("status", { name: "Save state" }).textContent).toBe("Saved as you answer");
});

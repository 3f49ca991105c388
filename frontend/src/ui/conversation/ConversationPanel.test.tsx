// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test } from "vitest";

import { FakeTimers } from "../../testing/FakeTimers.ts";
import { recordedActivity } from "../../testing/recordedActivity.ts";
import { Announcer } from "../feedback/Announcer.ts";
import { type Services, ServicesContext } from "../Services.ts";
import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { ConversationPanel } from "./ConversationPanel.tsx";
import { TabConversation } from "./TabConversation.ts";
import { conversationWords } from "./words.ts";

installUiTesting();

let reads: string[];
let conversation: TabConversation;

beforeEach(() => {
  reads = [];
  conversation = new TabConversation({
    createKey: () => "key",
    operations: recordedActivity(new FakeTimers()).operations,
    client: {
      list: async (sessionId) => {
        reads.push(sessionId);
        const items = [{ number: 1, authorId: "ada", at: 0, text: `About ${sessionId}` }];
        return { kind: "ok", page: { items, nextCursor: null } };
      },
      add: async () => ({ kind: "notFound" }),
    },
  });
  // jsdom lays nothing out, and has no fonts.
  Element.prototype.scrollIntoView = () => undefined;
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
});

/** What the panel takes from the application. */
const SERVICES: Pick<Services, "announcer" | "device" | "clock"> = {
  announcer: new Announcer(),
  device: { label: "A browser", modifier: "Ctrl" },
  clock: () => 0,
};

/** A dashboard with a conversation that can be shown and closed, of a session that can be another one. */
function Page() {
  const [isShown, setIsShown] = useState(false);
  const [sessionId, setSessionId] = useState("session-a");
  return (
    <ServicesContext value={SERVICES as Services}>
      <button onClick={() => setIsShown(true)}>Show</button>
      <button onClick={() => setSessionId("session-b")}>Another session</button>
      {isShown && (
        <ConversationPanel
          conversation={conversation.of(sessionId)}
          draft=""
          onDraftChange={() => undefined}
          onClose={() => setIsShown(false)}
        />
      )}
    </ServicesContext>
  );
}

function press(name: string): void {
  fireEvent.click(screen.getByRole("button", { name }));
}

test("[B11] going from the dashboard to the conversation and back loses nothing and fetches nothing again", async () => {
  renderUi(<Page />);
  press("Show");
  await screen.findByText("About session-a");

  press(conversationWords.close);
  press("Show");

  expect(screen.getByText("About session-a")).toBeTruthy();
  expect(reads).toEqual(["session-a"]);
});

test("[B11] another session has another conversation", async () => {
  renderUi(<Page />);
  press("Show");
  await screen.findByText("About session-a");

  press("Another session");

  expect(await screen.findByText("About session-b")).toBeTruthy();
  expect(screen.queryByText("About session-a")).toBeNull();
  expect(reads).toEqual(["session-a", "session-b"]);
});

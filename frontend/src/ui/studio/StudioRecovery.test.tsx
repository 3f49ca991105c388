// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "vitest";

import type { RecoveryAction } from "../../errors/RecoveryAction.ts";
import type { StudioSaveState } from "../../studio/StudioSaver.ts";
import type { OpenStudio } from "../../studio/StudioState.ts";
import { failure } from "../../studio/testing/StudioServer.ts";
import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { RecoveryPanel } from "./RecoveryPanel.tsx";
import type { RecoveryHandlers } from "./recoveryButtons.ts";
import { StartingSession } from "./StartingSession.tsx";
import { StudioNotices } from "./StudioNotices.tsx";
import { saveWords } from "./StudioSaveState.tsx";

installUiTesting();

const NOON = Date.UTC(2026, 10, 21, 12);

let done: string[];
beforeEach(() => {
  done = [];
});

function handlers() {
  const does = (what: string) => () => {
    done.push(what);
  };
  return {
    retry: does("retry"),
    reload: does("reload"),
    signIn: does("signIn"),
    download: does("download"),
    openStart: does("openStart"),
  };
}

function press(name: string): void {
  fireEvent.click(screen.getByRole("button", { name }));
}

describe("[B12] [E1] a start that failed", () => {
  function show(recoveryActions: readonly RecoveryAction[], over: Partial<RecoveryHandlers> = {}): void {
    const failed = failure("refused", { userMessage: "The server is busy.", recoveryActions });
    renderUi(<RecoveryPanel failure={failed} drafts={[]} handlers={{ ...handlers(), ...over }} />);
  }

  test("says in words what happened, and every action does what it says", () => {
    show(["manual_retry", "reload_page", "sign_in", "download_copy", "open_start_page"]);

    expect(screen.getByRole("alert").textContent).toContain("The server is busy.");
    press("Try again");
    press("Reload the page");
    press("Sign in again");
    press("Download my work");
    press("Open the start page");
    expect(done).toEqual(["retry", "reload", "signIn", "download", "openStart"]);
  });

  test("can always be tried again, but where the person has to sign in first", () => {
    show([]);
    const named = screen.getAllByRole("button").map(({ textContent }) => textContent);

    expect(named).toEqual(["Try again", "Copy details"]);
  });

  test("offers no download of nothing, and no button twice", () => {
    show(["automatic_retry", "manual_retry", "download_copy"], { download: null });
    const named = screen.getAllByRole("button").map(({ textContent }) => textContent);

    expect(named).toEqual(["Try again", "Copy details"]);
  });
});

test("[B12] a start shows which attempt comes when, why, and lets the person try now", () => {
  let tried = 0;
  const progress = {
    attempt: 2,
    attempts: 4,
    nextAt: NOON + 2200,
    failure: failure("transient", { userMessage: "The server is busy." }),
  };
  const onTryNow = () => {
    tried += 1;
  };
  renderUi(<StartingSession progress={progress} clock={() => NOON} onTryNow={onTryNow} />);

  expect(screen.getByRole("status").textContent).toBe("The server is busy. Attempt 2 of 4.");
  expect(screen.getByText("Next try in 3 s")).toBeTruthy();
  press("Try now");
  expect(tried).toBe(1);
});

describe("[B12] while the list is open", () => {
  const OPEN: OpenStudio = {
    kind: "open",
    work: { transformations: [{}, {}, {}], position: 3 },
    save: { kind: "saved", at: NOON },
    canUndo: false,
    canRedo: false,
    expiresAt: NOON + 3_600_000,
    isExpiring: false,
  };

  function show(open: Partial<OpenStudio>, isKept = true): void {
    const note = (what: string) => () => {
      done.push(what);
    };
    renderUi(
      <StudioNotices
        open={{ ...OPEN, ...open }}
        isKept={isKept}
        damaged={[{ asideId: "aside-1", bytes: new ArrayBuffer(8) }]}
        now={NOON}
        handlers={handlers()}
        onKeepMine={note("keepMine")}
        onTakeTheirs={note("takeTheirs")}
        onStay={note("stay")}
        onDownloadDamaged={note("downloadDamaged")}
        onDismissDamaged={note("dismissDamaged")}
      />,
    );
  }

  test("the end of the session is told before it comes, with a way to stay", () => {
    show({ isExpiring: true });

    expect(screen.getByText(/^This session ends .*, and its list with it\.$/)).toBeTruthy();
    press("Stay");
    expect(done).toEqual(["stay"]);
  });

  test("two lists that do not go together are the person's to choose from", () => {
    const theirs = { transformations: [{}], position: 1 };
    show({ save: { kind: "conflict", theirs } });

    expect(screen.getByText(/yours has 3 transformations, the other one 1 transformation\./)).toBeTruthy();
    press("Keep mine");
    press("Take the other one");
    expect(done).toEqual(["keepMine", "takeTheirs"]);
  });

  test("what is kept nowhere, and what cannot be read, is said and offered as a file", () => {
    show({ save: { kind: "unsaved" } }, false);

    press("Download");
    press("Download it as a file");
    press("Dismiss");
    expect(done).toEqual(["download", "downloadDamaged", "dismissDamaged"]);
  });

  test("a save that is refused has the actions of its envelope", () => {
    const refused = failure("refused", { userMessage: "Too large.", recoveryActions: ["download_copy"] });
    show({ save: { kind: "refused", failure: refused } });

    expect(screen.getByRole("alert").textContent).toContain("Too large.");
    press("Download my work");
    expect(done).toEqual(["download"]);
  });
});

const KEPT = { isKept: true, isKeeping: false };
const KEEPING = { isKept: true, isKeeping: true };
const NOT_KEPT = { isKept: false, isKeeping: false };

test.each<[StudioSaveState, typeof KEPT, string]>([
  [{ kind: "saved", at: null }, KEPT, "Saves by itself"],
  [{ kind: "saved", at: NOON }, KEPT, "Saved just now"],
  [{ kind: "unsaved" }, KEPT, "Unsaved changes · kept on this device"],
  [{ kind: "unsaved" }, NOT_KEPT, "Unsaved changes · not backed up"],
  [{ kind: "unsaved" }, KEEPING, "Unsaved changes · not kept yet"],
  [{ kind: "saving" }, KEPT, "Saving…"],
  [{ kind: "unreachable", graceEndsAt: NOON + 24_000, retryAt: NOON }, KEPT, "Reconnecting… 24 s"],
  [
    { kind: "unreachable", graceEndsAt: NOON, retryAt: NOON },
    KEPT,
    "Offline · kept on this device, will save when online",
  ],
  [{ kind: "signInRequired" }, KEPT, "Couldn't save · sign in again"],
  [
    { kind: "conflict", theirs: { transformations: [], position: 0 } },
    KEPT,
    "Changed in two places · kept on this device",
  ],
  [{ kind: "refused", failure: failure("refused") }, KEPT, "Couldn't save · kept on this device"],
])("[B12] [B7] the save state is true: %j, kept: %s", (save, keeping, text) => {
  expect(saveWords(save, keeping, NOON).text).toBe(text);
});

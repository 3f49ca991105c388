// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";

import { NavigationManager } from "../../navigation/NavigationManager.ts";
import { FakeTimers } from "../../testing/FakeTimers.ts";
import { Router } from "./Router.ts";

const ID = "session00001";

beforeEach(() => {
  window.history.replaceState(null, "", "/");
});

function startAt(path: string): { router: Router; navigation: NavigationManager } {
  window.history.replaceState(null, "", path);
  const navigation = new NavigationManager({ window, timers: new FakeTimers() });
  return { navigation, router: new Router({ navigation }) };
}

test.each([
  ["/", { kind: "start" }],
  [`/?session=${ID}`, { kind: "bench", opening: { kind: "saved", sessionId: ID } }],
  ["/?session=new", { kind: "bench", opening: { kind: "empty" } }],
  [`/snapshot/${ID}`, { kind: "snapshot", id: ID }],
  ["/nothing/here", { kind: "notFound" }],
])("[B5] %s is read once, by the navigation manager", (path, page) => {
  const { router } = startAt(path);

  expect(router.route().page).toEqual(page);
});

test("a new workbench starts from what was chosen on the start page", async () => {
  const { router } = startAt("/");

  await router.go({ kind: "newSession" }, { kind: "dataSet", file: "stocks.csv" });

  expect(window.location.search).toBe("?session=new");
  expect(router.route().page).toEqual({ kind: "bench", opening: { kind: "dataSet", file: "stocks.csv" } });
});

test("[B3] a draft of the page that is shown opens afresh, without another history entry", async () => {
  const { router } = startAt(`/?session=${ID}`);
  const { length } = window.history;
  const before = router.route().visit;

  await router.go({ kind: "session", id: ID }, { kind: "draft", draftId: "draft-1" });

  expect(router.route().page).toEqual({ kind: "bench", opening: { kind: "draft", draftId: "draft-1" } });
  expect(router.route().visit).toBeGreaterThan(before);
  expect(window.history.length).toBe(length);
});

test("[B5] where the person stays, the page stays, and what was chosen is forgotten", async () => {
  const { router, navigation } = startAt(`/?session=${ID}`);
  let mayLeave = false;
  navigation.guard(
    async () => mayLeave,
    () => false,
  );

  const hasLeft = await router.go({ kind: "newSession" }, { kind: "dataSet", file: "stocks.csv" });
  mayLeave = true;
  await router.go({ kind: "newSession" });

  expect(hasLeft).toBe(false);
  expect(router.route().page).toEqual({ kind: "bench", opening: { kind: "empty" } });
});

test("[B5] a draft of the page that is shown asks before it takes the place of unsaved work", async () => {
  const { router, navigation } = startAt("/?session=new");
  const before = router.route();
  navigation.guard(
    async () => false,
    () => false,
  );

  expect(await router.go({ kind: "newSession" }, { kind: "draft", draftId: "draft-1" })).toBe(false);

  expect(router.route()).toBe(before);
});

test("[B5] what is asked for while a question is open does not change where its answer leads", async () => {
  const { router, navigation } = startAt(`/?session=${ID}`);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  navigation.guard(
    () => promise,
    () => false,
  );
  const first = router.go({ kind: "newSession" }, { kind: "dataSet", file: "stocks.csv" });

  await router.go({ kind: "start" });
  resolve(true);
  await first;

  expect(router.route().page).toEqual({ kind: "bench", opening: { kind: "dataSet", file: "stocks.csv" } });
});

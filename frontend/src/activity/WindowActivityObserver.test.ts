import { beforeEach, expect, test } from "vitest";

import { type WindowEvent, WindowActivityObserver } from "./WindowActivityObserver.ts";

class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";
}

let document: FakeDocument;
let window: EventTarget;
let observer: WindowActivityObserver;
let reported: WindowEvent[];

beforeEach(() => {
  document = new FakeDocument();
  window = new EventTarget();
  observer = new WindowActivityObserver({ observed: { document, window } });
  reported = [];
  observer.subscribe((activity) => reported.push(activity));
});

test("[B4] hiding and showing the page are reported", () => {
  document.visibilityState = "hidden";
  document.dispatchEvent(new Event("visibilitychange"));
  document.visibilityState = "visible";
  document.dispatchEvent(new Event("visibilitychange"));

  expect(reported).toEqual(["hidden", "visible"]);
});

test("[B2] a page that goes away is hidden, whatever it says of itself", () => {
  window.dispatchEvent(new Event("pagehide"));

  expect(reported).toEqual(["hidden"]);
});

test("[B4] a window that gets the focus back is visible", () => {
  window.dispatchEvent(new Event("focus"));

  expect(reported).toEqual(["visible"]);
});

test("after being disposed, twice, nothing is reported", () => {
  observer.dispose();
  observer.dispose();

  window.dispatchEvent(new Event("pagehide"));
  document.dispatchEvent(new Event("visibilitychange"));

  expect(reported).toEqual([]);
});

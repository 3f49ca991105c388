import { beforeEach, expect, test } from "vitest";

import { observePersonActs } from "./personActs.ts";

let window: EventTarget;
let acts: string[];

beforeEach(() => {
  window = new EventTarget();
  acts = [];
});

function key(name: string, modifiers: { ctrlKey?: boolean; metaKey?: boolean } = {}): Event {
  return Object.assign(new Event("keydown"), { key: name, ctrlKey: false, metaKey: false, ...modifiers });
}

test.each<[string, Event]>([
  ["a click", new Event("click")],
  ["Ctrl+S", key("s", { ctrlKey: true })],
  ["⌘S", key("s", { metaKey: true })],
  ["the network that comes back", new Event("online")],
])("[R2] %s asks for the service", (_name, event) => {
  observePersonActs(window, () => acts.push("act"));

  window.dispatchEvent(event);

  expect(acts).toEqual(["act"]);
});

test("[R2] typing asks for nothing", () => {
  observePersonActs(window, () => acts.push("act"));

  window.dispatchEvent(key("s"));

  expect(acts).toEqual([]);
});

test("who has stopped observing hears nothing", () => {
  observePersonActs(window, () => acts.push("act"))();

  window.dispatchEvent(new Event("click"));

  expect(acts).toEqual([]);
});

import { expect, test } from "vitest";

import { type Command, Commands } from "./Commands.ts";

const command = (id: string): Command => ({ id, label: id, icon: "plus", run: () => undefined });

test("[UX] each part of the page offers its commands while it is there, before what is always there", () => {
  const commands = new Commands();
  const listed: string[][] = [];
  commands.subscribe(() => listed.push(commands.all().map(({ id }) => id)));

  const takeBack = commands.offer([command("save")]);
  commands.offer([command("new"), command("manage")], "last");
  takeBack();

  expect(listed).toEqual([["save"], ["save", "new", "manage"], ["new", "manage"]]);
});

test("[UX] the list is the same object until it changes, so that nothing is drawn for nothing", () => {
  const commands = new Commands();
  commands.offer([command("new")]);

  expect(commands.all()).toBe(commands.all());
});

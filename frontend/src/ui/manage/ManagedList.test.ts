import { describe, expect, test } from "vitest";

import type { PageResult } from "../../backendApi/pageResult.ts";
import { type ChangeOutcome, ManagedList } from "./ManagedList.ts";

type Item = { id: string; title: string; starred: boolean };

const item = (id: string): Item => ({ id, title: `Title ${id}`, starred: false });
const page = (items: readonly Item[], nextCursor: string | null = null): PageResult<Item> => ({
  kind: "ok",
  page: { items, nextCursor },
});

/** A promise that the test answers when it likes. */
function deferred<Value>() {
  const parts = Promise.withResolvers<Value>();
  return { promise: parts.promise, answer: parts.resolve };
}

async function aLoadedList(items: readonly Item[], changesAtOnce = 4) {
  const list = new ManagedList<Item>({ changesAtOnce });
  await list.open(async () => page(items));
  return list;
}

function shown(list: ManagedList<Item>): string[] {
  const state = list.state();
  if (state.kind !== "ready") throw new Error(`The list is ${state.kind}.`);
  return state.items.map(({ id, starred }) => (starred ? `${id}*` : id));
}

const STAR = (each: Item) => ({ ...each, starred: true });
const GONE = () => null;

describe("[UX] lists change at once after an action", () => {
  test("before the service has answered, and stay so when it agrees", async () => {
    const list = await aLoadedList([item("a"), item("b"), item("c")]);
    const answer = deferred<ChangeOutcome<Item>>();

    const change = list.change([item("b")], { show: GONE, send: () => answer.promise });
    const meanwhile = shown(list);
    answer.answer({ kind: "ok" });
    const report = await change;

    expect(meanwhile).toEqual(["a", "c"]);
    expect(shown(list)).toEqual(["a", "c"]);
    expect(report.done.map(({ id }) => id)).toEqual(["b"]);
  });

  test("what the service refuses is as it was, at its place; the rest is done", async () => {
    const list = await aLoadedList([item("a"), item("b"), item("c")]);
    const send = async ({ id }: Item): Promise<ChangeOutcome<Item>> =>
      id === "b" ? { kind: "unreachable", retryAfterMs: null } : { kind: "ok" };

    const report = await list.change([item("a"), item("b")], { show: GONE, send });

    expect(shown(list)).toEqual(["b", "c"]);
    expect(report.refused).toEqual([
      { item: item("b"), outcome: { kind: "unreachable", retryAfterMs: null } },
    ]);
  });

  test("two actions on one item are laid over each other, and each is taken back alone", async () => {
    const list = await aLoadedList([item("a"), item("b")]);
    const trash = deferred<ChangeOutcome<Item>>();
    const star = list.change([item("a")], {
      show: STAR,
      send: async () => ({ kind: "ok", item: STAR(item("a")) }),
    });
    const trashed = list.change([item("a")], { show: GONE, send: () => trash.promise });

    const meanwhile = shown(list);
    await star;
    trash.answer({ kind: "notFound" });
    await trashed;

    expect(meanwhile).toEqual(["b"]);
    expect(shown(list)).toEqual(["a*", "b"]);
  });

  test("[S3] what was changed elsewhere is shown as it is now", async () => {
    const list = await aLoadedList([item("a")]);
    const current = { ...item("a"), title: "Changed elsewhere" };

    await list.change([item("a")], { show: STAR, send: async () => ({ kind: "versionConflict", current }) });

    expect(list.state()).toMatchObject({ items: [current] });
  });

  test("only so many requests are under way at once", async () => {
    const items = ["a", "b", "c", "d", "e"].map(item);
    const list = await aLoadedList(items, 2);
    let [underWay, most] = [0, 0];
    const send = async (): Promise<ChangeOutcome<Item>> => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      return { kind: "ok" };
    };

    const report = await list.change(items, { show: GONE, send });

    expect(most).toBe(2);
    expect(report.done).toHaveLength(5);
  });
});

describe("[L1] pages", () => {
  test("follow each other, and an item that is in two is listed once", async () => {
    const pages: Record<string, PageResult<Item>> = {
      first: page([item("a"), item("b")], "second"),
      second: page([item("b"), item("c")]),
    };
    const list = new ManagedList<Item>({ changesAtOnce: 1 });

    await list.open(async (cursor) => pages[cursor ?? "first"] ?? page([]));
    await list.loadMore();
    await list.loadMore();

    expect(shown(list)).toEqual(["a", "b", "c"]);
    expect(list.state()).toMatchObject({ hasMore: false });
  });

  test("an answer to an older question is dropped", async () => {
    const [slow, quick] = [deferred<PageResult<Item>>(), deferred<PageResult<Item>>()];
    const list = new ManagedList<Item>({ changesAtOnce: 1 });

    const loads = [list.open(() => slow.promise), list.open(() => quick.promise)];
    quick.answer(page([item("new")]));
    slow.answer(page([item("old")]));
    await Promise.all(loads);

    expect(shown(list)).toEqual(["new"]);
  });

  test("a failure is told, and trying again helps", async () => {
    const answers: PageResult<Item>[] = [{ kind: "unreachable", retryAfterMs: null }, page([item("a")])];
    const list = new ManagedList<Item>({ changesAtOnce: 1 });

    await list.open(async () => answers.shift() ?? page([]));
    const failed = list.state().kind;
    await list.reload();

    expect(failed).toBe("failed");
    expect(shown(list)).toEqual(["a"]);
  });
});

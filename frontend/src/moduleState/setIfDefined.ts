import type { Setter, WritableAtom } from "jotai/vanilla";

/** Leaves an atom as it is where nothing was stored for it. [B9] */
export function setIfDefined<Value>(
  set: Setter,
  target: WritableAtom<unknown, [Value], unknown>,
  value: Value | undefined,
): void {
  if (value !== undefined) set(target, value);
}

import type { ConflictRow } from "../../persistence/Comparison.ts";
import { words } from "../words.ts";

/** What a person calls a part of a session that is not the same in two copies. */
export function partName({ key, label }: ConflictRow): string {
  return (label ?? words.conflict.details[key]) || words.conflict.unnamedPart;
}

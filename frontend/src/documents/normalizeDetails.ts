import { MAX_DESCRIPTION_LENGTH, MAX_TAG_LENGTH, MAX_TAGS, MAX_TITLE_LENGTH } from "./limits.ts";
import type { SessionDetails } from "./SessionDetails.ts";

export type DetailsProblem = {
  field: "title" | "description" | "tags";
  reason: "empty" | "tooLong" | "tooMany" | "controlCharacter";
};

// Controls, line and paragraph separators, lone surrogates, and what can make a title read as another one.
const REFUSED = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
const VISIBLE = /[^\p{Cf}\p{Mn}\p{Me}\p{Zs}]/u;

/** Trimmed, composed (NFC), tags without repeats: what the service would store. [C6] */
export function normalizeDetails(details: SessionDetails): SessionDetails {
  return {
    title: normalized(details.title),
    description: normalized(details.description),
    tags: [...new Set(details.tags.map(normalized))],
  };
}

/** The first field of normalised details that the service would refuse; null where it would take them. [C6] */
export function problemOf({ title, description, tags }: SessionDetails): DetailsProblem | null {
  const problem =
    textProblem("title", title, MAX_TITLE_LENGTH, "required") ??
    textProblem("description", description, MAX_DESCRIPTION_LENGTH, "optional");
  if (problem) return problem;
  if (tags.length > MAX_TAGS) return { field: "tags", reason: "tooMany" };
  return tags.map((tag) => textProblem("tags", tag, MAX_TAG_LENGTH, "required")).find(Boolean) ?? null;
}

function textProblem(
  field: DetailsProblem["field"],
  text: string,
  limit: number,
  need: "required" | "optional",
): DetailsProblem | null {
  if (REFUSED.test(text)) return { field, reason: "controlCharacter" };
  if (need === "required" && !VISIBLE.test(text)) return { field, reason: "empty" };
  return [...text].length > limit ? { field, reason: "tooLong" } : null;
}

function normalized(text: string): string {
  return text.trim().normalize("NFC");
}

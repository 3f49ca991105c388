import { assertNever } from "../../errors/assertNever.ts";
import type { Audience, Sharing } from "../../persistence/SessionMetadata.ts";
import { clockTime, day } from "../wording/times.ts";

/** What decides whether a link opens now. */
export type LinkState = Sharing & { readonly isPaused: boolean };

/** Every English string about who may open a snapshot. */
export const sharingWords = {
  title: "Share a snapshot",
  body: "A snapshot stays as it is now, whatever you change later.",
  titleLabel: "Title of the snapshot",
  noteLabel: "Note",
  noteHint: "Optional; for yourself and whoever opens the link",
  who: "Who",
  audiences: {
    signed_in: "Anyone signed in who has the link",
    public: "Anyone who has the link, without signing in",
    owner: "Only you",
  } satisfies Record<Audience, string>,
  until: "Until",
  untilDays: (days: number) => (days === 1 ? "1 day" : `${days} days`),
  untilDate: "A date…",
  untilNever: "Never ends",
  lastDay: "Last day",
  chooseLastDay: "Choose today or a day to come",
  create: "Create snapshot",
  saveAndShare: "Save and share",
  couldNot: "Could not create the snapshot",
  notSaved: "Your changes could not be saved, so nothing was shared. They are kept; try again.",

  ready: "The link is ready",
  sharingOf: (title: string) => `Sharing of “${title}”`,
  linkLabel: "Link",
  copyLink: "Copy link",
  linkCopied: "Link copied",
  openedBy: (visitors: number) =>
    `Opened by ${visitors.toLocaleString("en")} ${visitors === 1 ? "person" : "people"}`,
  pause: "Pause",
  resume: "Resume",
  change: "Change…",
  apply: "Apply",
  revoke: "Revoke link",
  revokeHint: "Deletes the snapshot. You can undo it, or restore it from the trash.",
} as const;

/** One sentence that is true now: who can open it, and until when. */
export function whoCanOpen(link: LinkState, now: number): string {
  const { audience, expiresAt, isPaused } = link;
  if (hasExpired(link, now))
    return `Its time ended (${clockTime(expiresAt ?? now, now)}). Nobody can open it.`;
  if (isPaused) return "Paused. Nobody can open it until you resume it.";
  const until = expiresAt === null ? "" : ` until ${clockTime(expiresAt, now)}`;
  switch (audience) {
    case "signed_in":
      return `Anyone signed in who has the link can open it${until}.`;
    case "public":
      return `Anyone who has the link can open it${until}, without signing in.`;
    case "owner":
      return `Only you can open it${until}.`;
    default:
      return assertNever(audience);
  }
}

const SHORT: Readonly<Record<Audience, string>> = {
  signed_in: "Anyone signed in",
  public: "Anyone with the link",
  owner: "Only you",
};

/** The same for a row of a list. */
export function linkFacts(link: LinkState, now: number): readonly string[] {
  const { audience, expiresAt, isPaused } = link;
  if (expiresAt !== null && hasExpired(link, now)) return [`Expired ${day(expiresAt, now)}`];
  const until = expiresAt === null ? [] : [`until ${day(expiresAt, now)}`];
  return isPaused ? ["Paused", ...until] : [SHORT[audience], ...until];
}

export function hasExpired({ expiresAt }: Sharing, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

import { assertNever } from "../errors/assertNever.ts";

/** What an address of this application stands for. [B5] */
export type Address =
  | { kind: "start" }
  | { kind: "newSession" }
  | { kind: "session"; id: string }
  | { kind: "snapshot"; id: string }
  | { kind: "manage"; tab: ManageTab }
  | { kind: "survey" }
  | { kind: "status" }
  /** Data Studio with one data set; null for the list of them. */
  | { kind: "studio"; dataSet: string | null }
  | { kind: "notFound" };

export const MANAGE_TABS = ["sessions", "snapshots", "visited", "trash"] as const;
export type ManageTab = (typeof MANAGE_TABS)[number];

const ID = /^[A-Za-z0-9_-]{12}$/;
const NEW = "new";

/** Reads an address; one that makes no sense is a page that says so, never an exception. */
export function parseAddress(url: URL): Address {
  if (url.pathname === "/") {
    const session = url.searchParams.get("session");
    if (session === null) return { kind: "start" };
    if (session === NEW) return { kind: "newSession" };
    return ID.test(session) ? { kind: "session", id: session } : { kind: "notFound" };
  }
  if (/^\/manage\/?$/.test(url.pathname)) return manageAddress(url.searchParams.get("tab"));
  if (/^\/survey\/?$/.test(url.pathname)) return { kind: "survey" };
  if (/^\/status\/?$/.test(url.pathname)) return { kind: "status" };
  const studio = /^\/studio(?:\/([A-Za-z0-9_-]+))?\/?$/.exec(url.pathname);
  if (studio) return { kind: "studio", dataSet: studio[1] ?? null };
  const snapshot = /^\/snapshot\/([^/]+)\/?$/.exec(url.pathname)?.[1];
  return snapshot && ID.test(snapshot) ? { kind: "snapshot", id: snapshot } : { kind: "notFound" };
}

function manageAddress(wanted: string | null): Address {
  const tab = wanted === null ? "sessions" : MANAGE_TABS.find((each) => each === wanted);
  return tab ? { kind: "manage", tab } : { kind: "notFound" };
}

/** The path and query of an address that exists. */
export function formatAddress(address: Exclude<Address, { kind: "notFound" }>): string {
  switch (address.kind) {
    case "start":
      return "/";
    case "newSession":
      return `/?session=${NEW}`;
    case "session":
      return `/?session=${address.id}`;
    case "snapshot":
      return `/snapshot/${address.id}`;
    case "manage":
      return address.tab === "sessions" ? "/manage" : `/manage?tab=${address.tab}`;
    case "survey":
      return "/survey";
    case "status":
      return "/status";
    case "studio":
      return address.dataSet === null ? "/studio" : `/studio/${address.dataSet}`;
    default:
      return assertNever(address);
  }
}

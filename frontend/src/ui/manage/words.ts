import { MAX_TAG_LENGTH, MAX_TAGS } from "../../documents/limits.ts";

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const quoted = (titles: readonly string[], many: string) =>
  titles.length === 1 ? `“${titles[0] ?? ""}”` : counted(titles.length, many, many);

/** Every English string of the page on which people find and tidy up what they have. */
export const manageWords = {
  title: "Your work",
  intro: {
    sessions: "Your own, private workbenches.",
    snapshots: "Copies that never change, each with a link. You decide who can open it, and until when.",
    visited: "Snapshots that you opened by their link.",
    trash: "What you deleted. It can be restored for some days.",
  },
  tabs: { sessions: "Sessions", snapshots: "Snapshots", visited: "Visited", trash: "Trash" },

  search: "Search titles and descriptions",
  sortBy: "Sort by",
  sorts: {
    updated_at: "By last saved",
    last_opened_at: "By last opened",
    created_at: "By date made",
    title: "By title",
    size_bytes: "By size",
    last_visited_at: "By last opened",
    visits: "By times opened",
  },
  ascending: "Smallest or oldest first",
  descending: "Largest or newest first",
  starredOnly: "Starred only",
  notOpenedFor: (days: number) => `Not opened for ${days} days`,
  hideDeleted: "Hide deleted",
  filteredByTag: (tag: string) => `Tag: ${tag}`,
  clearTag: (tag: string) => `Show other tags than ${tag} too`,
  filterByTag: (tag: string) => `Show only the tag ${tag}`,
  clearFilters: "Clear filters",
  noMatch: "No match",

  empty: {
    sessions: "A session is your own, private workbench. The ones you save are listed here.",
    snapshots:
      "A snapshot is a copy that never changes, shared by its link. Make one with Share in a workbench.",
    visited: "Snapshots that others shared with you appear here after you open their link.",
  },
  emptyTrash: (days: number) => `What you delete stays here for ${days} days, then it is deleted for ever.`,
  newWorkbench: "New workbench",

  select: (title: string) => `Select ${title}`,
  selectAll: "Select all that are loaded",
  selectAllShort: "Select all",
  selected: (count: number) => `${count.toLocaleString("en")} selected`,
  clearSelection: "Clear selection",
  star: (title: string) => `Star ${title}`,
  unstar: (title: string) => `Remove the star from ${title}`,
  tagsOf: (title: string) => `Tags of ${title}`,
  trashOf: (title: string) => `Move ${title} to the trash`,
  restoreOf: (title: string) => `Restore ${title}`,
  purgeOf: (title: string) => `Delete ${title} for ever`,
  deleteOf: (title: string) => `Delete ${title}`,
  forgetOf: (title: string) => `Remove ${title} from this list`,
  visitsOf: (title: string) => `Who opened ${title}`,
  sharingOf: (title: string) => `Sharing of ${title}`,
  copyLinkOf: (title: string) => `Copy link of ${title}`,

  addTags: "Add tags",
  toTrash: "Move to trash",
  restore: "Restore",
  purge: "Delete for ever",
  purgeSome: (sessions: number, selected: number) =>
    sessions === selected ? "Delete for ever" : `Delete ${counted(sessions, "session", "sessions")} for ever`,
  delete: "Delete",
  remove: "Remove",
  sharing: "Sharing",
  whoOpened: "Who opened",
  forget: "Remove from this list",

  saved: (when: string) => `Saved ${when}`,
  made: (when: string) => `Made ${when}`,
  opened: (when: string) => `Last opened ${when}`,
  openedAt: (when: string) => `opened ${when}`,
  deleted: (when: string) => `deleted ${when}`,
  kinds: { session: "Session", snapshot: "Snapshot" },
  daysLeft: (days: number) => (days <= 1 ? "last day" : `${days} days left`),
  openedTimes: (count: number) =>
    count === 1 ? "opened once" : `opened ${count.toLocaleString("en")} times`,
  version: (number: number) => `version ${number}`,
  deletedByOwner: "Deleted by its owner",

  trashed: (titles: readonly string[]) => `${quoted(titles, "sessions")} moved to the trash.`,
  restored: (titles: readonly string[]) => `${quoted(titles, "items")} restored.`,
  purged: (titles: readonly string[]) => `${quoted(titles, "sessions")} deleted for ever.`,
  snapshotsDeleted: (titles: readonly string[]) =>
    `${quoted(titles, "snapshots")} deleted. ${titles.length === 1 ? "Its link no longer opens." : "Their links no longer open."}`,
  forgotten: (titles: readonly string[]) => `${quoted(titles, "snapshots")} removed from this list.`,
  tagged: (titles: readonly string[]) => `${quoted(titles, "sessions")} tagged.`,
  refused: (titles: readonly string[], reason: string) =>
    `${quoted(titles, "items")} ${titles.length === 1 ? "stays" : "stay"} as before. ${reason}`,
  changedElsewhere: "It was changed elsewhere meanwhile; what is listed now is the newest.",

  purgeTitle: (titles: readonly string[]) => `Delete ${quoted(titles, "sessions")} for ever?`,
  purgeBody:
    "Every version and the conversation go with it. Nobody can bring it back. Snapshots made from it stay.",
  tagsTitle: (titles: readonly string[]) =>
    titles.length === 1 ? `Tags of “${titles[0] ?? ""}”` : `Add tags to ${titles.length} sessions`,
  tagsLabel: "Tags",
  tagsHint: `Up to ${MAX_TAGS} tags of up to ${MAX_TAG_LENGTH} characters; Enter adds one`,
  saveTags: "Save tags",
} as const;

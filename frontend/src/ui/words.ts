import { MAX_TITLE_LENGTH } from "../documents/limits.ts";
import { sizeOfLimitWords } from "./wording/sizes.ts";

/** Every English string that a person reads outside the workbench's modules. One place, so that it can be translated. */
export const words = {
  brand: { name: "Benchdog", toStart: "Benchdog, start page" },

  common: {
    messages: "Messages",
    cancel: "Cancel",
    close: "Close",
    loading: "Loading…",
    tryAgain: "Try again",
    tryNow: "Try now",
    undo: "Undo",
    backToStart: "Back to the start page",
    downloadWork: "Download my work",
    copyDetails: "Copy details",
    copied: "Copied",
  },

  account: {
    heading: "Sign in to Benchdog",
    intro: "It keeps the work you do in a workbench: saved, recoverable, shareable.",
    nameLabel: "Your name",
    nameHint: "Letters, digits and . _ @ - · up to 128",
    nameInvalid: "Use 1 to 128 letters, digits or . _ @ -",
    developmentNote: "Development sign-in: there is no password, and it works on this computer only.",
    signIn: "Sign in",
    signOut: "Sign out",
    menu: (name: string) => `Account of ${name}`,
    appearance: "Appearance",
    light: "Light",
    dark: "Dark",
    automatic: "As the system",
    signOutTitle: "Sign out and remove unsaved work from this device?",
    signOutBody: (drafts: number) =>
      `${drafts === 1 ? "One draft is" : `${drafts} drafts are`} kept only on this device. Signing out destroys the key they are encrypted with, so they cannot be opened again. What you have saved stays.`,
    signOutAnyway: "Sign out and remove drafts",
    draftsNotRemoved: "You are signed out, but the drafts on this device could not be removed.",
    staySignedIn: "Stay signed in",
    again: "Your sign-in has expired. You can go on working; sign in again to save.",
    againTitle: "Sign in again",
    againBody: "Your work stays open. What was waiting to be saved is saved as soon as you are back.",
  },

  start: {
    heading: "Start page",
    newWorkbench: "New workbench",
    newWorkbenchHint: "An empty dashboard",
    begin: "Start something new",
    samples: "Sample data",
    ownCsv: "Your own CSV",
    ownCsvHint: "Drop a file here, or choose one",
    dropHere: "Drop to open",
    sessions: "Your sessions",
    sessionsEmpty: "A session is your own, private workbench. The ones you save are listed here.",
    snapshots: "Your snapshots",
    snapshotsEmpty:
      "A snapshot is a copy that never changes, shared by its link. Make one with Share in a workbench.",
    visited: "Snapshots you opened",
    visitedEmpty: "Snapshots that others shared with you appear here after you open their link.",
    showMore: "Show more",
    updated: (when: string) => `Saved ${when}`,
    created: (when: string) => `Made ${when}`,
    lastVisited: (when: string) => `Last opened ${when}`,
    version: (number: number) => `version ${number}`,
    deleted: "Deleted by its owner",
    copyLinkOf: (title: string) => `Copy the link of ${title}`,
  },

  recovery: {
    heading: "Recover your work?",
    intro: "These changes were kept on this device and are not on the server.",
    edited: (when: string) => `edited ${when} on this device`,
    serverCopy: (when: string) => `server copy from ${when}`,
    neverSaved: "never saved to the server",
    serverUnknown: "the server copy could not be read",
    serverGone: "not on the server any more",
    newerServerCopy: (when: string, who: string) => `newer server copy from ${when} (${who})`,
    open: "Open draft",
    keep: "Keep for later",
    discard: "Discard",
    savedAfterAll: (title: string) => `“${title}” is saved now: it had waited for the server.`,
    notSavedAfterAll: (title: string) => `“${title}” could not be saved by itself. Its draft is kept.`,
    discarded: (title: string) => `Draft of “${title}” discarded.`,
    keptHeading: "Drafts on this device",
    damaged: "A draft on this device is damaged and cannot be opened. It is kept.",
    downloadDamaged: "Download it as a file",
    damagedFileName: "Benchdog damaged draft.bin",
  },

  bench: {
    sessionTitle: "Session title",
    renameHint: "Rename",
    titleEmpty: "Give it at least one character.",
    titleUnprintable: "Remove the characters that cannot be printed.",
    titleTooLong: (limit: number) => `At most ${limit} characters.`,
    saveState: "Save state",
    save: "Save",
    share: "Share",
    more: "More actions",
    saveCopy: "Save a copy",
    delete: "Delete session",
    keys: "Keyboard keys",
    history: "History",
    conversation: "Conversation",
    activity: "Activity in this tab",
    opening: "Opening…",
    untitled: "Workbench",
    /** Shortened from its end to what a title may have. [C6] */
    prefilledTitle: (name: string, day: string) =>
      `${shortened(name, MAX_TITLE_LENGTH - day.length - 2)}, ${day}`,
    sizeMeter: "Size of this session",
    sizeMeterValue: (bytes: number, limit: number) => sizeOfLimitWords(bytes, limit),
    notBackedUp: (reason: string) => `Not backed up · ${reason}`,
    storageFull: "browser storage is full",
    storageOff: "the browser does not let this page keep data",
    saveNow: "Save now",
    download: "Download",
    newerCopy: (who: string, when: string) => `Newer copy on server (${who}, ${when})`,
    otherTabs: (count: number) =>
      count === 1
        ? "Also open in another tab of this browser"
        : `Also open in ${count} other tabs of this browser`,
    review: "Review",
    alreadySaved: "Already saved",
    saved: "Saved",
    copyTitle: (title: string) => `${shortened(title, MAX_TITLE_LENGTH - " (copy)".length)} (copy)`,
    copySaved: (title: string) => `Copy “${title}” saved. You are now working in the copy.`,
    deleted: (title: string) => `“${title}” deleted.`,
    restored: (title: string) => `“${title}” is back.`,
    couldNotSave: "Could not save",
    couldNotDelete: "Could not delete",
    anotherDevice: "another device",
  },

  indicator: {
    saved: (when: string) => `Saved ${when}`,
    notSavedYet: "Not saved yet",
    kept: "kept on this device",
    notKept: "not backed up",
    unsaved: (kept: string) => `Unsaved changes · ${kept}`,
    unsavedPending: "Unsaved changes",
    saving: "Saving…",
    unconfirmed: "Not confirmed yet · checking…",
    offline: (kept: string) => `Offline · ${kept}, will save when online`,
    reconnecting: (seconds: number) => `Reconnecting… ${seconds} s`,
    couldNotSaveRetry: (seconds: number) => `Couldn't save · retry in ${seconds} s`,
    couldNotSave: (kept: string) => `Couldn't save · ${kept}`,
    signInAgain: "Couldn't save · sign in again",
    tooLarge: (kept: string) => `Too large to save · ${kept}`,
    missing: (kept: string) => `Not on the server any more · ${kept}`,
  },

  leave: {
    title: (title: string) => `Save changes to “${title}”?`,
    kept: "Unsaved changes stay on this device for 30 days.",
    notKept: "They could not be kept on this device. Without saving they are lost.",
    save: "Save",
    dontSave: "Don't save",
  },

  conflict: {
    title: (title: string) => `“${title}” was changed in two places`,
    thisTab: "This tab",
    server: "Server",
    editedAt: (when: string) => `edited ${when}`,
    savedAt: (when: string, who: string) => `saved ${when} from ${who}`,
    parts: "What differs",
    changed: { here: "changed here", there: "changed there", both: "changed in both" },
    takeFrom: (part: string) => `Take ${part} from`,
    choiceThisTab: "This tab",
    choiceServer: "Server",
    decided: (decided: number, all: number) => `${decided} of ${all} decided`,
    saveMerged: "Save merged",
    saveMergedHint:
      "Takes each part from where you chose. The server's copy stays in the history; what you leave out of yours stays on this device as a draft.",
    keepBoth: "Keep both (save mine as a copy)",
    keepBothHint: "The server's copy stays as it is; yours becomes a session of its own.",
    useServer: "Use the server's",
    useServerHint: "Opens the server's copy here. Your changes stay on this device as a draft.",
    replaceServer: "Replace the server's with mine",
    replaceServerHint: "The server's copy stays in the history of this session.",
    copyTitle: (title: string) => `${shortened(title, MAX_TITLE_LENGTH - " (my copy)".length)} (my copy)`,
    details: {
      "details/title": "Title",
      "details/description": "Description",
      "details/tags": "Tags",
    } as Readonly<Record<string, string>>,
    unnamedPart: "Untitled part",
    done: {
      merge: "Saved together with the changes from elsewhere.",
      keepBoth: "Your copy is saved. You are now working in it.",
      useServer: "This is the server's copy now.",
      replaceServer: "Saved over the server's copy, which stays in the history.",
    },
  },

  tooLarge: {
    title: "Too large to save",
    body: (bytes: number, limit: number) => `${sizeOfLimitWords(bytes, limit)}. Your work stays open here.`,
    trim: "Your own CSV files take the most room. Remove one, or some modules, then save again.",
  },

  share: {
    title: "Share a snapshot",
    body: "Anyone signed in who has the link can open it, read-only. It stays as it is now, whatever you change later.",
    nameLabel: "Title of the snapshot",
    create: "Create snapshot",
    ready: "The link is ready",
    linkLabel: "Link",
    copyLink: "Copy link",
    linkCopied: "Link copied",
    openedBy: (visitors: number) => `Opened by ${visitors} ${visitors === 1 ? "person" : "people"}`,
    couldNot: "Could not create the snapshot",
  },

  activity: {
    title: "Activity in this tab",
    service: "Service",
    answers: "Answers",
    beingTried: "Being tried again",
    leftAlone: (time: string) => `Did not answer; asked again at ${time}`,
    operations: "Saved, opened, shared …",
    succeeded: (count: number, rate: number | null) =>
      rate === null ? "Nothing yet" : `${count}, of which ${Math.round(rate * 100)} % succeeded`,
    conflicts: "Conflicts",
    notReached: "Service not reached",
    saveTime: "Time to save",
    durations: (usual: number | null, slow: number | null) =>
      usual === null || slow === null
        ? "Nothing yet"
        : `${Math.round(usual)} ms, at most ${Math.round(slow)} ms for 95 of 100`,
    sentAgain: "Requests sent again",
    recovered: (count: number, helped: number) =>
      count === 0 ? "None" : `${count}, which helped ${helped === 1 ? "once" : `${helped} times`}`,
    download: (format: "csv" | "json") => `Download as ${format.toUpperCase()}`,
    fileName: (format: "csv" | "json") => `Benchdog activity.${format}`,
  },

  keys: {
    title: "Keyboard keys",
    save: "Save",
    saveCopy: "Save a copy",
    undo: "Undo",
    redo: "Do again",
    manage: "Your work",
    commands: "Commands",
    show: "Show these keys",
    close: "Close a dialog without choosing",
  },

  snapshot: {
    viewing: "Viewing a snapshot",
    made: (when: string) => `Made ${when} · read-only`,
    makeOwn: "Make my own copy",
  },

  nothingHere: {
    notFoundTitle: "There is nothing at this address",
    notFoundBody: "The link may be mistyped, or it leads to something that is not yours.",
    deletedTitle: "This snapshot was deleted",
    deletedBody: "Its owner deleted it. Ask them for a new link if you still need it.",
    expiredTitle: "This snapshot has expired",
    expiredBody: "Its owner shared it for a limited time, which is over. Ask them for a new link.",
    pausedTitle: "This snapshot is paused",
    pausedBody: "Its owner has paused sharing. The same link may work again later.",
  },

  refusal: {
    signInRequired: "Sign in again to go on. Nothing was lost.",
    notFound: "It was not found. It may have been deleted, or you may not have access.",
    tooLarge: (bytes: number, limit: number) => `It is too large: ${sizeOfLimitWords(bytes, limit)}.`,
    unreachable: "The server cannot be reached. Check your connection, then try again.",
    unknownOutcome: "The answer of the server was lost, so it may or may not have happened.",
  },

  failure: {
    insecure: "Benchdog keeps your work encrypted on this device, which needs a secure address (https).",
    startFailed: "Benchdog could not start. Reload the page; drafts on this device are untouched.",
    pageTitle: "Something went wrong here",
    pageBody:
      "This part of the page stopped working. What you saved and the drafts on this device are untouched.",
    unreachableTitle: "The server cannot be reached",
    unreachableBody: "Check your connection, then try again. Nothing on this device was changed.",
    openTitle: "Could not open this",
    correlation: (id: string) => `Correlation id: ${id}`,
  },
} as const;

/** Cut to *limit* code points, so that what is made of a title is a title again. */
function shortened(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join("")}…`;
}

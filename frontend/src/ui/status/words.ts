import type { PerformanceLevel } from "../../observability/PerformanceMonitor.ts";

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const percent = (share: number) => `${Math.floor(share * 100)} %`;
/** Below ten, a whole millisecond says too little. */
const milliseconds = (ms: number) =>
  `${(ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)).toLocaleString("en")} ms`;

/** Every English string of the page that says how well the service, the connection and saving are. */
export const statusWords = {
  title: "Status",
  description: "How the connection is, how fast saving and opening are, and what was done.",
  open: "Status of the service",

  connection: {
    heading: "Connection",
    service: "Service",
    database: "Database",
    browser: "This device",
    lastSave: "Last save",
    asking: "Asking…",
    answers: (version: string) => `Answers · version ${version}`,
    refuses: (reason: string) => `Answers · ${reason}`,
    reconnecting: (seconds: number) => `Reconnecting… ${seconds} s`,
    offline: (when: string) => `Offline · no answer since ${when}`,
    reachable: "Reachable",
    notReachable: (code: string) => `Not reachable · ${code}`,
    databaseUnknown: "Not known while the service does not answer",
    deviceOnline: "Has a network",
    deviceOffline: "Has no network",
    nothingSaved: "Nothing saved in this tab yet",
    saved: (when: string) => `Saved ${when}`,
  },

  breakers: {
    heading: "Circuit breakers",
    about:
      "One that is open answers at once without asking, so that whatever fails is left alone for a while. It closes by itself when trials succeed.",
    table: "Each circuit breaker",
    name: "What it protects",
    state: "State",
    failures: "Failures in a row",
    calls: "Calls",
    refused: "Answered without asking",
    opened: "Times opened",
    action: "Action",
    browser: "This browser to the service",
    ofService: (name: string) => `The service to its ${name.replaceAll("_", " ")}`,
    closed: "Closed",
    halfOpen: "Being tried again",
    open: (when: string) => `Open until ${when}`,
    openFor: (seconds: number) => `Open, tried again in ${seconds} s`,
    reset: "Close",
    resetOf: (name: string) => `Close: ${name}`,
    administratorsOnly: "Only administrators can close those of the service.",
    done: (name: string) => `Closed: ${name}.`,
  },

  timings: {
    heading: "How fast it is",
    tab: "Measured in this tab",
    service: "Measured by the service, since it started",
    operation: "Operation",
    count: "Count",
    succeeded: "Succeeded",
    usual: "Half within",
    slow: "95 of 100 within",
    target: "Target",
    verdict: "Verdict",
    targetValue: (targetMs: number, acceptableMs: number) =>
      `${milliseconds(targetMs)}, at most ${milliseconds(acceptableMs)}`,
    nothing: "Nothing yet",
    levels: {
      DEBUG: "Good",
      INFO: "Acceptable",
      WARNING: "Slow",
      ERROR: "Too slow",
    } satisfies Readonly<Record<PerformanceLevel, string>>,
    conflicts: "Conflicts",
    notReached: "Service not reached",
    sentAgain: "Requests sent again",
    recovered: (count: number, helped: number) =>
      count === 0 ? "None" : `${count}, which helped ${helped === 1 ? "once" : `${helped} times`}`,
    shared: "Equal requests that shared one answer",
  },

  trail: {
    heading: "What was done",
    scopes: { service: "On the service", tab: "In this tab" },
    scopeLabel: "Where it was written down",
    operation: "Operation",
    everyOperation: "Every operation",
    subject: "Id of a session or snapshot",
    correlation: "Correlation id",
    failuresOnly: "Failures only",
    clearFilters: "Clear filters",
    noMatch: "No match",
    empty: {
      service: "What you save, open, share and delete is listed here.",
      tab: "What you save, open, share and delete in this tab is listed here, also what never reached the service.",
    },
    list: "Operations, newest first",
    columns: {
      at: "When",
      operation: "Operation",
      subject: "Session or snapshot",
      outcome: "Outcome",
      duration: "Took",
      correlation: "Correlation id",
    },
    succeeded: "Succeeded",
    failed: (reason: string) => `Failed · ${reason}`,
    onlySubject: (id: string) => `Show only ${id}`,
    onlyCorrelation: (id: string) => `Show only correlation id ${id}`,
    showMore: "Show more",
    download: (format: "csv" | "json") => `Download as ${format.toUpperCase()}`,
    fileName: (scope: "service" | "tab", format: "csv" | "json") =>
      `Benchdog ${scope === "service" ? "audit trail" : "activity"}.${format}`,
    couldNotDownload: "Could not download the audit trail",
    summary: (count: number, successRate: number | null, p95Ms: number | null, isComplete: boolean) =>
      successRate === null || p95Ms === null
        ? ""
        : `${isComplete ? "" : "The newest "}${counted(count, "operation", "operations")}, of which ${percent(successRate)} succeeded; 95 of 100 within ${milliseconds(p95Ms)}`,
  },

  operations: {
    create: "Create",
    save: "Save",
    copy: "Save a copy",
    open: "Open",
    switch: "Switch to the conversation",
    resolve: "Decide a conflict",
    share: "Share",
    start: "Start a session that saves by itself",
    recover: "Open a draft",
    delete: "Delete",
    restore: "Restore",
    reset: "Close a circuit breaker",
  } as Readonly<Record<string, string>>,

  milliseconds,
  percent,
} as const;

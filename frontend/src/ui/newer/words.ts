/** Every English string about work that a newer version of this application made. */
export const newerWords = {
  state: "Made with a newer version · read-only",
  notShown:
    "This version cannot show it. It is kept as it is; open it where the newer version runs, or take it along as a file.",
  download: "Download",
  conflict:
    "The server's copy was made with a newer version. It cannot be merged or replaced here. Keep yours as a copy, or look at the server's; yours stays on this device as a draft.",
} as const;

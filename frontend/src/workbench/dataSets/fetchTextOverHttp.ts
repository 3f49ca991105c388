import { DataSetUnreadable } from "./DataSetUnreadable.ts";
import type { FetchText } from "./DataTables.ts";

/** Fetches shipped files from the addresses that the bundler gave them. */
export function fetchTextOverHttp(fetch: (request: Request) => Promise<Response>): FetchText {
  return async (url) => {
    const response = await fetch(new Request(url)).catch((error: unknown) => {
      throw new DataSetUnreadable({ kind: "notFetched", status: null }, { cause: error });
    });
    if (!response.ok) throw new DataSetUnreadable({ kind: "notFetched", status: response.status });
    return response.text();
  };
}

import { DataSetUnreadable } from "./DataSetUnreadable.ts";

/** Fetches a shipped file from the address that the bundler gave it. */
export async function fetchTextOverHttp(url: string): Promise<string> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new DataSetUnreadable({ kind: "notFetched", status: null }, { cause: error });
  });
  if (!response.ok) throw new DataSetUnreadable({ kind: "notFetched", status: response.status });
  return response.text();
}

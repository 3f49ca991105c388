import { DeviceKey } from "../persistence/DeviceKey.ts";
import { DraftConnection } from "../persistence/DraftConnection.ts";
import { openDraftDatabase } from "../persistence/DraftDatabase.ts";

/** A page's own key of a person, on the device that all pages of a test share. */
export function deviceKeyOf(userId: string): DeviceKey {
  return new DeviceKey({ connection: new DraftConnection({ openDatabase: openDraftDatabase }), userId });
}

/** What was encrypted before cannot be read any more: by a sign-out, or as after a bit has flipped. */
export async function removeKey(userId: string): Promise<void> {
  const database = await openDraftDatabase();
  await database.delete("keys", userId);
  database.close();
}

import { RECOVERY_ACTIONS, type RecoveryAction } from "../../errors/RecoveryAction.ts";
import { studioWords } from "./words.ts";

/** What Data Studio can do about a failure. */
export type RecoveryHandlers = {
  retry: () => void;
  reload: () => void;
  signIn: () => void;
  /** Null where there is no work to download. */
  download: (() => void) | null;
  openStart: () => void;
};

export type RecoveryButton = { readonly label: string; readonly onClick: () => void };

/**
 * The buttons for *actions*, in the order of the fixed list, one for each thing that can be done. Trying again is always possible,
 * unless the person has to sign in first. [E1] [B12]
 */
export function recoveryButtons(
  actions: readonly RecoveryAction[],
  handlers: RecoveryHandlers,
): readonly RecoveryButton[] {
  const named = new Set<RecoveryAction>(actions);
  if (!named.has("sign_in")) named.add("manual_retry");
  const buttons = new Map<string, RecoveryButton>();
  for (const action of RECOVERY_ACTIONS.filter((each) => named.has(each))) {
    const label = studioWords.action(action);
    const onClick = handlerOf(action, handlers);
    if (label !== null && onClick !== null) buttons.set(label, { label, onClick });
  }
  return [...buttons.values()];
}

function handlerOf(action: RecoveryAction, handlers: RecoveryHandlers): (() => void) | null {
  switch (action) {
    case "automatic_retry":
    case "manual_retry":
      return handlers.retry;
    case "reload_page":
      return handlers.reload;
    case "sign_in":
      return handlers.signIn;
    case "download_copy":
      return handlers.download;
    case "open_start_page":
      return handlers.openStart;
    default:
      return null;
  }
}

/** What a person can do about a failure, as the service names it: the fixed list of [E1]. */
export const RECOVERY_ACTIONS = [
  "automatic_retry",
  "manual_retry",
  "reload_page",
  "sign_in",
  "correct_input",
  "compare_copies",
  "save_as_copy",
  "replace_server_copy",
  "reduce_content",
  "download_copy",
  "open_start_page",
  "contact_owner",
] as const;

export type RecoveryAction = (typeof RECOVERY_ACTIONS)[number];

/** A newer service may name actions that this version cannot do. */
export function isRecoveryAction(name: unknown): name is RecoveryAction {
  return RECOVERY_ACTIONS.some((action) => action === name);
}

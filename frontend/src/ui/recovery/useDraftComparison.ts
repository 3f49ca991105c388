import { useEffect, useState } from "react";

import type { DraftComparison } from "../../recovery/DraftComparer.ts";
import type { RecoverableDraft } from "../../recovery/RecoverableDraft.ts";

/** What differs; null while it is compared, and where there is nothing to compare with. */
export function useDraftComparison(
  draft: RecoverableDraft,
  compare: (draft: RecoverableDraft) => Promise<DraftComparison>,
): DraftComparison | null {
  const [comparison, setComparison] = useState<DraftComparison | null>(null);
  useEffect(() => {
    let isWanted = true;
    if (draft.server.kind === "saved") {
      void compare(draft).then((compared) => {
        if (isWanted) setComparison(compared);
      });
    }
    return () => {
      isWanted = false;
    };
  }, [draft, compare]);
  return comparison;
}

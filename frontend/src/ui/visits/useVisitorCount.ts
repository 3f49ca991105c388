import { useEffect, useState } from "react";

import { useServices } from "../Services.ts";

/** A row that is only scrolled past asks nothing. */
const ASKED_AFTER_MS = 200;

/** How many people besides the owner opened a snapshot [N4]; null until that is known. */
export function useVisitorCount(snapshotId: string): number | null {
  const { visits } = useServices();
  const [visitors, setVisitors] = useState<number | null>(null);
  useEffect(() => {
    let isShown = true;
    async function count(): Promise<void> {
      const counted = await visits.count(snapshotId);
      if (isShown) setVisitors(counted);
    }
    const handle = setTimeout(() => void count(), ASKED_AFTER_MS);
    return () => {
      isShown = false;
      clearTimeout(handle);
    };
  }, [visits, snapshotId]);
  return visitors;
}

import { useMemo } from "react";

import { useServices } from "../Services.ts";
import { ManageActions } from "./ManageActions.ts";

export function useManageActions(): ManageActions {
  const { manage, snapshots, toasts } = useServices();
  return useMemo(() => new ManageActions({ manage, snapshots, toasts }), [manage, snapshots, toasts]);
}

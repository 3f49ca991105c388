import { useMemo } from "react";

import { useServices } from "../Services.ts";
import { ManageActions } from "./ManageActions.ts";

export function useManageActions(): ManageActions {
  const { manage, toasts } = useServices();
  return useMemo(() => new ManageActions({ client: manage, toasts }), [manage, toasts]);
}

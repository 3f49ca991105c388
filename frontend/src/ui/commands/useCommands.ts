import { useEffect } from "react";

import { useServices } from "../Services.ts";
import type { Command } from "./Commands.ts";

/** Offers *commands* while the component is shown; the list must keep its identity between renders. */
export function useCommands(list: readonly Command[], place: "first" | "last" = "first"): void {
  const { commands } = useServices();
  useEffect(() => commands.offer(list, place), [commands, list, place]);
}

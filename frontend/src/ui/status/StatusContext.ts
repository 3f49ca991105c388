import { createContext } from "react";

/** Shows the status over work that is open, as a page elsewhere; null where nobody is signed in. */
export const StatusContext = createContext<(() => void) | null>(null);

import { Button } from "@mantine/core";
import { use } from "react";

import { StatusContext } from "./StatusContext.ts";
import { statusWords } from "./words.ts";

/** The way from a failure to what is known of the service. */
export function StatusButton() {
  const showStatus = use(StatusContext);
  return showStatus === null ? null : (
    <Button variant="subtle" onClick={showStatus}>
      {statusWords.open}
    </Button>
  );
}

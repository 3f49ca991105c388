import { Anchor } from "@mantine/core";

import { useServices } from "../Services.ts";
import { studioWords } from "./words.ts";

/** The way from the start page to Data Studio. */
export function StudioLink() {
  const { router } = useServices();
  return (
    <Anchor
      href="/studio"
      size="sm"
      onClick={(event) => {
        event.preventDefault();
        void router.go({ kind: "studio", dataSet: null });
      }}
    >
      {studioWords.fromStart}
    </Anchor>
  );
}

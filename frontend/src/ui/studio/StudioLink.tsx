import { Anchor } from "@mantine/core";

import { useServices } from "../Services.ts";

/** The way to the list of data sets of Data Studio. */
export function StudioLink({ text }: { text: string }) {
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
      {text}
    </Anchor>
  );
}

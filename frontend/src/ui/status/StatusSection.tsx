import { Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

/** 2 on a page, whose own heading is the first; 3 in a dialog, whose title is the second. */
export type HeadingOrder = 2 | 3;

type StatusSectionProps = { title: string; order: HeadingOrder; children: ReactNode };

export function StatusSection({ title, order, children }: StatusSectionProps) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId}>
      <Title order={order} size="h2" id={headingId} mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

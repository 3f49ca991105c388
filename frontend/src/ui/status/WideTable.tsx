import { Table } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./Status.module.css";

type WideTableProps = { label: string; columns: readonly string[]; children: ReactNode };

/** A table that scrolls sideways where the window is too narrow for it. *children* are its rows. */
export function WideTable({ label, columns, children }: WideTableProps) {
  return (
    // It takes the focus so that the arrow keys scroll it [WCAG 2.1.1].
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={classes.wide} aria-label={label} tabIndex={0}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </section>
  );
}

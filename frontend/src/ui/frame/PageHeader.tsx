import type { ReactNode } from "react";

import { Brand } from "../brand/Brand.tsx";
import classes from "./PageHeader.module.css";

type PageHeaderProps = {
  onStart: () => void;
  /** Hides the product's name, for headers that need the room. */
  compactBrand?: boolean;
  children: ReactNode;
};

/** The bar at the top of every page. It stays while the page scrolls. */
export function PageHeader({ onStart, compactBrand = false, children }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <Brand onStart={onStart} compact={compactBrand} />
      {children}
    </header>
  );
}

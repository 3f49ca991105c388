import { MantineProvider } from "@mantine/core";
import { cleanup, render, type RenderResult } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach } from "vitest";

/** What jsdom lacks and Mantine asks for: one size, one colour scheme. */
class FixedSizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

function neverMatching(query: string): MediaQueryList {
  return Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  });
}

/** Call once in a test file: gives jsdom what it lacks and takes the rendered parts away after each test. */
export function installUiTesting(): void {
  beforeEach(() => {
    window.matchMedia = neverMatching;
    window.ResizeObserver = FixedSizeObserver;
  });
  afterEach(cleanup);
}

/** Renders as the application does, without transitions. */
export function renderUi(element: ReactNode): RenderResult {
  return render(<MantineProvider env="test">{element}</MantineProvider>);
}

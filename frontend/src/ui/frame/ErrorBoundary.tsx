import { Component, type ReactNode } from "react";

import { FailurePage } from "./FailurePage.tsx";

type ErrorBoundaryProps = {
  /** Hands over the work as a file; null where none is open. */
  onDownload: (() => void) | null;
  onStart: () => void;
  children: ReactNode;
};

type ErrorBoundaryState = { kind: "fine" } | { kind: "failed"; message: string };

/** Catches what a part of the page threw while rendering, so that work never goes with it. [B8] */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { kind: "fine" };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.kind === "fine") return this.props.children;
    return (
      <FailurePage
        technicalMessage={this.state.message}
        onTryAgain={() => this.setState({ kind: "fine" })}
        onDownload={this.props.onDownload}
        onStart={this.props.onStart}
      />
    );
  }
}

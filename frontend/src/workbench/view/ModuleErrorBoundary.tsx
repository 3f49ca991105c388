import { Button, Center, Stack, Text } from "@mantine/core";
import { Component, type ReactNode } from "react";

import { workbenchWords as words } from "../words.ts";

type ModuleErrorBoundaryProps = { children: ReactNode };

/** Keeps the failure of one module inside its frame. React reports the error to the root's `onCaughtError`. */
export class ModuleErrorBoundary extends Component<ModuleErrorBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Center h="100%" p="md">
        <Stack gap="sm" align="flex-start" role="alert">
          <Text>{words.moduleFailed}</Text>
          <Button onClick={() => this.setState({ hasFailed: false })}>{words.tryAgain}</Button>
        </Stack>
      </Center>
    );
  }
}

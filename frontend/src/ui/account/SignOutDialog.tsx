import { Button, Group, Text } from "@mantine/core";

import { Dialog } from "../dialogs/Dialog.tsx";
import { words } from "../words.ts";

type SignOutDialogProps = { draftCount: number; onStay: () => void; onSignOut: () => void };

/** Signing out destroys the key of the drafts [B2]: said before, not after. */
export function SignOutDialog({ draftCount, onStay, onSignOut }: SignOutDialogProps) {
  return (
    <Dialog title={words.account.signOutTitle} onClose={onStay}>
      <Text>{words.account.signOutBody(draftCount)}</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="light" color="red" onClick={onSignOut}>
          {words.account.signOutAnyway}
        </Button>
        <Button data-autofocus onClick={onStay}>
          {words.account.staySignedIn}
        </Button>
      </Group>
    </Dialog>
  );
}

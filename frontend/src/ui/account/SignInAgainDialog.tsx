import { Text } from "@mantine/core";

import { Dialog } from "../dialogs/Dialog.tsx";
import { words } from "../words.ts";
import { SignInForm, type SignInOutcome } from "./SignInForm.tsx";

type SignInAgainDialogProps = {
  name: string;
  onSignIn: (name: string) => Promise<SignInOutcome>;
  onClose: () => void;
};

/** Signs in in place: the work stays open behind the dialog, and the waiting save goes on. [B7] */
export function SignInAgainDialog({ name, onSignIn, onClose }: SignInAgainDialogProps) {
  return (
    <Dialog title={words.account.againTitle} onClose={onClose} size="sm">
      <Text c="dimmed" mb="md">
        {words.account.againBody}
      </Text>
      <SignInForm onSignIn={onSignIn} fixedName={name} />
    </Dialog>
  );
}

import { Alert, Button, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { words } from "../words.ts";

/** [A4]: the ids of people are names of this form. */
const NAME = /^[A-Za-z0-9._@-]{1,128}$/;

export type SignInOutcome = { kind: "signedIn" } | { kind: "refused"; userMessage: string };

type SignInFormProps = {
  onSignIn: (name: string) => Promise<SignInOutcome>;
  /** Signing in again: the open work belongs to this person and to nobody else. */
  fixedName?: string;
};

/** Development sign-in: a name and no password. [A1] */
export function SignInForm({ onSignIn, fixedName }: SignInFormProps) {
  const [name, setName] = useState(fixedName ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const [isWaiting, setIsWaiting] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const trimmed = name.trim();
    if (!NAME.test(trimmed)) {
      setProblem(words.account.nameInvalid);
      return;
    }
    setIsWaiting(true);
    const outcome = await onSignIn(trimmed);
    setIsWaiting(false);
    if (outcome.kind === "refused") setProblem(outcome.userMessage);
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <TextInput
          label={words.account.nameLabel}
          description={words.account.nameHint}
          value={name}
          error={problem}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(null);
          }}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          readOnly={fixedName !== undefined}
          data-autofocus={fixedName === undefined || undefined}
        />
        <Button
          type="submit"
          size="md"
          loading={isWaiting}
          data-autofocus={fixedName !== undefined || undefined}
        >
          {words.account.signIn}
        </Button>
        <Alert variant="light" color="gray" p="xs">
          <Text size="xs" c="dimmed">
            {words.account.developmentNote}
          </Text>
        </Alert>
      </Stack>
    </form>
  );
}

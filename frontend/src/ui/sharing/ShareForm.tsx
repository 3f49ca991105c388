import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";

import { MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH } from "../../documents/limits.ts";
import { DEFAULT_SHARING, type Sharing, type SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { words } from "../words.ts";
import { type SharingChoice, SharingFields } from "./SharingFields.tsx";
import { expiresAtOf, untilOf } from "./until.ts";
import { sharingWords, whoCanOpen } from "./words.ts";

/** A snapshot that a person wants to make. */
export type ShareRequest = { title: string; note: string; sharing: Sharing };

export type ShareOutcome =
  { kind: "created"; snapshot: SnapshotMetadata } | { kind: "failed"; userMessage: string };

type ShareFormProps = {
  defaultTitle: string;
  /** What is not saved yet is saved first. */
  savesFirst: boolean;
  /** When the question was asked: trying again asks for the very same snapshot. [R4] */
  now: number;
  allowsPublic: boolean;
  onCreate: (request: ShareRequest) => Promise<ShareOutcome>;
  onCreated: (snapshot: SnapshotMetadata) => void;
  onCancel: () => void;
};

/** Asks what a new snapshot is called, who may open it, and until when. */
export function ShareForm(props: ShareFormProps) {
  const { defaultTitle, savesFirst, now, allowsPublic, onCreate, onCreated, onCancel } = props;
  const [title, setTitle] = useState(defaultTitle);
  const [note, setNote] = useState("");
  const [choice, setChoice] = useState<SharingChoice>({
    audience: DEFAULT_SHARING.audience,
    until: untilOf(DEFAULT_SHARING.expiresAt),
  });
  const [isCreating, setIsCreating] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const expiresAt = expiresAtOf(choice.until, now);
  const isComplete = title.trim() !== "" && expiresAt !== undefined;

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isComplete) return;
    setIsCreating(true);
    const sharing = { audience: choice.audience, expiresAt };
    const outcome = await onCreate({ title: title.trim(), note: note.trim(), sharing });
    setIsCreating(false);
    if (outcome.kind === "created") onCreated(outcome.snapshot);
    else setFailure(outcome.userMessage);
  }

  return (
    <form onSubmit={(event) => void create(event)}>
      <Text fw={550} component="output" display="block">
        {whoCanOpen({ audience: choice.audience, expiresAt: expiresAt ?? null, isPaused: false }, now)}
      </Text>
      <Text c="dimmed" size="sm" mt={4} mb="md">
        {sharingWords.body}
      </Text>
      <Stack gap="md">
        <TextInput
          label={sharingWords.titleLabel}
          value={title}
          maxLength={MAX_TITLE_LENGTH}
          onChange={(event) => setTitle(event.currentTarget.value)}
          data-autofocus
        />
        <SharingFields choice={choice} now={now} allowsPublic={allowsPublic} onChange={setChoice} />
        <TextInput
          label={sharingWords.noteLabel}
          description={sharingWords.noteHint}
          value={note}
          maxLength={MAX_DESCRIPTION_LENGTH}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Stack>
      {failure !== null && (
        <Alert role="alert" color="red" mt="md" title={sharingWords.couldNot}>
          {failure}
        </Alert>
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onCancel}>
          {words.common.cancel}
        </Button>
        <Button type="submit" loading={isCreating} disabled={!isComplete}>
          {savesFirst ? sharingWords.saveAndShare : sharingWords.create}
        </Button>
      </Group>
    </form>
  );
}

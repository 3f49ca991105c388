import { Box, Button, CopyButton, Group, Text, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

import type { SharingChange } from "../../backendApi/SnapshotsClient.ts";
import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { Icon } from "../brand/icons.tsx";
import { words } from "../words.ts";
import { SharingFields } from "./SharingFields.tsx";
import { expiresAtOf, untilOf } from "./until.ts";
import { sharingWords, whoCanOpen } from "./words.ts";

type SharedLinkProps = {
  snapshot: SnapshotMetadata;
  now: number;
  allowsPublic: boolean;
  /** How many people besides the owner opened it; null where that is not known. */
  visitors: number | null;
  onChange: (change: SharingChange) => void;
  onRevoke: () => void;
};

/** A link of one's own: who can open it, the link itself, and what can be done about it. [N1] [N2] */
export function SharedLink(props: SharedLinkProps) {
  const { snapshot, now, allowsPublic, visitors, onChange, onRevoke } = props;
  const [isChanging, setIsChanging] = useState(false);
  const changeButton = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Text fw={550} mb="md" component="output" display="block">
        {whoCanOpen(snapshot, now)}
      </Text>
      <LinkField url={snapshot.url} />
      {visitors !== null && (
        <Text size="sm" c="dimmed" mt="xs">
          {sharingWords.openedBy(visitors)}
        </Text>
      )}
      {isChanging ? (
        <ChangeForm
          snapshot={snapshot}
          now={now}
          allowsPublic={allowsPublic}
          onDone={(change) => {
            flushSync(() => setIsChanging(false));
            changeButton.current?.focus();
            if (change !== null) onChange(change);
          }}
        />
      ) : (
        <Group mt="lg" gap="xs">
          <Button variant="default" onClick={() => onChange({ isPaused: !snapshot.isPaused })}>
            {snapshot.isPaused ? sharingWords.resume : sharingWords.pause}
          </Button>
          <Button ref={changeButton} variant="default" onClick={() => setIsChanging(true)}>
            {sharingWords.change}
          </Button>
          <Button variant="outline" color="red" ml="auto" title={sharingWords.revokeHint} onClick={onRevoke}>
            {sharingWords.revoke}
          </Button>
        </Group>
      )}
    </>
  );
}

function LinkField({ url }: { url: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <TextInput
        ref={field}
        flex={1}
        label={sharingWords.linkLabel}
        value={url}
        readOnly
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <Button leftSection={<Icon name={copied ? "check" : "link"} />} onClick={copy} miw={136}>
            {copied ? sharingWords.linkCopied : sharingWords.copyLink}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

type ChangeFormProps = {
  snapshot: SnapshotMetadata;
  now: number;
  allowsPublic: boolean;
  /** Null where nothing is to be changed. */
  onDone: (change: SharingChange | null) => void;
};

function ChangeForm({ snapshot, now, allowsPublic, onDone }: ChangeFormProps) {
  const [asItIs] = useState(() => untilOf(snapshot.expiresAt));
  const [{ audience, until }, setChoice] = useState({ audience: snapshot.audience, until: asItIs });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>("input:checked")?.focus(), []);
  const expiresAt = expiresAtOf(until, now);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (expiresAt === undefined) return;
        // The form knows days, the link its very minute, which stays where nobody chose another end.
        onDone(until === asItIs ? { audience } : { audience, expiresAt });
      }}
    >
      <Box my="lg">
        <SharingFields
          choice={{ audience, until }}
          now={now}
          allowsPublic={allowsPublic}
          onChange={setChoice}
        />
      </Box>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => onDone(null)}>
          {words.common.cancel}
        </Button>
        <Button type="submit" disabled={expiresAt === undefined}>
          {sharingWords.apply}
        </Button>
      </Group>
    </form>
  );
}

import { Alert, Button, CopyButton, Group, Text, TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type FormEvent } from "react";

import { MAX_TITLE_LENGTH } from "../../documents/limits.ts";
import { Icon } from "../brand/icons.tsx";
import { words } from "../words.ts";
import { Dialog } from "./Dialog.tsx";

export type ShareOutcome =
  { kind: "created"; url: string; visitors: number | null } | { kind: "failed"; userMessage: string };

type ShareDialogProps = {
  defaultTitle: string;
  onCreate: (title: string) => Promise<ShareOutcome>;
  onClose: () => void;
};

/** Makes a snapshot; afterwards its link is selected and ready to copy. [N1] */
export function ShareDialog({ defaultTitle, onCreate, onClose }: ShareDialogProps) {
  const [title, setTitle] = useState(defaultTitle);
  const [isCreating, setIsCreating] = useState(false);
  const [outcome, setOutcome] = useState<ShareOutcome | null>(null);

  async function create(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (title.trim() === "") return;
    setIsCreating(true);
    setOutcome(await onCreate(title.trim()));
    setIsCreating(false);
  }

  if (outcome?.kind === "created") {
    return (
      <Dialog title={words.share.ready} onClose={onClose}>
        <CreatedLink url={outcome.url} visitors={outcome.visitors} />
      </Dialog>
    );
  }
  return (
    <Dialog title={words.share.title} onClose={onClose}>
      <form onSubmit={(event) => void create(event)}>
        <Text c="dimmed" mb="md">
          {words.share.body}
        </Text>
        <TextInput
          label={words.share.nameLabel}
          value={title}
          maxLength={MAX_TITLE_LENGTH}
          onChange={(event) => setTitle(event.currentTarget.value)}
          data-autofocus
        />
        {outcome?.kind === "failed" && (
          <Alert role="alert" color="red" mt="md" title={words.share.couldNot}>
            {outcome.userMessage}
          </Alert>
        )}
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={isCreating} disabled={title.trim() === ""}>
            {words.share.create}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

function CreatedLink({ url, visitors }: { url: string; visitors: number | null }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <>
      <TextInput
        ref={field}
        label={words.share.linkLabel}
        value={url}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="space-between" mt="md">
        <Text size="sm" c="dimmed">
          {visitors === null ? "" : words.share.openedBy(visitors)}
        </Text>
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button leftSection={<Icon name={copied ? "check" : "link"} />} onClick={copy}>
              {copied ? words.share.linkCopied : words.share.copyLink}
            </Button>
          )}
        </CopyButton>
      </Group>
    </>
  );
}

import { Button, CopyButton, Group, Stack, Text, TextInput } from "@mantine/core";
import { QRCodeSVG } from "qrcode.react";

import { Icon } from "../brand/icons.tsx";
import { Dialog } from "../dialogs/Dialog.tsx";
import { words } from "../words.ts";
import { surveyWords } from "./words.ts";

const QR_PIXELS = 176;

type ResumeDialogProps = { address: string; personName: string; onClose: () => void };

/** How to go on with another device: the address is no key, because the answers are the person's who signs in. */
export function ResumeDialog({ address, personName, onClose }: ResumeDialogProps) {
  return (
    <Dialog title={surveyWords.resumeTitle} onClose={onClose}>
      <Stack gap="md">
        <Text>{surveyWords.resumeBody(personName)}</Text>
        <Group justify="center">
          {/* Light on dark is not read by every camera: the code keeps its colours in the dark, too. */}
          <QRCodeSVG
            value={address}
            size={QR_PIXELS}
            marginSize={4}
            bgColor="#ffffff"
            fgColor="#000000"
            title={surveyWords.resumeQr}
          />
        </Group>
        <TextInput label={surveyWords.resumeLink} value={address} readOnly data-autofocus />
        <Group justify="flex-end">
          <CopyButton value={address}>
            {({ copied, copy }) => (
              <Button leftSection={<Icon name={copied ? "check" : "copy"} />} onClick={copy}>
                {copied ? words.common.copied : surveyWords.resumeCopy}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Dialog>
  );
}

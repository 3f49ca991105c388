import { NativeSelect, Radio, Stack, TextInput } from "@mantine/core";

import type { Audience } from "../../persistence/SessionMetadata.ts";
import { dateOf, DAYS_TO_CHOOSE, expiresAtOf, type Until } from "./until.ts";
import { sharingWords } from "./words.ts";

export type SharingChoice = { readonly audience: Audience; readonly until: Until };

type SharingFieldsProps = {
  choice: SharingChoice;
  now: number;
  /** Whether people who are not signed in may be let in here. [N2] */
  allowsPublic: boolean;
  onChange: (choice: SharingChoice) => void;
};

const DATE_OR_NEVER = [
  { value: "date", label: sharingWords.untilDate },
  { value: "never", label: sharingWords.untilNever },
];
const UNTIL = [
  ...DAYS_TO_CHOOSE.map((days) => ({ value: String(days), label: sharingWords.untilDays(days) })),
  ...DATE_OR_NEVER,
];

/** *Who* and *Until*. */
export function SharingFields({ choice, now, allowsPublic, onChange }: SharingFieldsProps) {
  const { audience, until } = choice;
  // One that is public stays to be seen where the administrator has changed their mind since.
  const audiences: readonly Audience[] =
    allowsPublic || audience === "public" ? ["signed_in", "public", "owner"] : ["signed_in", "owner"];
  return (
    <Stack gap="md">
      <Radio.Group
        label={sharingWords.who}
        value={audience}
        onChange={(next) => onChange({ ...choice, audience: next as Audience })}
      >
        <Stack gap={8} mt={6}>
          {audiences.map((each) => (
            <Radio key={each} value={each} label={sharingWords.audiences[each]} />
          ))}
        </Stack>
      </Radio.Group>
      <NativeSelect
        label={sharingWords.until}
        data={UNTIL}
        value={until.kind === "days" ? String(until.days) : until.kind}
        onChange={(event) => onChange({ ...choice, until: untilNamed(event.currentTarget.value, now) })}
      />
      {until.kind === "date" && (
        <TextInput
          type="date"
          label={sharingWords.lastDay}
          value={until.date}
          min={dateOf(now)}
          error={expiresAtOf(until, now) === undefined ? sharingWords.chooseLastDay : null}
          onChange={(event) =>
            onChange({ ...choice, until: { kind: "date", date: event.currentTarget.value } })
          }
        />
      )}
    </Stack>
  );
}

function untilNamed(value: string, now: number): Until {
  if (value === "never") return { kind: "never" };
  return value === "date" ? { kind: "date", date: dateOf(now) } : { kind: "days", days: Number(value) };
}

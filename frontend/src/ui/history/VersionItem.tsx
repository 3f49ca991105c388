import { Button, Group, Text, TextInput } from "@mantine/core";
import { useState } from "react";

import type { Version } from "../../backendApi/VersionsClient.ts";
import { assertNever } from "../../errors/assertNever.ts";
import { sizeWords } from "../wording/sizes.ts";
import { clockTime, fullTime } from "../wording/times.ts";
import type { Changes } from "./HistoryActions.ts";
import type { VersionChange } from "./compareVersions.ts";
import classes from "./HistoryPanel.module.css";
import { historyWords } from "./words.ts";

type VersionItemProps = {
  version: Version;
  now: number;
  isCurrent: boolean;
  isPreviewed: boolean;
  loadChanges: () => Promise<Changes>;
  onPreview: () => void;
  onRestore: () => void;
  /** Empty takes the name away. */
  onName: (label: string) => void;
};

type Comparison = { kind: "closed" } | { kind: "comparing" } | Changes;

/** One version: when, from which device, how large, what it changed, and what can be done with it. */
export function VersionItem(props: VersionItemProps) {
  const { version, now, isCurrent, isPreviewed, loadChanges, onPreview, onRestore, onName } = props;
  const { number, label, savedAt, savedBy, sizeBytes } = version;
  const [isNaming, setIsNaming] = useState(false);
  const [comparison, setComparison] = useState<Comparison>({ kind: "closed" });
  const compare = async () => {
    if (comparison.kind !== "closed") {
      setComparison({ kind: "closed" });
      return;
    }
    setComparison({ kind: "comparing" });
    setComparison(await loadChanges());
  };
  return (
    <li className={classes.version} data-previewed={isPreviewed || undefined}>
      {isNaming ? (
        <NameField
          number={number}
          label={label ?? ""}
          onName={(name) => {
            setIsNaming(false);
            onName(name);
          }}
          onCancel={() => setIsNaming(false)}
        />
      ) : (
        <Text fw={600} className={classes.name}>
          {label ?? historyWords.version(number)}
          {isCurrent && (
            <Text component="span" size="xs" c="dimmed" ml={6}>
              {historyWords.current}
            </Text>
          )}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        <time dateTime={new Date(savedAt).toISOString()} title={fullTime(savedAt)}>
          {clockTime(savedAt, now)}
        </time>
        {savedBy === "" ? "" : ` ${historyWords.from(savedBy)}`} · {sizeWords(sizeBytes)}
      </Text>
      <Group gap={0} mt={4} ml={-6}>
        <Action
          text={historyWords.changes}
          label={historyWords.changesOf(number)}
          isExpanded={comparison.kind !== "closed"}
          onClick={() => void compare()}
        />
        <Action text={historyWords.preview} label={historyWords.previewOf(number)} onClick={onPreview} />
        <Action
          text={historyWords.name}
          label={historyWords.nameOf(number)}
          onClick={() => setIsNaming(true)}
        />
        {!isCurrent && (
          <Action text={historyWords.restore} label={historyWords.restoreOf(number)} onClick={onRestore} />
        )}
      </Group>
      <div aria-live="polite">
        <ComparisonText comparison={comparison} />
      </div>
    </li>
  );
}

type ActionProps = { text: string; label: string; isExpanded?: boolean; onClick: () => void };

function Action({ text, label, isExpanded, onClick }: ActionProps) {
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      px={6}
      aria-label={label}
      {...(isExpanded === undefined ? {} : { "aria-expanded": isExpanded })}
      onClick={onClick}
    >
      {text}
    </Button>
  );
}

function ComparisonText({ comparison }: { comparison: Comparison }) {
  switch (comparison.kind) {
    case "closed":
      return null;
    case "comparing":
      return <Text size="xs">{historyWords.comparing}</Text>;
    case "first":
      return <Text size="xs">{historyWords.firstVersion}</Text>;
    case "failed":
      return <Text size="xs">{comparison.reason}</Text>;
    case "changes":
      if (comparison.changes.length === 0) return <Text size="xs">{historyWords.noChanges}</Text>;
      return (
        <ul className={classes.changes}>
          {comparison.changes.map((change) => (
            <li key={`${change.kind} ${change.label}`}>{changeText(change)}</li>
          ))}
        </ul>
      );
    default:
      return assertNever(comparison);
  }
}

function changeText({ kind, label }: VersionChange): string {
  return historyWords[kind](label);
}

type NameFieldProps = {
  number: number;
  label: string;
  onName: (label: string) => void;
  onCancel: () => void;
};

function NameField({ number, label, onName, onCancel }: NameFieldProps) {
  return (
    <TextInput
      size="xs"
      aria-label={historyWords.nameLabel(number)}
      description={historyWords.nameHint}
      defaultValue={label}
      maxLength={50}
      // A person asked for this field a moment ago.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      onBlur={onCancel}
      onKeyDown={(event) => {
        if (event.key === "Enter") onName(event.currentTarget.value);
        if (event.key !== "Escape") return;
        // The panel stays open.
        event.preventDefault();
        onCancel();
      }}
    />
  );
}

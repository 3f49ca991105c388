import { Button, Text } from "@mantine/core";

import { assertNever } from "../../errors/assertNever.ts";
import type { StudioSaveState as SaveState } from "../../studio/StudioSaver.ts";
import type { StudioState } from "../../studio/StudioState.ts";
import classes from "../bench/SaveIndicator.module.css";
import { Icon, type IconName } from "../brand/icons.tsx";
import { useNow } from "../device/useNow.ts";
import { relativeTime } from "../wording/times.ts";
import { words } from "../words.ts";
import { studioWords } from "./words.ts";

const QUIET_TICK_MS = 15_000;
const BUSY_TICK_MS = 250;

export type SaveWords = {
  readonly text: string;
  readonly tone: "saved" | "unsaved" | "busy" | "problem";
  readonly action: "tryNow" | "signIn" | null;
};

const ICONS: Readonly<Record<SaveWords["tone"], IconName>> = {
  saved: "check",
  unsaved: "dot",
  busy: "sync",
  problem: "alert",
};

type Keeping = Pick<StudioState, "isKept" | "isKeeping">;

type StudioSaveStateProps = {
  save: SaveState;
  /** On this device. */
  keeping: Keeping;
  clock: () => number;
  onTryNow: () => void;
  onSignIn: () => void;
};

/** Says whether the list is saved. Never by colour alone. */
export function StudioSaveState({ save, keeping, clock, onTryNow, onSignIn }: StudioSaveStateProps) {
  const now = useNow(clock, save.kind === "saved" ? QUIET_TICK_MS : BUSY_TICK_MS);
  const { text, tone, action } = saveWords(save, keeping, now);
  return (
    <div className={classes.place}>
      {/* Not live: the countdown would be read out every second. */}
      <output
        className={classes.indicator}
        data-tone={tone}
        aria-label={studioWords.saveState}
        aria-live="off"
      >
        <Icon name={ICONS[tone]} size={14} />
        <Text component="span" size="xs">
          {text}
        </Text>
      </output>
      {action !== null && (
        <Button size="compact-xs" variant="default" onClick={action === "tryNow" ? onTryNow : onSignIn}>
          {action === "tryNow" ? words.common.tryNow : words.account.signIn}
        </Button>
      )}
    </div>
  );
}

/** @param now milliseconds since 1970. */
export function saveWords(save: SaveState, keeping: Keeping, now: number): SaveWords {
  const said = words.indicator;
  const kept = keptWords(keeping);
  switch (save.kind) {
    case "saved": {
      const text = save.at === null ? studioWords.savesItself : said.saved(relativeTime(save.at, now));
      return { text, tone: "saved", action: null };
    }
    case "unsaved":
      return { text: said.unsaved(kept), tone: "unsaved", action: null };
    case "saving":
      return { text: said.saving, tone: "busy", action: null };
    case "unreachable": {
      const seconds = Math.ceil((save.graceEndsAt - now) / 1000);
      const text = seconds > 0 ? said.reconnecting(seconds) : said.offline(kept);
      return { text, tone: "problem", action: "tryNow" };
    }
    case "signInRequired":
      return { text: said.signInAgain, tone: "problem", action: "signIn" };
    case "conflict":
      return { text: studioWords.conflictState(kept), tone: "problem", action: null };
    case "refused":
      return { text: said.couldNotSave(kept), tone: "problem", action: "tryNow" };
    default:
      return assertNever(save);
  }
}

function keptWords({ isKept, isKeeping }: Keeping): string {
  const said = words.indicator;
  if (!isKept) return said.notKept;
  return isKeeping ? said.notKeptYet : said.kept;
}

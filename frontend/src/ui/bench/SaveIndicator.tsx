import { Button, Text, VisuallyHidden } from "@mantine/core";

import type { PersistenceState } from "../../persistence/PersistenceState.ts";
import { Icon, type IconName } from "../brand/icons.tsx";
import { useIsOnline } from "../device/useIsOnline.ts";
import { useNow } from "../device/useNow.ts";
import { words } from "../words.ts";
import classes from "./SaveIndicator.module.css";
import { saveIndicatorOf, type SaveIndicator as Indicator } from "./saveIndicator.ts";

const QUIET_TICK_MS = 15_000;
const BUSY_TICK_MS = 250;

const ICONS: Readonly<Record<Indicator["tone"], IconName>> = {
  saved: "check",
  unsaved: "dot",
  busy: "sync",
  problem: "alert",
};

type SaveIndicatorProps = {
  state: PersistenceState;
  clock: () => number;
  onTryNow: () => void;
  onSignIn: () => void;
  onSaveCopy: () => void;
};

/** Says in the top bar whether the work is saved. Never by colour alone. */
export function SaveIndicator({ state, clock, onTryNow, onSignIn, onSaveCopy }: SaveIndicatorProps) {
  const isQuiet = state.save.kind === "clean" || state.save.kind === "unsaved";
  const now = useNow(clock, isQuiet ? QUIET_TICK_MS : BUSY_TICK_MS);
  const indicator = saveIndicatorOf(state, now, useIsOnline());
  const actions = {
    tryNow: { label: words.common.tryNow, onClick: onTryNow },
    signIn: { label: words.account.signIn, onClick: onSignIn },
    saveCopy: { label: words.bench.saveCopy, onClick: onSaveCopy },
  };
  const action = indicator.action === null ? null : actions[indicator.action];
  return (
    <div className={classes.place}>
      {/* Not live: the countdown would be read out every second. The page's live region says what came of it. */}
      <output
        className={classes.indicator}
        data-tone={indicator.tone}
        title={indicator.title ?? undefined}
        aria-label={words.bench.saveState}
        aria-live="off"
      >
        <Icon name={ICONS[indicator.tone]} size={14} />
        <Text component="span" size="xs">
          {indicator.text}
        </Text>
      </output>
      {action === null ? null : (
        <Button size="compact-xs" variant="default" onClick={action.onClick}>
          {action.label}
        </Button>
      )}
      <VisuallyHidden role="alert">
        {indicator.tone === "problem" ? words.bench.couldNotSave : ""}
      </VisuallyHidden>
    </div>
  );
}

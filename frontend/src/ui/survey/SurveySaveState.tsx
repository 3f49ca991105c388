import { Button, Text } from "@mantine/core";

import { Icon, type IconName } from "../brand/icons.tsx";
import { words } from "../words.ts";
import type { SurveyState } from "../../survey/SurveyConnection.ts";
import classes from "./SurveyPage.module.css";
import { saveWords, surveyWords, type SaveTone } from "./words.ts";

const ICONS: Readonly<Record<SaveTone, IconName>> = {
  saved: "check",
  busy: "sync",
  unsaved: "offline",
  problem: "alert",
};

type SurveySaveStateProps = { state: SurveyState; isTyping: boolean; onTryNow: () => void };

/** Says whether the answers are saved. Never by colour alone. */
export function SurveySaveState({ state, isTyping, onTryNow }: SurveySaveStateProps) {
  const { text, tone } = saveWords(state, isTyping);
  const mayTry = state.link.kind === "waiting" || state.link.kind === "offline";
  return (
    <div className={classes.saveState}>
      <output aria-label={surveyWords.saveState} className={classes.saveWords} data-tone={tone}>
        <Icon name={ICONS[tone]} />
        <Text size="sm" span>
          {text}
        </Text>
      </output>
      {mayTry && (
        <Button size="compact-sm" variant="light" onClick={onTryNow}>
          {words.common.tryNow}
        </Button>
      )}
    </div>
  );
}

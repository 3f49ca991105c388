import { Button, Group, Text } from "@mantine/core";
import { useEffect, useState } from "react";

import type { JsonValue } from "../../documents/json.ts";
import type { Speech } from "./Speech.ts";
import { spokenAnswer } from "./spokenAnswer.ts";
import type { SurveyQuestion } from "./SurveyDefinition.ts";
import { surveyWords } from "./words.ts";

type AudioControlsProps = {
  question: SurveyQuestion;
  speech: Speech;
  onAnswer: (answer: JsonValue) => void;
};

/** Reads each question out as it comes, and listens when asked to. The visible question stays as it is. */
export function AudioControls({ question, speech, onAnswer }: AudioControlsProps) {
  const [hearing, setHearing] = useState<"no" | "yes" | "notUnderstood">("no");
  const { say, listen, hush } = speech;

  useEffect(() => {
    say?.(readOut(question));
    return hush;
  }, [question, say, hush]);

  async function hear(): Promise<void> {
    if (listen === null) return;
    hush();
    setHearing("yes");
    const heard = await listen();
    const answer = heard === null ? null : spokenAnswer(question, heard);
    setHearing(answer === null ? "notUnderstood" : "no");
    if (answer !== null) onAnswer(answer);
  }

  if (say === null && listen === null) return <Text c="dimmed">{surveyWords.audioMissing}</Text>;
  return (
    <>
      <Group gap="xs">
        {say !== null && (
          <Button variant="default" onClick={() => say(readOut(question))}>
            {surveyWords.readAgain}
          </Button>
        )}
        {listen !== null && (
          <Button variant="light" disabled={hearing === "yes"} onClick={() => void hear()}>
            {hearing === "yes" ? surveyWords.listening : surveyWords.speakAnswer}
          </Button>
        )}
      </Group>
      {listen === null && (
        <Text c="dimmed" size="sm">
          {surveyWords.listenMissing}
        </Text>
      )}
      {hearing === "notUnderstood" && <Text role="alert">{surveyWords.notUnderstood}</Text>}
    </>
  );
}

function readOut(question: SurveyQuestion): string {
  if (question.kind === "text") return question.text;
  const options = question.options.map((option, index) => `${index + 1}: ${option}.`);
  return [question.text, ...options].join(" ");
}

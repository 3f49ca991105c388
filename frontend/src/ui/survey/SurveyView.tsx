import { Box, Button, Group, Progress, Stack, Switch, Text, Title } from "@mantine/core";
import { useEffect, useId, useRef, useState } from "react";

import type { SurveyState } from "../../survey/SurveyConnection.ts";
import type { SurveyChange } from "../../survey/SurveySession.ts";
import { Icon } from "../brand/icons.tsx";
import { AudioControls } from "./AudioControls.tsx";
import { QuestionField } from "./QuestionField.tsx";
import { ResumeDialog } from "./ResumeDialog.tsx";
import type { Speech } from "./Speech.ts";
import type { SurveyDefinition } from "./SurveyDefinition.ts";
import classes from "./SurveyPage.module.css";
import { SurveySaveState } from "./SurveySaveState.tsx";
import { placeIn, type SurveyPlace } from "./surveySteps.ts";
import { surveyWords } from "./words.ts";

type SurveyViewProps = {
  survey: SurveyDefinition;
  state: SurveyState;
  speech: Speech;
  address: string;
  personName: string;
  onChange: (change: SurveyChange) => void;
  onTryNow: () => void;
};

export function SurveyView({ survey, state, speech, address, personName, ...on }: SurveyViewProps) {
  const [isResuming, setIsResuming] = useState(false);
  const [isTyping, setIsTyping] = useState(false);
  const place = placeIn(survey, state.session);
  const isAudioMode = state.session?.isAudioMode ?? false;
  return (
    <Box component="main" className={classes.page}>
      <Stack gap="lg">
        <div>
          <Title order={1}>{survey.title}</Title>
          <Text c="dimmed" mt={4}>
            {survey.intro}
          </Text>
        </div>
        <SurveyProgress place={place} count={survey.questions.length} />
        <section className={classes.card}>
          {place.question === null ? (
            <Done
              isSaved={state.unacknowledged === 0}
              isRefused={state.refusal !== null}
              onBack={() => go(place.back, on.onChange)}
            />
          ) : (
            <Question
              key={place.step}
              place={place}
              question={place.question}
              state={state}
              speech={isAudioMode ? speech : null}
              isLast={place.number === survey.questions.length}
              onChange={on.onChange}
              onTyping={setIsTyping}
            />
          )}
        </section>
        <Group justify="space-between" gap="md">
          <SurveySaveState state={state} isTyping={isTyping} onTryNow={on.onTryNow} />
          <Button variant="subtle" leftSection={<Icon name="link" />} onClick={() => setIsResuming(true)}>
            {surveyWords.resume}
          </Button>
        </Group>
        <Switch
          label={surveyWords.audioMode}
          description={surveyWords.audioHint}
          checked={isAudioMode}
          onChange={(event) =>
            on.onChange({ action: "mode", step: place.step, isAudioMode: event.currentTarget.checked })
          }
        />
      </Stack>
      {isResuming && (
        <ResumeDialog address={address} personName={personName} onClose={() => setIsResuming(false)} />
      )}
    </Box>
  );
}

function SurveyProgress({ place, count }: { place: SurveyPlace; count: number }) {
  const done = Math.min(place.number - 1, count);
  const text = place.question === null ? surveyWords.progressDone : surveyWords.progress(place.number, count);
  return (
    <div>
      <Text size="sm" c="dimmed" mb={6}>
        {text}
      </Text>
      <Progress.Root>
        <Progress.Section value={(done / count) * 100} aria-label={text} />
      </Progress.Root>
    </div>
  );
}

type QuestionProps = {
  place: SurveyPlace;
  question: NonNullable<SurveyPlace["question"]>;
  state: SurveyState;
  /** Null in text mode. */
  speech: Speech | null;
  isLast: boolean;
  onChange: (change: SurveyChange) => void;
  onTyping: (isTyping: boolean) => void;
};

/** A form, so that Enter goes on from wherever the focus is. */
function Question({ place, question, state, speech, isLast, onChange, onTyping }: QuestionProps) {
  const labelId = useId();
  const heading = useFocusOnArrival();
  const answer = (given: Extract<SurveyChange, { action: "answer" }>["answer"]) =>
    onChange({ action: "answer", step: question.id, answer: given });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go(place.forward, onChange);
      }}
    >
      <Stack gap="lg">
        <Title order={2} id={labelId} ref={heading} tabIndex={-1} className={classes.question} size="h1">
          {question.text}
        </Title>
        {speech !== null && <AudioControls question={question} speech={speech} onAnswer={answer} />}
        <QuestionField
          question={question}
          answer={state.session?.answers[question.id]}
          labelId={labelId}
          onAnswer={answer}
          onTyping={onTyping}
        />
        <Group justify="space-between">
          <Button variant="default" disabled={place.back === null} onClick={() => go(place.back, onChange)}>
            {surveyWords.back}
          </Button>
          <Button type="submit">{isLast ? surveyWords.finish : surveyWords.next}</Button>
        </Group>
      </Stack>
    </form>
  );
}

type DoneProps = { isSaved: boolean; isRefused: boolean; onBack: () => void };

function Done({ isSaved, isRefused, onBack }: DoneProps) {
  const heading = useFocusOnArrival();
  const saved = isSaved ? surveyWords.doneBody : surveyWords.doneNotSavedBody;
  return (
    <Stack gap="md" align="flex-start">
      <Title order={2} ref={heading} tabIndex={-1} className={classes.question} size="h1">
        {surveyWords.doneTitle}
      </Title>
      <Text>{isRefused ? surveyWords.doneRefusedBody : saved}</Text>
      <Button variant="default" onClick={onBack}>
        {surveyWords.backToQuestions}
      </Button>
    </Stack>
  );
}

/** A screen reader reads the new question, and Tab goes on from it. */
function useFocusOnArrival() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}

function go(change: SurveyChange | null, onChange: (change: SurveyChange) => void): void {
  if (change !== null) onChange(change);
}

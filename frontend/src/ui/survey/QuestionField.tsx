import { Checkbox, Radio, Stack, Textarea } from "@mantine/core";

import type { JsonValue } from "../../documents/json.ts";
import { assertNever } from "../../errors/assertNever.ts";
import type { SurveyQuestion } from "./SurveyDefinition.ts";
import { useSettledText } from "./useSettledText.ts";
import { surveyWords } from "./words.ts";

const MAX_TEXT_LENGTH = 1000;

type QuestionFieldProps = {
  question: SurveyQuestion;
  answer: JsonValue | undefined;
  /** Of the heading that asks the question. */
  labelId: string;
  onAnswer: (answer: JsonValue) => void;
  /** Whether there is something typed that is no answer yet. */
  onTyping: (isTyping: boolean) => void;
};

/** What a question is answered with. */
export function QuestionField({ question, answer, labelId, onAnswer, onTyping }: QuestionFieldProps) {
  switch (question.kind) {
    case "choice":
      return (
        <Radio.Group
          aria-labelledby={labelId}
          value={typeof answer === "string" ? answer : null}
          onChange={onAnswer}
        >
          <Stack gap="sm">
            {question.options.map((option) => (
              <Radio key={option} value={option} label={option} size="md" />
            ))}
          </Stack>
        </Radio.Group>
      );
    case "choices":
      return (
        <Checkbox.Group
          aria-labelledby={labelId}
          value={Array.isArray(answer) ? answer.filter((each) => typeof each === "string") : []}
          onChange={onAnswer}
        >
          <Stack gap="sm">
            {question.options.map((option) => (
              <Checkbox key={option} value={option} label={option} size="md" />
            ))}
          </Stack>
        </Checkbox.Group>
      );
    case "text":
      return (
        <TextAnswer
          labelId={labelId}
          text={typeof answer === "string" ? answer : ""}
          onAnswer={onAnswer}
          onTyping={onTyping}
        />
      );
    default:
      return assertNever(question);
  }
}

type TextAnswerProps = {
  labelId: string;
  text: string;
  onAnswer: (text: string) => void;
  onTyping: (isTyping: boolean) => void;
};

function TextAnswer({ labelId, text, onAnswer, onTyping }: TextAnswerProps) {
  const { shown, type, leave } = useSettledText(text, onAnswer, onTyping);
  return (
    <Textarea
      aria-labelledby={labelId}
      placeholder={surveyWords.answerLabel}
      autosize
      minRows={3}
      maxRows={10}
      maxLength={MAX_TEXT_LENGTH}
      value={shown}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={leave}
    />
  );
}

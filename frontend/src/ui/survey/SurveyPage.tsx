import { Center, Loader } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { useDocumentTitle } from "../device/useDocumentTitle.ts";
import { PlainHeader } from "../frame/PlainHeader.tsx";
import type { Desk } from "../Services.ts";
import definition from "./howYouWork.json";
import type { SurveyDefinition } from "./SurveyDefinition.ts";
import { SurveyView } from "./SurveyView.tsx";
import { useSurvey } from "./useSurvey.ts";
import { surveyWords } from "./words.ts";

/** A survey that goes on where the person left it, on any device. [U4] */
export function SurveyPage({ desk, userMenu }: { desk: Desk; userMenu: ReactNode }) {
  useDocumentTitle(surveyWords.pageTitle);
  const { state, connection } = useSurvey(desk.survey);
  // Without the saved state, what this device has is better than nothing: it is sent when there is a connection.
  const isReady = state.isLoaded || state.link.kind === "offline" || state.link.kind === "signedOut";
  // From then on it stays: another try to connect takes no question away from under somebody who is typing.
  const [isShown, setIsShown] = useState(isReady);
  if (isReady && !isShown) setIsShown(true);
  return (
    <>
      <PlainHeader userMenu={userMenu} />
      {isShown ? (
        <SurveyView
          survey={definition as SurveyDefinition}
          state={state}
          speech={desk.survey.speech}
          address={desk.survey.address}
          personName={desk.person.name}
          onChange={(change) => connection.change(change)}
          onTryNow={connection.tryNow}
        />
      ) : (
        <Center component="main" flex={1}>
          <Loader aria-label={surveyWords.loading} />
        </Center>
      )}
    </>
  );
}

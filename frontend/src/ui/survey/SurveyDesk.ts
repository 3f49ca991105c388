import type { SurveyConnection } from "../../survey/SurveyConnection.ts";
import type { SurveyOutbox } from "../../survey/SurveyOutbox.ts";
import type { Speech } from "./Speech.ts";

/** What the survey page works with, of one person. */
export type SurveyDesk = {
  /** What only this device has of the answers. */
  readonly outbox: Pick<SurveyOutbox, "count">;
  readonly connect: () => SurveyConnection;
  readonly speech: Speech;
  /** Of the survey page, for another device. */
  readonly address: string;
};

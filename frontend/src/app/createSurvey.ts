import { nanoid } from "nanoid";

import { formatAddress } from "../navigation/Address.ts";
import type { DeviceKey } from "../persistence/DeviceKey.ts";
import { browserTimers } from "../resilience/Timers.ts";
import { countUnsent } from "../survey/countUnsent.ts";
import { SurveyConnection } from "../survey/SurveyConnection.ts";
import { openOutboxDatabase, SurveyOutbox } from "../survey/SurveyOutbox.ts";
import { SURVEY } from "../survey/SurveyPolicy.ts";
import { browserSocket } from "../survey/SurveySocket.ts";
import { browserSpeech } from "../ui/survey/Speech.ts";
import type { SurveyDesk } from "../ui/survey/SurveyDesk.ts";

type SurveyParts = { userId: string; deviceKey: DeviceKey; onSignInEnded: () => void };

/** Survey sessions of one person. Their key is that of the drafts, so signing out destroys it, too. [B2] */
export function createSurvey(
  window: Window & typeof globalThis,
  { userId, deviceKey, onSignInEnded }: SurveyParts,
): SurveyDesk {
  const { origin } = window.location;
  const outbox = new SurveyOutbox({ openDatabase: openOutboxDatabase, deviceKey, userId });
  const address = `${origin.replace(/^http/, "ws")}/ws/session/${encodeURIComponent(userId)}`;
  let page: SurveyConnection | null = null;
  return {
    outbox: { count: () => countUnsent(outbox, page) },
    connect() {
      page = new SurveyConnection({
        openSocket: browserSocket(address),
        outbox,
        deviceKey,
        policy: SURVEY,
        timers: browserTimers,
        random: () => Math.random(),
        clientId: nanoid(),
        onSignInEnded,
      });
      return page;
    },
    speech: browserSpeech(window),
    address: origin + formatAddress({ kind: "survey" }),
  };
}

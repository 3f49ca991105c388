import type { SessionMetadata } from "../../persistence/SessionMetadata.ts";
import { words } from "../words.ts";
import { sizeWords } from "../wording/sizes.ts";
import { fullTime, relativeTime } from "../wording/times.ts";
import { ListRow } from "./ListRow.tsx";

type SessionRowProps = { session: SessionMetadata; now: number; onOpen: () => void };

export function SessionRow({ session, now, onOpen }: SessionRowProps) {
  return (
    <ListRow
      href={`/?session=${session.id}`}
      title={session.title}
      facts={[
        <time
          key="saved"
          dateTime={new Date(session.updatedAt).toISOString()}
          title={fullTime(session.updatedAt)}
        >
          {words.start.updated(relativeTime(session.updatedAt, now))}
        </time>,
        words.start.version(session.version),
        sizeWords(session.sizeBytes),
      ]}
      onOpen={onOpen}
    />
  );
}

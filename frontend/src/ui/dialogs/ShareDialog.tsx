import { useCallback, useState } from "react";

import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { OwnLink } from "../manage/OwnLink.tsx";
import { useManagedList } from "../manage/useManagedList.ts";
import { useServices } from "../Services.ts";
import { ShareForm, type ShareOutcome, type ShareRequest } from "../sharing/ShareForm.tsx";
import { sharingWords } from "../sharing/words.ts";
import { Dialog } from "./Dialog.tsx";

type ShareDialogProps = {
  defaultTitle: string;
  savesFirst: boolean;
  onCreate: (request: ShareRequest) => Promise<ShareOutcome>;
  onClose: () => void;
};

/** Makes a snapshot; afterwards its link is selected, ready to copy, to pause and to revoke. [N1] [N2] */
export function ShareDialog({ defaultTitle, savesFirst, onCreate, onClose }: ShareDialogProps) {
  const { clock, sharing } = useServices();
  const [now] = useState(clock);
  const [created, setCreated] = useState<SnapshotMetadata | null>(null);
  return (
    <Dialog title={created === null ? sharingWords.title : sharingWords.ready} onClose={onClose}>
      {created === null ? (
        <ShareForm
          defaultTitle={defaultTitle}
          savesFirst={savesFirst}
          now={now}
          allowsPublic={sharing().allowsPublic}
          onCreate={onCreate}
          onCreated={setCreated}
          onCancel={onClose}
        />
      ) : (
        <CreatedLink created={created} onRevoked={onClose} />
      )}
    </Dialog>
  );
}

/** In a list of its own, so that what is done with it works as it does in the lists of many. */
function CreatedLink({ created, onRevoked }: { created: SnapshotMetadata; onRevoked: () => void }) {
  const loadPage = useCallback(
    async () => ({ kind: "ok", page: { items: [created], nextCursor: null } }) as const,
    [created],
  );
  const { list, state } = useManagedList<SnapshotMetadata>(loadPage);
  const snapshot = state.kind === "ready" ? (state.items[0] ?? created) : created;
  return <OwnLink list={list} snapshot={snapshot} onRevoked={onRevoked} />;
}

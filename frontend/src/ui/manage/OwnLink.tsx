import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { useNow } from "../device/useNow.ts";
import { useServices } from "../Services.ts";
import { SharedLink } from "../sharing/SharedLink.tsx";
import { useVisitorCount } from "../visits/useVisitorCount.ts";
import type { ManagedList } from "./ManagedList.ts";
import { useManageActions } from "./useManageActions.ts";
import { CLOCK_TICK_MS } from "./useManageTab.tsx";

type OwnLinkProps = {
  list: ManagedList<SnapshotMetadata>;
  /** As *list* shows it. */
  snapshot: SnapshotMetadata;
  onRevoked: () => void;
};

/** A link of the person's own; what they change shows at once, here and in *list*. */
export function OwnLink({ list, snapshot, onRevoked }: OwnLinkProps) {
  const { clock, sharing } = useServices();
  const actions = useManageActions();
  const visitors = useVisitorCount(snapshot.id);
  const now = useNow(clock, CLOCK_TICK_MS);
  return (
    <SharedLink
      snapshot={snapshot}
      now={now}
      allowsPublic={sharing().allowsPublic}
      visitors={visitors}
      onChange={(change) => void actions.share(list, [snapshot], change)}
      onRevoke={() => {
        onRevoked();
        void actions.deleteSnapshots(list, [snapshot]);
      }}
    />
  );
}

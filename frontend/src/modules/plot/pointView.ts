import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "../../moduleState/StateCodec.ts";
import type { PlaneWindow } from "./planeWindow.ts";

/** How a person looks at points in a plane. */
export type PointView = {
  /** Null is all of it. */
  readonly window: PlaneWindow | null;
  readonly hiddenGroups: readonly string[];
};

type StoredRange = { from: number; to: number };
type StoredView = { window: { x: StoredRange; y: StoredRange } | null; hidden_groups: string[] };

export const WHOLE_PLANE: PointView = Object.freeze({ window: null, hiddenGroups: [] });

export const pointViewCodec: StateCodec<PointView> = stateCodec<PointView, StoredView>({
  schema: new SchemaBuilder<StoredView>(() => ({
    properties: {
      window: {
        properties: {
          x: { properties: { from: { type: "float64" }, to: { type: "float64" } } },
          y: { properties: { from: { type: "float64" }, to: { type: "float64" } } },
        },
        nullable: true,
      },
      hidden_groups: { elements: { type: "string" } },
    },
  })).build(),
  serialize: ({ window, hiddenGroups }) => ({
    window: window && {
      x: { from: window.x.from, to: window.x.to },
      y: { from: window.y.from, to: window.y.to },
    },
    hidden_groups: [...hiddenGroups],
  }),
  deserialize: (stored) => ({ window: stored.window, hiddenGroups: stored.hidden_groups }),
});

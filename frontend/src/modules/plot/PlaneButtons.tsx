import { Button, Group } from "@mantine/core";

import { type PlaneWindow, pannedWindow, zoomedWindow } from "./planeWindow.ts";
import { plotWords as words } from "./words.ts";
import { ZoomButton } from "./ZoomButton.tsx";

type PlaneButtonsProps = {
  window: PlaneWindow | null;
  whole: PlaneWindow;
  onWindowChange: (window: PlaneWindow | null) => void;
};

const STEP = 0.25;
const MOVES = [
  { shape: "left", label: words.moveLeft, parts: { x: -STEP, y: 0 } },
  { shape: "right", label: words.moveRight, parts: { x: STEP, y: 0 } },
  { shape: "up", label: words.moveUp, parts: { x: 0, y: STEP } },
  { shape: "down", label: words.moveDown, parts: { x: 0, y: -STEP } },
] as const;

/** Everything that dragging over the points does, by buttons. [WCAG 2.5.7] */
export function PlaneButtons({ window, whole, onWindowChange }: PlaneButtonsProps) {
  const isZoomed = window !== null;
  return (
    <Group gap={0} wrap="nowrap">
      {isZoomed &&
        MOVES.map(({ shape, label, parts }) => (
          <ZoomButton
            key={shape}
            label={label}
            shape={shape}
            onClick={() => onWindowChange(pannedWindow(window, whole, parts))}
          />
        ))}
      {isZoomed && (
        <ZoomButton
          label={words.zoomOut}
          shape="out"
          onClick={() => onWindowChange(zoomedWindow(window, whole, 2))}
        />
      )}
      <ZoomButton
        label={words.zoomIn}
        shape="in"
        onClick={() => onWindowChange(zoomedWindow(window, whole, 0.5))}
      />
      {isZoomed && (
        <Button variant="subtle" size="compact-xs" onClick={() => onWindowChange(null)}>
          {words.showAll}
        </Button>
      )}
    </Group>
  );
}

import { Button, Group } from "@mantine/core";

import { plotWords as words } from "../plot/words.ts";
import { ZoomButton } from "../plot/ZoomButton.tsx";
import { type AxisRange, panned, zoomed } from "../plot/zoomRange.ts";

type ZoomButtonsProps = {
  range: AxisRange | null;
  whole: AxisRange;
  onRangeChange: (range: AxisRange | null) => void;
};

/** Everything that dragging over the chart does, by buttons. [WCAG 2.5.7] */
export function ZoomButtons({ range, whole, onRangeChange }: ZoomButtonsProps) {
  const isZoomed = range !== null;
  return (
    <Group gap={0} wrap="nowrap">
      {isZoomed && (
        <>
          <ZoomButton
            label={words.moveLeft}
            shape="left"
            onClick={() => onRangeChange(panned(range, whole, -0.5))}
          />
          <ZoomButton
            label={words.moveRight}
            shape="right"
            onClick={() => onRangeChange(panned(range, whole, 0.5))}
          />
          <ZoomButton
            label={words.zoomOut}
            shape="out"
            onClick={() => onRangeChange(zoomed(range, whole, 2))}
          />
        </>
      )}
      <ZoomButton label={words.zoomIn} shape="in" onClick={() => onRangeChange(zoomed(range, whole, 0.5))} />
      {isZoomed && (
        <Button variant="subtle" size="compact-xs" onClick={() => onRangeChange(null)}>
          {words.showAll}
        </Button>
      )}
    </Group>
  );
}

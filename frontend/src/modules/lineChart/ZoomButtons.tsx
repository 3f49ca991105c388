import { ActionIcon, Button, Group, Tooltip } from "@mantine/core";

import { lineChartWords as words } from "./words.ts";
import { type AxisRange, panned, zoomed } from "./zoomRange.ts";

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
            label={words.earlier}
            shape="M9.5 4 5.5 8l4 4"
            onClick={() => onRangeChange(panned(range, whole, -0.5))}
          />
          <ZoomButton
            label={words.later}
            shape="M6.5 4l4 4-4 4"
            onClick={() => onRangeChange(panned(range, whole, 0.5))}
          />
          <ZoomButton
            label={words.zoomOut}
            shape="M3.5 8h9"
            onClick={() => onRangeChange(zoomed(range, whole, 2))}
          />
        </>
      )}
      <ZoomButton
        label={words.zoomIn}
        shape="M8 3.5v9M3.5 8h9"
        onClick={() => onRangeChange(zoomed(range, whole, 0.5))}
      />
      {isZoomed && (
        <Button variant="subtle" size="compact-xs" onClick={() => onRangeChange(null)}>
          {words.wholeChart}
        </Button>
      )}
    </Group>
  );
}

function ZoomButton({ label, shape, onClick }: { label: string; shape: string; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={onClick}>
        <svg width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.4" aria-hidden="true">
          <path d={shape} />
        </svg>
      </ActionIcon>
    </Tooltip>
  );
}

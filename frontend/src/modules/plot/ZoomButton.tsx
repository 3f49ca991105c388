import { ActionIcon, Tooltip } from "@mantine/core";

const SHAPES = {
  left: "M9.5 4 5.5 8l4 4",
  right: "M6.5 4l4 4-4 4",
  up: "M4 9.5 8 5.5l4 4",
  down: "M4 6.5l4 4 4-4",
  in: "M8 3.5v9M3.5 8h9",
  out: "M3.5 8h9",
} as const;

type ZoomButtonProps = { label: string; shape: keyof typeof SHAPES; onClick: () => void };

export function ZoomButton({ label, shape, onClick }: ZoomButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} onClick={onClick}>
        <svg width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.4" aria-hidden="true">
          <path d={SHAPES[shape]} />
        </svg>
      </ActionIcon>
    </Tooltip>
  );
}

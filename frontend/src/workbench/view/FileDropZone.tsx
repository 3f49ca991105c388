import { type DragEvent, type ReactNode, useState } from "react";

import { workbenchWords as words } from "../words.ts";
import classes from "./FileDropZone.module.css";

type FileDropZoneProps = {
  className: string | undefined;
  isEnabled: boolean;
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
};

/** Takes files that are dropped anywhere on it. The same can be done with a button, so nothing needs dragging. */
export function FileDropZone({ className, isEnabled, onFiles, children }: FileDropZoneProps) {
  const [isOver, setIsOver] = useState(false);
  const takes = (event: DragEvent) => isEnabled && event.dataTransfer.types.includes("Files");
  return (
    <div
      className={className}
      onDragOver={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target || event.relatedTarget === null) setIsOver(false);
      }}
      onDrop={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        setIsOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && <div className={classes.overlay}>{words.dropHere}</div>}
    </div>
  );
}

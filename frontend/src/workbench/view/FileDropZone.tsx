import { type DragEvent, type ReactNode, useState } from "react";

import { workbenchWords as words } from "../words.ts";
import classes from "./FileDropZone.module.css";

type FileDropZoneProps = {
  className: string | undefined;
  isEnabled: boolean;
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
};

/**
 * Takes files that are dropped anywhere on it. The same can be done with a button, so nothing needs dragging.
 * Where it is not enabled it still refuses them: otherwise the browser would leave the page to show the file.
 */
export function FileDropZone({ className, isEnabled, onFiles, children }: FileDropZoneProps) {
  const [isOver, setIsOver] = useState(false);
  return (
    <div
      className={className}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        if (isEnabled) setIsOver(true);
        else event.dataTransfer.dropEffect = "none";
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target || event.relatedTarget === null) setIsOver(false);
      }}
      onDrop={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setIsOver(false);
        if (isEnabled) onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && <div className={classes.overlay}>{words.dropHere}</div>}
    </div>
  );
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer.types.includes("Files");
}

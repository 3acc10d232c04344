import { type DragEvent, useState } from "react";

/** Takes files that are dropped on an element; `handlers` are its. True while some are held above it. */
export function useFileDrop(onDrop: (files: File[]) => void) {
  const [isOver, setIsOver] = useState(false);
  const withFiles = (act: (event: DragEvent) => void) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    event.stopPropagation(); // the editor within would take the file's text, too
    act(event);
  };
  return {
    isOver,
    handlers: {
      onDragOverCapture: withFiles((event) => {
        event.dataTransfer.dropEffect = "copy";
        setIsOver(true);
      }),
      onDragLeaveCapture: withFiles(({ currentTarget, relatedTarget }) => {
        // From child to child one is still above it.
        if (!currentTarget.contains(relatedTarget as Node | null))
          setIsOver(false);
      }),
      onDropCapture: withFiles((event) => {
        setIsOver(false);
        onDrop([...event.dataTransfer.files]);
      }),
    },
  };
}

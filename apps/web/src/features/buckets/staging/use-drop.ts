import { useEffect, useState } from "react";

/**
 * Takes files that are dropped anywhere on the page. True while some are held above it.
 * `onDrop` must read the drop at once, and be stable.
 */
export function useDrop(onDrop: (data: DataTransfer) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    // Each element that is entered or left tells: only the last leave is the end.
    let depth = 0;
    const listen = (
      type: "dragenter" | "dragover" | "dragleave" | "drop",
      act: (event: DragEvent) => void,
    ) =>
      document.addEventListener(
        type,
        (event) => {
          if (!event.dataTransfer?.types.includes("Files")) return;
          event.preventDefault();
          act(event);
        },
        { signal },
      );
    listen("dragenter", () => {
      depth++;
      setIsOver(true);
    });
    listen("dragover", ({ dataTransfer }) => {
      if (dataTransfer) dataTransfer.dropEffect = "copy";
    });
    listen("dragleave", () => {
      depth--;
      if (depth <= 0) setIsOver(false);
    });
    listen("drop", ({ dataTransfer }) => {
      depth = 0;
      setIsOver(false);
      if (dataTransfer) onDrop(dataTransfer);
    });
    return () => end.abort();
  }, [onDrop]);
  return isOver;
}

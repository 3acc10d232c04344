import { type KeyboardEvent, useCallback } from "react";

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Up and down go from row to row, in the column that has the focus. */
export function useRowKeys() {
  return useCallback((event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key];
    const target = event.target as HTMLElement;
    const { column } = target.dataset;
    if (!step || !column || event.altKey || event.ctrlKey || event.metaKey)
      return;
    const row = target.closest<HTMLElement>("[data-row]");
    const index = Number(row?.dataset["row"]) + step;
    const next = event.currentTarget.querySelector<HTMLElement>(
      `[data-row="${index}"] [data-column="${column}"]`,
    );
    if (!next) return;
    event.preventDefault();
    next.focus();
  }, []);
}

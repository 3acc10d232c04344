import { type KeyboardEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import { splitAround } from "./find-lines.ts";

/** More of one line is in the download: a megabyte in a row would hold up the browser. */
const LONGEST_SHOWN = 5000;
/** The server's own lines begin so. */
const OURS = "[oscar] ";

interface LogLineProps {
  text: string;
  /** Its place in the whole log, from 0. */
  place: number;
  /** Undefined where the log's beginning was not read. */
  number: number | undefined;
  needle: string;
  isCurrent: boolean;
  isCopied: boolean;
  /** One number among all can be reached with Tab. */
  isStop: boolean;
  onCopy: (place: number) => void;
}

/** A line: its number, which copies it, and its text with what is searched for marked. */
export const LogLine = memo(function LogLine(props: LogLineProps) {
  const { text, place, number, isCurrent, isCopied, isStop, onCopy } = props;
  const { t } = useTranslation(["jobs", "common"]);
  const shown = text.slice(0, LONGEST_SHOWN);
  const isOurs = text.startsWith(OURS);
  const label =
    number === undefined ? t("copyThisLine") : t("copyLine", { number });
  return (
    <div className={isCurrent ? "text current" : "text"}>
      <button
        type="button"
        className="number"
        data-place={place}
        tabIndex={isStop ? 0 : -1}
        aria-label={label}
        title={label}
        onClick={() => onCopy(place)}
        onKeyDown={moveAmongNumbers}
      >
        {isCopied ? "✓" : (number ?? "·")}
      </button>
      <span className={isOurs ? "ours" : ""}>
        {splitAround(shown, props.needle).map((piece, index) =>
          index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece,
        )}
        {text.length > LONGEST_SHOWN && (
          <i>{t("restOfLine", { count: text.length - LONGEST_SHOWN })}</i>
        )}
      </span>
    </div>
  );
});

/** Up and Down lead from number to number; only those in sight exist. */
function moveAmongNumbers(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const place = Number(event.currentTarget.dataset["place"]) + step;
  event.currentTarget
    .closest('[role="log"]')
    ?.querySelector<HTMLElement>(`[data-place="${place}"]`)
    ?.focus();
}

/** The look of all lines, given once by what holds them: a style for each would cost at every scroll. */
export const LINE_STYLES = {
  "& .text": { display: "flex", minHeight: "inherit", pr: 2 },
  "& .text:hover": { bgcolor: "action.hover" },
  "& .number": {
    all: "unset",
    flexShrink: 0,
    boxSizing: "border-box",
    width: "var(--number-width)",
    pr: 2,
    textAlign: "right",
    color: "text.secondary",
    userSelect: "none",
    cursor: "copy",
    fontVariantNumeric: "tabular-nums",
  },
  "& .number:hover": { color: "primary.main", textDecoration: "underline" },
  "& .number:focus-visible": {
    outline: 2,
    outlineColor: "primary.main",
    outlineOffset: -2,
    borderRadius: 0.5,
  },
  "& .ours": { color: "text.secondary", fontStyle: "italic" },
  "& mark": { bgcolor: "selected", color: "inherit", fontWeight: 700 },
  "& i": { color: "text.secondary", pl: 1 },
  "& .text.current": { bgcolor: "selected" },
  "& .current mark": {
    bgcolor: "primary.main",
    color: "primary.contrastText",
  },
};

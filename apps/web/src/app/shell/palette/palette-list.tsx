import Box from "@mui/material/Box";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { KeyCaps } from "../../../components/key-caps.tsx";
import type { PaletteEntry } from "./use-entries.ts";

interface PaletteListProps {
  id: string;
  /** Those of a group stand together. */
  entries: PaletteEntry[];
  /** Which one Enter runs. */
  current: number;
  onPoint: (index: number) => void;
  onRun: (entry: PaletteEntry) => void;
}

/** What was found, under the names of its groups. The field above has the focus. */
export function PaletteList(props: PaletteListProps) {
  const { id, entries } = props;
  const { t } = useTranslation();
  const groups = Map.groupBy(entries, ({ group }) => group);
  return (
    <Box
      id={id}
      role="listbox"
      aria-label={t("palette.results")}
      sx={{ overflowY: "auto", p: 1, pt: 0.5 }}
    >
      {[...groups].map(([group, members]) => {
        const title = t(`palette.groups.${group}`);
        return (
          <Box key={group} role="group" aria-label={title}>
            <Box aria-hidden sx={TITLE}>
              {title}
            </Box>
            {members.map((entry) => (
              <Line key={entry.id} {...props} entry={entry} />
            ))}
          </Box>
        );
      })}
      {entries.length === 0 && (
        <Box sx={{ p: 3, textAlign: "center", color: "text.secondary" }}>
          {t("palette.nothing")}
        </Box>
      )}
    </Box>
  );
}

function Line(props: PaletteListProps & { entry: PaletteEntry }) {
  const { id, entries, current, entry, onPoint, onRun } = props;
  const index = entries.indexOf(entry);
  const isCurrent = index === current;
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isCurrent) line.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  const { icon: Icon, label, shortcut } = entry;
  return (
    <Box
      ref={line}
      id={`${id}-${index}`}
      role="option"
      aria-selected={isCurrent}
      onPointerMove={() => !isCurrent && onPoint(index)}
      onClick={() => onRun(entry)}
      sx={LINE}
    >
      <Icon fontSize="small" aria-hidden sx={{ color: "text.secondary" }} />
      <Box component="span" sx={LABEL}>
        {label}
      </Box>
      {shortcut && (
        <Box aria-hidden component="span">
          <KeyCaps of={shortcut} />
        </Box>
      )}
    </Box>
  );
}

const TITLE = {
  px: 1.5,
  pt: 1.5,
  pb: 0.5,
  fontSize: "0.75rem",
  fontWeight: 600,
  color: "text.secondary",
};

const LINE = {
  display: "flex",
  alignItems: "center",
  gap: 1.5,
  minHeight: 40,
  px: 1.5,
  borderRadius: 1,
  cursor: "pointer",
  scrollMarginBlock: "40px",
  "&[aria-selected=true]": { bgcolor: "selected" },
};

const LABEL = {
  flex: 1,
  minWidth: 0,
  overflow: "hidden",
  textOverflow: "ellipsis",
  whiteSpace: "nowrap",
};

import SearchIcon from "@mui/icons-material/Search";
import Box from "@mui/material/Box";
import Dialog from "@mui/material/Dialog";
import InputBase from "@mui/material/InputBase";
import { type KeyboardEvent, useLayoutEffect, useId, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { visuallyHidden } from "../../../components/visually-hidden.ts";
import { findEntries } from "./find-entries.ts";
import { stopKeeping } from "./open-palette.ts";
import { PaletteList } from "./palette-list.tsx";
import { type PaletteEntry, useEntries } from "./use-entries.ts";

interface PaletteProps {
  onClose: () => void;
}

/** Leads by a few keys to every page, function and bucket, and to what can be done anywhere. */
export function Palette({ onClose }: PaletteProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const entries = useEntries(query);
  const found = byGroup(findEntries(entries, query));
  const current = Math.min(chosen, found.length - 1);

  function run(entry: PaletteEntry | undefined) {
    if (!entry) return;
    // Gone before the act: that may want the focus, which a dialog gives back.
    flushSync(onClose);
    entry.run();
  }
  useLayoutEffect(() => {
    const { text, isEntered } = stopKeeping();
    setQuery(text);
    const best = byGroup(findEntries(entries, text))[0];
    if (isEntered) queueMicrotask(() => run(best));
    // oxlint-disable-next-line react/exhaustive-deps -- what was typed before, once
  }, []);
  function press(event: KeyboardEvent) {
    const last = found.length - 1;
    const steps: Record<string, number> = {
      ArrowDown: current < last ? current + 1 : 0,
      ArrowUp: current > 0 ? current - 1 : last,
      PageDown: Math.min(last, current + 8),
      PageUp: Math.max(0, current - 8),
    };
    const next = steps[event.key];
    if (next !== undefined) setChosen(next);
    else if (event.key === "Enter") run(found[current]);
    else return;
    event.preventDefault();
  }
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      transitionDuration={{ enter: 120, exit: 0 }}
      slotProps={{ paper: { "aria-label": t("palette.title") } }}
      sx={PLACE}
    >
      <Box sx={FIELD}>
        <SearchIcon aria-hidden sx={{ color: "text.secondary" }} />
        <InputBase
          autoFocus
          fullWidth
          value={query}
          placeholder={t("palette.placeholder")}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={press}
          slotProps={{
            input: {
              role: "combobox",
              "aria-label": t("palette.title"),
              "aria-expanded": true,
              "aria-controls": listId,
              "aria-autocomplete": "list",
              "aria-activedescendant":
                found.length > 0 ? `${listId}-${current}` : undefined,
              autoComplete: "off",
              spellCheck: false,
            },
          }}
          sx={{ fontSize: "1rem" }}
        />
      </Box>
      <PaletteList
        id={listId}
        entries={found}
        current={current}
        onPoint={setChosen}
        onRun={run}
      />
      <Box role="status" sx={visuallyHidden}>
        {t("palette.found", { count: found.length })}
      </Box>
    </Dialog>
  );
}

/** Those of a group together, the group with the best entry first. */
function byGroup(entries: PaletteEntry[]): PaletteEntry[] {
  const groups = [...new Set(entries.map(({ group }) => group))];
  return groups.flatMap((group) =>
    entries.filter((entry) => entry.group === group),
  );
}

const PLACE = {
  "& .MuiDialog-container": { alignItems: "flex-start" },
  "& .MuiDialog-paper": {
    mt: { xs: 1, sm: "10vh" },
    mx: { xs: 1, sm: 4 },
    width: { xs: "calc(100% - 16px)", sm: "calc(100% - 64px)" },
    maxHeight: "min(560px, 80vh)",
  },
};

const FIELD = {
  display: "flex",
  alignItems: "center",
  gap: 1.5,
  flex: "none",
  height: 56,
  px: 2.5,
  borderBottom: 1,
  borderColor: "divider",
};

import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import useMediaQuery from "@mui/material/useMediaQuery";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { TimeText } from "../../../components/time-text.tsx";
import { ConflictPart } from "./conflict-part.tsx";
import type { Difference, Part, Side } from "./differences.ts";
import type { ConflictState } from "./use-form-conflict.ts";

/** Both versions in view, part by part: what each says, who has changed it, and which is kept. */
export function ConflictDialog({ state }: { state: ConflictState }) {
  const { shown } = state;
  return shown && <Shown key={shown.theirs.generation} {...{ state, shown }} />;
}

interface ShownProps {
  state: ConflictState;
  shown: NonNullable<ConflictState["shown"]>;
}

function Shown({ state, shown }: ShownProps) {
  const { t } = useTranslation("functions");
  const { theirs, differences } = shown;
  const isNarrow = useMediaQuery("(max-width: 899.95px)", { noSsr: true });
  const titleId = useId();
  const [choice, setChoice] = useState(() => firstChoice(differences));
  return (
    <Dialog
      open
      fullScreen={isNarrow}
      maxWidth="md"
      fullWidth
      aria-labelledby={titleId}
    >
      <DialogTitle id={titleId}>{t("form.conflict.title")}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2, alignContent: "start" }}>
        <div>
          {t("form.conflict.theirs", {
            name: theirs.name,
            generation: theirs.generation,
          })}{" "}
          <TimeText time={theirs.updatedAt} isFocusable />
        </div>
        {differences.length === 0 && (
          <Alert severity="success">{t("form.conflict.same")}</Alert>
        )}
        {differences.map((difference) => (
          <ConflictPart
            key={difference.part}
            difference={difference}
            value={choice[difference.part] ?? "mine"}
            onChange={(side) =>
              setChoice({ ...choice, [difference.part]: side })
            }
          />
        ))}
      </DialogContent>
      <DialogActions sx={{ flexWrap: "wrap", rowGap: 1, px: 3, py: 2 }}>
        <Button onClick={state.close}>{t("form.conflict.back")}</Button>
        <Box sx={{ flex: 1 }} />
        <Button variant="outlined" onClick={state.takeTheirs}>
          {t("form.conflict.takeTheirs")}
        </Button>
        <Button
          variant="contained"
          autoFocus
          onClick={() => void state.save(choice)}
        >
          {t("form.conflict.save")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** What only they have changed is theirs at first; all that I have changed is mine. */
function firstChoice(differences: Difference[]): Partial<Record<Part, Side>> {
  return Object.fromEntries(
    differences.map(({ part, changedBy }) => [
      part,
      changedBy === "theirs" ? "theirs" : "mine",
    ]),
  );
}

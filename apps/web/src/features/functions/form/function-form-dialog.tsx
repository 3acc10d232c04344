import Box from "@mui/material/Box";
import Dialog from "@mui/material/Dialog";
import DialogTitle from "@mui/material/DialogTitle";
import useMediaQuery from "@mui/material/useMediaQuery";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { ErrorState } from "../../../components/error-state.tsx";
import { useDocumentTitle } from "../../../components/page.tsx";
import { RowSkeletons } from "../../../components/row-skeletons.tsx";
import { ImportButton } from "../bundle/import-button.tsx";
import { functionQuery } from "../functions-queries.ts";
import { FunctionForm } from "./function-form.tsx";

interface FunctionFormDialogProps {
  /** The function to edit; none for a new one. */
  name?: string | undefined;
  onClose: () => void;
}

/** The form over the page it was called from. Neither a click beside it nor Esc loses what was typed. */
export function FunctionFormDialog({ name, onClose }: FunctionFormDialogProps) {
  const { t } = useTranslation(["functions", "common"]);
  const isNarrow = useMediaQuery("(max-width: 899.95px)", { noSsr: true });
  const titleId = useId();
  const draftedAt = draftedAtOf(useLocation().state);
  const title = name ? t("form.editTitle", { name }) : t("form.title");
  useDocumentTitle(title);
  return (
    <Dialog
      open
      fullScreen={isNarrow}
      onKeyDown={(event) => {
        // Within the form it does more; before the form is there, this.
        const isInForm = (event.target as Element).closest("form") !== null;
        if (event.key === "Escape" && !isInForm) onClose();
      }}
      aria-labelledby={titleId}
      slotProps={{
        paper: { sx: { width: isNarrow ? undefined : 880, maxWidth: "none" } },
      }}
    >
      <DialogTitle component="div" sx={TITLE}>
        <Box
          component="h2"
          id={titleId}
          sx={{ flex: 1, m: 0, font: "inherit" }}
        >
          {title}
        </Box>
        {name === undefined && <ImportButton />}
      </DialogTitle>
      {name === undefined ? (
        <FunctionForm key={draftedAt} onClose={onClose} />
      ) : (
        <EditForm name={name} onClose={onClose} />
      )}
    </Dialog>
  );
}

function EditForm({ name, onClose }: { name: string; onClose: () => void }) {
  const { data, error, refetch, isFetchedAfterMount } = useQuery({
    ...functionQuery(name),
    staleTime: 0,
  });
  // Never from the cache: an edit begins with what the server has now.
  if (data && isFetchedAfterMount)
    return <FunctionForm key={name} saved={data} onClose={onClose} />;
  if (error && isFetchedAfterMount)
    return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <RowSkeletons />;
}

/** Changes when a draft was put in place of what the form holds. */
function draftedAtOf(state: unknown): number {
  return typeof state === "object" &&
    state !== null &&
    "draftedAt" in state &&
    typeof state.draftedAt === "number"
    ? state.draftedAt
    : 0;
}

const TITLE = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  py: 2,
  borderBottom: 1,
  borderColor: "divider",
};

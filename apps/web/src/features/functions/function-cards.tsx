import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { FunctionSummary } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { JobChips } from "../../components/job-chips.tsx";
import { FunctionActions } from "./function-actions.tsx";
import { FunctionLink, invocationsOf } from "./function-columns.tsx";
import { ReadyState } from "./ready-state.tsx";

interface FunctionCardsProps {
  functions: FunctionSummary[];
  onDelete: (name: string) => void;
}

/** The table's rows where a table has no room. */
export function FunctionCards({ functions, onDelete }: FunctionCardsProps) {
  const { t } = useTranslation("functions");
  return (
    <Box
      component="ul"
      aria-label={t("title")}
      sx={{ listStyle: "none", m: 0, p: 0 }}
    >
      {functions.map((shown) => (
        <Box component="li" key={shown.name} sx={CARD}>
          <Box sx={{ display: "flex", alignItems: "center", gap: 0.5 }}>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <FunctionLink name={shown.name} />
            </Box>
            <FunctionActions
              name={shown.name}
              onDelete={() => onDelete(shown.name)}
            />
          </Box>
          <ReadyState {...shown} />
          <Typography variant="body2" sx={{ color: "text.secondary", my: 0.5 }}>
            {t("cardFacts", {
              free: shown.slots.free,
              total: shown.slots.total,
              count: invocationsOf(shown),
            })}
          </Typography>
          <Box sx={{ display: "flex", gap: 0.5 }}>
            <JobChips counts={shown.counts} />
          </Box>
        </Box>
      ))}
    </Box>
  );
}

const CARD = {
  px: 2,
  py: 1.5,
  borderTop: 1,
  borderColor: "divider",
};

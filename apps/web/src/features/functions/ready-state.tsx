import CheckCircleOutlinedIcon from "@mui/icons-material/CheckCircleOutlined";
import WarningAmberIcon from "@mui/icons-material/WarningAmber";
import Box from "@mui/material/Box";
import type { FunctionSummary } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { Tooltip } from "../../components/tooltip.tsx";

type ReadyStateProps = Pick<FunctionSummary, "ready" | "problems">;

/** Green tick and the word, or what is the matter. */
export function ReadyState({ ready, problems }: ReadyStateProps) {
  const { t } = useTranslation("functions");
  const Icon = ready ? CheckCircleOutlinedIcon : WarningAmberIcon;
  const text = ready ? t("ready") : (problems[0] ?? t("notReady"));
  return (
    <Tooltip title={problems.join("\n")}>
      <Box
        component="span"
        sx={{
          display: "inline-flex",
          alignItems: "center",
          gap: 0.75,
          maxWidth: "100%",
          verticalAlign: "middle",
          color: ready ? "success.main" : "warning.main",
          fontWeight: 550,
        }}
      >
        <Icon sx={{ fontSize: 18, flexShrink: 0 }} aria-hidden />
        <Box component="span" sx={ONE_LINE}>
          {text}
        </Box>
      </Box>
    </Tooltip>
  );
}

const ONE_LINE = {
  overflow: "hidden",
  textOverflow: "ellipsis",
  whiteSpace: "nowrap",
};

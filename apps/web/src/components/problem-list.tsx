import Alert from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import Box from "@mui/material/Box";
import type { StatusProblem } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { translateFault } from "../lib/error-text.ts";
import { MONO_FONT } from "../lib/mono-font.ts";
import { CopyButton } from "./copy-button.tsx";

/** What an operator should know, each with what to do about it. */
export function ProblemList({ problems }: { problems: StatusProblem[] }) {
  return problems.map((problem) => (
    <Alert
      key={`${problem.code} ${problem.message}`}
      severity="warning"
      variant="outlined"
      sx={{
        bgcolor: "background.paper",
        minWidth: 0,
        "& .MuiAlert-icon": { alignSelf: "flex-start" },
        "& .MuiAlert-message": { flex: 1, minWidth: 0 },
      }}
    >
      <Words problem={problem} />
      {problem.settings && <Settings lines={problem.settings} />}
    </Alert>
  ));
}

/** In the reader's language what it is; the server's own sentences know more, and are English. */
function Words({ problem }: { problem: StatusProblem }) {
  const { code, message, help } = problem;
  const translated = translateFault(code);
  const isTranslated = translated !== code;
  return (
    <>
      <AlertTitle sx={{ fontSize: "0.875rem", mb: 0.25 }}>
        {isTranslated ? translated : message}
      </AlertTitle>
      <span lang="en">{isTranslated ? `${message} ${help}` : help}</span>
    </>
  );
}

/** Lines for a program's environment, to be copied as they are. */
function Settings({ lines }: { lines: string[] }) {
  const { t } = useTranslation();
  const text = lines.join("\n");
  return (
    <Box sx={SETTINGS}>
      <Box
        component="pre"
        // It scrolls sideways on a phone, also by the keys.
        tabIndex={0}
        sx={{ m: 0, py: 1, flex: 1, minWidth: 0, overflowX: "auto" }}
      >
        {text}
      </Box>
      <CopyButton text={text} label={t("copySettings")} />
    </Box>
  );
}

const SETTINGS = {
  display: "flex",
  alignItems: "flex-start",
  gap: 1,
  mt: 1,
  pl: 1.5,
  pr: 0.5,
  py: 0.5,
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
  fontFamily: MONO_FONT,
  fontSize: "0.8125rem",
  lineHeight: 1.5,
};

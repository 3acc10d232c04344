import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";
import { errorText } from "../../lib/error-text.ts";
import type { UploadsSnapshot } from "../../lib/uploads/upload-types.ts";
import { uploads } from "../../lib/uploads/uploads.ts";

/** What stops the queue, and answers that count for many files at once. */
export function TrayNotices({ snapshot }: { snapshot: UploadsSnapshot }) {
  const { t } = useTranslation("uploads");
  const { stop, counts } = snapshot;
  return (
    <>
      {stop?.kind === "error" && (
        <Alert
          severity="error"
          sx={NOTICE}
          action={
            <Button
              size="small"
              color="inherit"
              onClick={() => uploads.resume()}
            >
              {t("resume")}
            </Button>
          }
        >
          {errorText(stop.error)}
        </Alert>
      )}
      {counts.exists > 1 && (
        <Alert severity="warning" sx={NOTICE}>
          {t("exists", { count: counts.exists })}
          <Box sx={{ display: "flex", gap: 1, mt: 0.5, ml: -2 }}>
            <Button
              size="small"
              color="inherit"
              onClick={() => uploads.answerAll("replace")}
            >
              {t("replaceAll")}
            </Button>
            <Button
              size="small"
              color="inherit"
              onClick={() => uploads.answerAll("skip")}
            >
              {t("skipAll")}
            </Button>
          </Box>
        </Alert>
      )}
      {counts.failed > 1 && (
        <Alert
          severity="error"
          sx={NOTICE}
          action={
            <Button
              size="small"
              color="inherit"
              onClick={() => uploads.retryAll()}
            >
              {t("retryAll")}
            </Button>
          }
        >
          {t("failed", { count: counts.failed })}
        </Alert>
      )}
    </>
  );
}

const NOTICE = { mx: 2, mb: 1, py: 0, borderRadius: 1 };

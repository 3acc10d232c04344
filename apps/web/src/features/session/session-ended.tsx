import Dialog from "@mui/material/Dialog";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../lib/shared-queries.ts";
import { LoginCard } from "./login-card.tsx";

/**
 * The login over the page on which the session has ended. What is below it stays as it was:
 * nothing typed is lost, no scroll, no selection, no upload.
 */
export function SessionEnded({ name }: { name: string }) {
  const { t } = useTranslation("session");
  const titleId = useId();
  // Somebody may have logged in in another tab.
  useQuery({ ...sessionQuery(), refetchOnWindowFocus: "always" });
  return (
    <Dialog
      open
      fullScreen
      aria-labelledby={titleId}
      transitionDuration={0}
      sx={{ zIndex: "tooltip" }}
      slotProps={{ paper: { sx: { bgcolor: "background.default" } } }}
    >
      <LoginCard titleId={titleId} note={t("ended")} knownName={name} />
    </Dialog>
  );
}

import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { showSuccess } from "../../components/messages.tsx";
import { setTitleProgress } from "../../lib/document-title.ts";
import { useIsLoggedIn } from "../../lib/shared-queries.ts";
import type { UploadsSnapshot } from "../../lib/uploads/upload-types.ts";
import { onUploadReport, uploads } from "../../lib/uploads/uploads.ts";

/** Tells of the uploads outside their tray: messages, the tab's title, a warning before it closes. */
export function useUploadNews(snapshot: UploadsSnapshot): void {
  useMessages();
  useTitle(snapshot);
  const isLoggedIn = useIsLoggedIn();
  useEffect(() => {
    if (isLoggedIn) uploads.resume();
  }, [isLoggedIn]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (uploads.isBusy) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);
}

function useMessages(): void {
  const { t } = useTranslation("uploads");
  useEffect(
    () =>
      onUploadReport(({ keys, done }) => {
        // What failed stays in the tray, with what mends it.
        if (done > keys.length) showSuccess(t("filesDone", { count: done }));
        else for (const name of keys) showSuccess(t("fileDone", { name }));
      }),
    [t],
  );
}

function useTitle({ counts, totalBytes, sentBytes }: UploadsSnapshot): void {
  const { t } = useTranslation("uploads");
  const { total, done, failed, exists } = counts;
  const isBusy = counts.active + counts.waiting > 0;
  const share = totalBytes > 0 ? sentBytes / totalBytes : done / (total || 1);
  const progress = `${Math.floor(Math.min(share, 1) * 100)} %`;
  const ended =
    failed > 0
      ? t("titleFailed")
      : exists > 0
        ? t("titleExists")
        : t("titleDone");
  const text = isBusy ? progress : total > 0 ? ended : "";
  useEffect(() => {
    setTitleProgress(text);
    return () => setTitleProgress("");
  }, [text]);
}

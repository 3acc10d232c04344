import type { ArchiveTicket } from "@oscar/contracts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { showFailure } from "../../components/messages.tsx";
import { formatNumber } from "../../lib/format.ts";
import { downloadObject, downloadZip } from "./download.ts";
import { onlyObject, type Picked } from "./selection/selection.ts";

/** Downloads what is ticked: one object as it is, more as a zip. */
export function useZip(bucket: string) {
  const { t, i18n } = useTranslation("buckets");
  const [isPreparing, setIsPreparing] = useState(false);
  const [preparing, setPreparing] = useState<string>();
  const [missing, setMissing] = useState<ArchiveTicket["missing"]>([]);

  async function download(picked: Picked): Promise<void> {
    const object = onlyObject(picked);
    if (object !== undefined) return downloadObject(bucket, object);
    setIsPreparing(true);
    try {
      const ticket = await downloadZip(bucket, picked, ({ done }) => {
        const number = formatNumber(done, i18n.language);
        setPreparing(t("zip.preparing", { number }));
      });
      setMissing(ticket.missing);
    } catch (error) {
      const act = { label: t("zip.retry"), run: () => void download(picked) };
      showFailure(error, { act });
    } finally {
      setIsPreparing(false);
      setPreparing(undefined);
    }
  }
  return {
    download,
    isPreparing,
    preparing,
    missing,
    forgetMissing: () => setMissing([]),
  };
}

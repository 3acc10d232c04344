import Button from "@mui/material/Button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { lazyPart } from "../../../components/later.tsx";

const DeleteBucketDialog = lazyPart(
  async () => (await import("./delete-bucket-dialog.tsx")).DeleteBucketDialog,
);

/** `Delete bucket`, which asks first. */
export function DeleteBucket({ bucket }: { bucket: string }) {
  const { t } = useTranslation("buckets");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setIsOpen(true)}>
        {t("deleteBucket.button")}
      </Button>
      {isOpen && (
        <DeleteBucketDialog bucket={bucket} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
}

import DeleteIcon from "@mui/icons-material/Delete";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { lazyPart } from "../../../components/later.tsx";

const DeleteBucketDialog = lazyPart(
  async () => (await import("./delete-bucket-dialog.tsx")).DeleteBucketDialog,
);

/** `Delete bucket`, which asks first. On a phone the icon alone, so that the bucket's name has the line. */
export function DeleteBucket({ bucket }: { bucket: string }) {
  const { t } = useTranslation("buckets");
  const [isOpen, setIsOpen] = useState(false);
  const label = t("deleteBucket.button");
  return (
    <>
      <Button
        variant="outlined"
        color="error"
        aria-label={label}
        title={label}
        onClick={() => setIsOpen(true)}
        sx={{ minWidth: 36, px: { xs: 0, sm: 2 } }}
      >
        <DeleteIcon fontSize="small" sx={{ display: { sm: "none" } }} />
        <Box component="span" sx={{ display: { xs: "none", sm: "inline" } }}>
          {label}
        </Box>
      </Button>
      {isOpen && (
        <DeleteBucketDialog bucket={bucket} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
}

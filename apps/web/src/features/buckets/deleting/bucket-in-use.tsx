import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import type { Bucket } from "@oscar/contracts";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { paths } from "../../../lib/paths.ts";

interface BucketInUseProps {
  bucket: string;
  users: Bucket["usedBy"];
  onClose: () => void;
}

/** Says which functions use a bucket, so that it cannot be deleted, and leads to them. */
export function BucketInUse({ bucket, users, onClose }: BucketInUseProps) {
  const { t } = useTranslation(["buckets", "common"]);
  const titleId = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      maxWidth="xs"
      fullWidth
    >
      <DialogTitle id={titleId}>
        {t("buckets:deleteBucket.inUse", { name: bucket })}
      </DialogTitle>
      <DialogContent>
        <ul>
          {users.map((use) => (
            <li key={`${use.function} ${use.as}`}>
              <Link
                component={RouterLink}
                to={paths.function(use.function)}
                underline="always"
              >
                {use.function}
              </Link>{" "}
              {use.as === "input"
                ? t("buckets:deleteBucket.reads")
                : t("buckets:deleteBucket.writes")}
            </li>
          ))}
        </ul>
        <Typography>{t("buckets:deleteBucket.mend")}</Typography>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose} autoFocus>
          {t("common:close")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

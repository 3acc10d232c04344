import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import OutlinedInput from "@mui/material/OutlinedInput";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { showFailure } from "../../../components/messages.tsx";
import { queryClient } from "../../../lib/query-client.ts";
import { objectQuery } from "../bucket-queries.ts";
import {
  intoFolder,
  parentOf,
  useBucketView,
  type ViewChange,
} from "../use-bucket-view.ts";

interface GoToFolderProps {
  bucket: string;
  folder: string;
  onEnd: () => void;
}

/** A field for a path: of a folder, or of an object that is then shown. */
export function GoToFolder({ bucket, folder, onEnd }: GoToFolderProps) {
  const { t } = useTranslation(["buckets", "common"]);
  const [, change] = useBucketView();
  const [path, setPath] = useState(folder);
  async function go(event: FormEvent) {
    event.preventDefault();
    try {
      change(await viewOfPath(bucket, path));
      onEnd();
    } catch (error) {
      showFailure(error);
    }
  }
  return (
    <Box
      component="form"
      onSubmit={(event) => void go(event)}
      onKeyDown={(event) => event.key === "Escape" && onEnd()}
      sx={{ display: "flex", gap: 1, flex: 1, maxWidth: 640 }}
    >
      <OutlinedInput
        autoFocus
        fullWidth
        size="small"
        value={path}
        placeholder={t("buckets:folders.pathExample")}
        onChange={(event) => setPath(event.target.value)}
        slotProps={{
          input: {
            "aria-label": t("buckets:folders.pathOf"),
            autoComplete: "off",
            spellCheck: false,
          },
        }}
      />
      <Button type="submit" variant="contained">
        {t("buckets:folders.go")}
      </Button>
      <Button color="inherit" onClick={onEnd}>
        {t("common:cancel")}
      </Button>
    </Box>
  );
}

async function viewOfPath(bucket: string, text: string): Promise<ViewChange> {
  const path = text.trim().replace(/^\/+/, "");
  if (path === "" || path.endsWith("/")) return intoFolder(path);
  const object = await queryClient.fetchQuery(objectQuery(bucket, path));
  if (!object) return intoFolder(`${path}/`);
  return { ...intoFolder(parentOf(path)), preview: path };
}

import FolderOutlinedIcon from "@mui/icons-material/FolderOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";
import { Tooltip } from "../../../components/tooltip.tsx";
import { usePreference } from "../../../lib/preferences.ts";
import { WITH_WORDS } from "../table/row-layout.ts";
import { intoFolder, useBucketView } from "../use-bucket-view.ts";

/** Shows folders, or all objects in one list; the choice is remembered. */
export function FoldersToggle() {
  const { t } = useTranslation("buckets");
  const [view, change] = useBucketView();
  const [, setAreFoldersShown] = usePreference("areFoldersShown");
  const isOn = view.filter.folder !== undefined;
  function toggle() {
    setAreFoldersShown(!isOn);
    change({ ...intoFolder(""), ...(isOn ? { folder: null } : {}) });
  }
  return (
    <Tooltip
      describeChild
      title={isOn ? t("folders.flatHint") : t("folders.hint")}
    >
      <Button
        variant="outlined"
        color={isOn ? "primary" : "inherit"}
        aria-label={t("folders.label")}
        aria-pressed={isOn}
        onClick={toggle}
        sx={[BUTTON, isOn && { bgcolor: "selected" }]}
      >
        <FolderOutlinedIcon fontSize="small" />
        <Box component="span" sx={WORD}>
          {t("folders.label")}
        </Box>
      </Button>
    </Tooltip>
  );
}

const BUTTON = {
  minWidth: 36,
  px: 0,
  [WITH_WORDS]: { px: 1.5 },
};

const WORD = {
  display: "none",
  [WITH_WORDS]: { display: "inline", ml: 1 },
};

import AutorenewIcon from "@mui/icons-material/Autorenew";
import DriveFolderUploadIcon from "@mui/icons-material/DriveFolderUpload";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SearchField } from "../../components/search-field.tsx";
import { Tooltip } from "../../components/tooltip.tsx";
import { FoldersToggle } from "./folders/folders-toggle.tsx";
import { pickFiles } from "./staging/pick-files.ts";
import { UploadButtons } from "./staging/upload-buttons.tsx";
import { useSearchText } from "./use-search-text.ts";
import type { UploadActs } from "./staging/use-upload-acts.ts";

interface ToolbarProps {
  search: string;
  onSearch: (search: string) => void;
  onRefresh: () => Promise<unknown>;
  acts: UploadActs;
}

/** Search on the left; refresh, `Select files` and `Upload` on the right. */
export function Toolbar({ search, onSearch, onRefresh, acts }: ToolbarProps) {
  const { t } = useTranslation(["buckets", "common"]);
  const [text, setText] = useSearchText(search, onSearch);
  const [isRefreshing, setIsRefreshing] = useState(false);
  function refresh() {
    setIsRefreshing(true);
    void onRefresh().finally(() => setIsRefreshing(false));
  }
  return (
    <Box sx={BAR}>
      <Box sx={SEARCH}>
        <SearchField value={text} onChange={setText} />
      </Box>
      <Box sx={{ flex: 1 }} />
      <FoldersToggle />
      <Tooltip title={t("common:refresh")}>
        <IconButton
          color="primary"
          aria-label={t("common:refresh")}
          loading={isRefreshing}
          onClick={refresh}
        >
          <AutorenewIcon />
        </IconButton>
      </Tooltip>
      <Tooltip title={t("buckets:toolbar.selectFolder")}>
        <IconButton
          aria-label={t("buckets:toolbar.selectFolder")}
          onClick={() => void pickFiles("folder").then(acts.stage)}
          sx={{ display: { xs: "none", sm: "inline-flex" } }}
        >
          <DriveFolderUploadIcon />
        </IconButton>
      </Tooltip>
      <Box sx={UPLOAD}>
        <UploadButtons acts={acts} />
      </Box>
    </Box>
  );
}

/** Gives way to the buttons. */
const SEARCH = {
  flex: "0 1 320px",
  minWidth: 0,
  "& .MuiOutlinedInput-root": { width: "100%" },
};

/** On a phone they have a line of their own, above the list. */
const UPLOAD = { display: { xs: "none", sm: "flex" }, gap: 1 };

const BAR = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  height: "100%",
  px: { xs: 1, sm: 2 },
  "& > button": { flex: "none" },
};

import CloudUploadIcon from "@mui/icons-material/CloudUpload";
import DriveFolderUploadIcon from "@mui/icons-material/DriveFolderUpload";
import NoteAddIcon from "@mui/icons-material/NoteAdd";
import RefreshIcon from "@mui/icons-material/Refresh";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { SearchField } from "../../components/search-field.tsx";
import { Tooltip } from "../../components/tooltip.tsx";
import { FoldersToggle } from "./folders/folders-toggle.tsx";
import { pickFiles } from "./staging/pick-files.ts";
import { WITH_WORDS } from "./table/row-layout.ts";
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
          aria-label={t("common:refresh")}
          loading={isRefreshing}
          onClick={refresh}
        >
          <RefreshIcon />
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
      <BarButton
        label={t("buckets:toolbar.selectFiles")}
        icon={<NoteAddIcon fontSize="small" />}
        color="primary"
        onClick={acts.select}
      />
      <BarButton
        label={t("buckets:toolbar.upload")}
        icon={<CloudUploadIcon fontSize="small" />}
        color="secondary"
        onClick={acts.upload}
      />
    </Box>
  );
}

interface BarButtonProps {
  label: string;
  icon: ReactNode;
  color: "primary" | "secondary";
  onClick: () => void;
}

/** Where there is little room, the icon alone. */
function BarButton({ label, icon, color, onClick }: BarButtonProps) {
  return (
    <Button
      variant="contained"
      color={color}
      aria-label={label}
      title={label}
      onClick={onClick}
      sx={{
        minWidth: 36,
        px: 0,
        whiteSpace: "nowrap",
        [WITH_WORDS]: { px: 2 },
      }}
    >
      {icon}
      <Box component="span" sx={WORD}>
        {label}
      </Box>
    </Button>
  );
}

/** Gives way to the buttons. */
const SEARCH = {
  flex: "0 1 320px",
  minWidth: 0,
  "& .MuiOutlinedInput-root": { width: "100%" },
};

const WORD = {
  display: "none",
  [WITH_WORDS]: { display: "inline", ml: 1 },
};

const BAR = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  height: "100%",
  px: { xs: 1, sm: 2 },
  "& > button": { flex: "none" },
};

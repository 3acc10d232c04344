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
import { pickFiles } from "./staging/pick-files.ts";
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
      <Box sx={{ flex: { xs: 1, sm: "0 1 320px" }, minWidth: 0 }}>
        <SearchField value={text} onChange={setText} />
      </Box>
      <Box sx={{ flex: { sm: 1 } }} />
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

/** On a phone the icon alone. */
function BarButton({ label, icon, color, onClick }: BarButtonProps) {
  return (
    <Button
      variant="contained"
      color={color}
      aria-label={label}
      title={label}
      onClick={onClick}
      sx={{ minWidth: 0, px: { xs: 1, md: 2 }, whiteSpace: "nowrap" }}
    >
      {icon}
      <Box
        component="span"
        sx={{ ml: 1, display: { xs: "none", sm: "inline" } }}
      >
        {label}
      </Box>
    </Button>
  );
}

const BAR = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  height: "100%",
  px: { xs: 1, sm: 2 },
};

import ContentCopyIcon from "@mui/icons-material/ContentCopy";
import DeleteIcon from "@mui/icons-material/Delete";
import FileDownloadIcon from "@mui/icons-material/FileDownload";
import MoreVertIcon from "@mui/icons-material/MoreVert";
import PlayArrowIcon from "@mui/icons-material/PlayArrow";
import IconButton from "@mui/material/IconButton";
import ListItemIcon from "@mui/material/ListItemIcon";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import type { SvgIconProps } from "@mui/material/SvgIcon";
import { type ComponentType, useState } from "react";
import { useTranslation } from "react-i18next";
import { Tooltip } from "../../../components/tooltip.tsx";

export interface FunctionMenuProps {
  onBackfill: () => void;
  onClone: () => void;
  onExport: () => void;
  /** Given where there is no room for a button of its own. */
  onDelete?: (() => void) | undefined;
}

/** What is done with a function now and then. */
export function FunctionMenu(props: FunctionMenuProps) {
  const { onBackfill, onClone, onExport, onDelete } = props;
  const { t } = useTranslation("functions");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const label = t("menu.label");
  const item = (Icon: ComponentType<SvgIconProps>, act: () => void) => ({
    icon: <Icon fontSize="small" />,
    onClick: () => {
      setAnchor(null);
      act();
    },
  });
  return (
    <>
      <Tooltip title={label}>
        <IconButton
          aria-label={label}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <MoreVertIcon />
        </IconButton>
      </Tooltip>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
      >
        <Item {...item(PlayArrowIcon, onBackfill)}>{t("menu.backfill")}</Item>
        <Item {...item(ContentCopyIcon, onClone)}>{t("menu.clone")}</Item>
        <Item {...item(FileDownloadIcon, onExport)}>{t("menu.export")}</Item>
        {onDelete && (
          <Item {...item(DeleteIcon, onDelete)} isDangerous>
            {t("deleteShort")}
          </Item>
        )}
      </Menu>
    </>
  );
}

interface ItemProps {
  icon: React.ReactNode;
  isDangerous?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Item({ icon, isDangerous = false, onClick, children }: ItemProps) {
  return (
    <MenuItem
      onClick={onClick}
      sx={
        isDangerous
          ? {
              color: "error.main",
              "& .MuiListItemIcon-root": { color: "inherit" },
            }
          : {}
      }
    >
      <ListItemIcon>{icon}</ListItemIcon>
      {children}
    </MenuItem>
  );
}

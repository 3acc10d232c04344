import ContentCopyIcon from "@mui/icons-material/ContentCopy";
import DeleteIcon from "@mui/icons-material/Delete";
import FileDownloadIcon from "@mui/icons-material/FileDownload";
import PlayArrowIcon from "@mui/icons-material/PlayArrow";
import ListItemIcon from "@mui/material/ListItemIcon";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import type { SvgIconProps } from "@mui/material/SvgIcon";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import type { FunctionMenuProps } from "./function-menu.tsx";

interface FunctionMenuListProps extends FunctionMenuProps {
  anchor: HTMLElement;
  onClose: () => void;
}

/** The menu itself, below what opened it. */
export function FunctionMenuList(props: FunctionMenuListProps) {
  const { anchor, onClose, onBackfill, onClone, onExport, onDelete } = props;
  const { t } = useTranslation("functions");
  const item = (Icon: ComponentType<SvgIconProps>, act: () => void) => ({
    icon: <Icon fontSize="small" />,
    onClick: () => {
      onClose();
      act();
    },
  });
  return (
    <Menu open anchorEl={anchor} onClose={onClose}>
      <Item {...item(PlayArrowIcon, onBackfill)}>{t("menu.backfill")}</Item>
      <Item {...item(ContentCopyIcon, onClone)}>{t("menu.clone")}</Item>
      <Item {...item(FileDownloadIcon, onExport)}>{t("menu.export")}</Item>
      {onDelete && (
        <Item {...item(DeleteIcon, onDelete)} isDangerous>
          {t("deleteShort")}
        </Item>
      )}
    </Menu>
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

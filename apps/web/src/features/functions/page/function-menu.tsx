import MoreVertIcon from "@mui/icons-material/MoreVert";
import IconButton from "@mui/material/IconButton";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { lazyPart } from "../../../components/later.tsx";
import { Tooltip } from "../../../components/tooltip.tsx";

const FunctionMenuList = lazyPart(
  async () => (await import("./function-menu-list.tsx")).FunctionMenuList,
);

export interface FunctionMenuProps {
  onBackfill: () => void;
  onClone: () => void;
  onExport: () => void;
  /** Given where there is no room for a button of its own. */
  onDelete?: (() => void) | undefined;
}

/** What is done with a function now and then. */
export function FunctionMenu(props: FunctionMenuProps) {
  const { t } = useTranslation("functions");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const label = t("menu.label");
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
      {anchor && (
        <FunctionMenuList
          {...props}
          anchor={anchor}
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}

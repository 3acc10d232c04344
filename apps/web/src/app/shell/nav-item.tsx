import Box from "@mui/material/Box";
import ListItem from "@mui/material/ListItem";
import ListItemButton from "@mui/material/ListItemButton";
import ListItemIcon from "@mui/material/ListItemIcon";
import type { SvgIconProps } from "@mui/material/SvgIcon";
import type { ComponentType, ReactNode } from "react";
import { Link } from "react-router";
import { Tooltip } from "../../components/tooltip.tsx";

interface NavItemProps {
  icon?: ComponentType<SvgIconProps>;
  label: string;
  isMini: boolean;
  isActive?: boolean;
  /** For what opens something below itself. */
  isExpanded?: boolean;
  to?: string;
  onClick: () => void;
  end?: ReactNode;
}

/** A line of the drawer; in the mini drawer only its icon, named by a tooltip. */
export function NavItem(props: NavItemProps) {
  const {
    icon: Icon,
    label,
    isMini,
    isActive = false,
    to,
    onClick,
    end,
  } = props;
  const target = to === undefined ? {} : { component: Link, to };
  return (
    <ListItem disablePadding sx={{ mb: 0.5 }}>
      <Tooltip title={isMini ? label : ""} placement="right">
        <ListItemButton
          {...target}
          selected={isActive}
          onClick={onClick}
          aria-label={isMini ? label : undefined}
          aria-current={isActive && to ? "page" : undefined}
          aria-expanded={props.isExpanded}
          sx={[ITEM, isMini && { justifyContent: "center" }]}
        >
          {Icon && (
            <ListItemIcon
              sx={{ minWidth: 0, mr: isMini ? 0 : 2, color: "inherit" }}
            >
              <Icon sx={{ fontSize: 20 }} />
            </ListItemIcon>
          )}
          {!isMini && (
            <Box component="span" sx={LABEL} title={Icon ? undefined : label}>
              {label}
            </Box>
          )}
          {!isMini && end}
        </ListItemButton>
      </Tooltip>
    </ListItem>
  );
}

const LABEL = {
  flex: 1,
  minWidth: 0,
  overflow: "hidden",
  textOverflow: "ellipsis",
  whiteSpace: "nowrap",
};

const ITEM = {
  minHeight: 40,
  px: 1.5,
  py: 0,
  borderRadius: 1,
  fontWeight: 500,
  "&.Mui-selected, &.Mui-selected:hover, &.Mui-selected.Mui-focusVisible": {
    bgcolor: "selected",
    color: "primary.main",
    fontWeight: 600,
  },
  "&.Mui-focusVisible": { outlineOffset: -2, bgcolor: "transparent" },
};

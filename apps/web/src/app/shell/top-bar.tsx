import ChevronLeftIcon from "@mui/icons-material/ChevronLeft";
import ChevronRightIcon from "@mui/icons-material/ChevronRight";
import MenuIcon from "@mui/icons-material/Menu";
import AppBar from "@mui/material/AppBar";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Toolbar from "@mui/material/Toolbar";
import { useTranslation } from "react-i18next";
import { Tooltip } from "../../components/tooltip.tsx";
import { ConnectionState } from "./connection-state.tsx";
import { LanguageMenu } from "./language-menu.tsx";
import { SearchButton } from "./search-button.tsx";
import { ThemeMenu } from "./theme-menu.tsx";

interface TopBarProps {
  isDrawerShown: boolean;
  isMini: boolean;
  onToggle: () => void;
  /** None where the drawer has no mini form. */
  onToggleMini: (() => void) | undefined;
}

export function TopBar({
  isDrawerShown,
  isMini,
  onToggle,
  onToggleMini,
}: TopBarProps) {
  const { t } = useTranslation();
  const toggleLabel = isDrawerShown ? t("nav.hide") : t("nav.open");
  const miniLabel = isMini ? t("nav.widen") : t("nav.shrink");
  return (
    <AppBar
      position="sticky"
      elevation={0}
      enableColorOnDark
      sx={(theme) => ({
        bgcolor: "bar",
        color: "onBar",
        backgroundImage: "none",
        "& .Mui-focusVisible": { outlineColor: "currentColor" },
        ...theme.applyStyles("dark", {
          boxShadow: `inset 0 -1px ${theme.vars.palette.divider}`,
        }),
      })}
    >
      <Toolbar
        variant="dense"
        sx={{ minHeight: 56, gap: 0.5, px: { xs: 1, sm: 2 } }}
      >
        <Tooltip title={toggleLabel}>
          <IconButton
            color="inherit"
            aria-label={toggleLabel}
            onClick={onToggle}
          >
            <MenuIcon />
          </IconButton>
        </Tooltip>
        {onToggleMini && isDrawerShown && (
          <Tooltip title={miniLabel}>
            <IconButton
              color="inherit"
              aria-label={miniLabel}
              onClick={onToggleMini}
            >
              {isMini ? <ChevronRightIcon /> : <ChevronLeftIcon />}
            </IconButton>
          </Tooltip>
        )}
        <Box sx={{ flex: 1 }} />
        <SearchButton />
        <ConnectionState />
        <ThemeMenu />
        <LanguageMenu />
      </Toolbar>
    </AppBar>
  );
}

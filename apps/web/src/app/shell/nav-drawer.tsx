import DashboardIcon from "@mui/icons-material/Dashboard";
import FunctionsIcon from "@mui/icons-material/Functions";
import LogoutIcon from "@mui/icons-material/Logout";
import SettingsIcon from "@mui/icons-material/Settings";
import Box from "@mui/material/Box";
import List from "@mui/material/List";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { lazyPart } from "../../components/later.tsx";
import { Mark } from "../../components/mark.tsx";
import { paths } from "../../lib/paths.ts";
import { bucketsQuery } from "../../lib/shared-queries.ts";
import { logOut } from "./log-out.ts";
import { NavItem } from "./nav-item.tsx";
import { StorageSection } from "./storage-section.tsx";

const DRAWER_WIDTH = 256;
const MINI_WIDTH = 64;

/** Only narrow windows need it. */
const Drawer = lazyPart(
  async () => (await import("@mui/material/Drawer")).default,
);

interface NavDrawerProps {
  isTemporary: boolean;
  isShown: boolean;
  isMini: boolean;
  onClose: () => void;
  onWiden: () => void;
}

export function NavDrawer(props: NavDrawerProps) {
  const { isTemporary, isShown, isMini, onClose, onWiden } = props;
  const { t } = useTranslation();
  if (!isShown && !isTemporary) return null;
  const content = (
    <Box component="nav" aria-label={t("nav.label")} sx={NAV}>
      <Wordmark isMini={isMini} />
      <Items isMini={isMini} onNavigate={onClose} onWiden={onWiden} />
    </Box>
  );
  if (!isTemporary) {
    return (
      <Box sx={[FIXED, { width: isMini ? MINI_WIDTH : DRAWER_WIDTH }]}>
        {content}
      </Box>
    );
  }
  return (
    <Drawer
      open={isShown}
      onClose={onClose}
      slotProps={{
        paper: { sx: { width: DRAWER_WIDTH }, "aria-label": t("nav.label") },
      }}
    >
      {content}
    </Drawer>
  );
}

const FIXED = {
  position: "sticky",
  top: 0,
  flexShrink: 0,
  height: "100vh",
  overflow: "hidden",
  bgcolor: "background.paper",
  borderRight: 1,
  borderColor: "divider",
};

const NAV = {
  display: "flex",
  flexDirection: "column",
  minHeight: 0,
  height: "100%",
};

function Wordmark({ isMini }: { isMini: boolean }) {
  const { t } = useTranslation();
  return (
    <Box
      sx={(theme) => ({
        display: "flex",
        alignItems: "center",
        gap: 1.5,
        flexShrink: 0,
        height: 56,
        px: isMini ? 2 : 2.5,
        bgcolor: "#00589A",
        color: "onBar",
        fontSize: "1.125rem",
        fontWeight: 650,
        letterSpacing: "0.04em",
        ...theme.applyStyles("dark", {
          bgcolor: theme.vars.palette.bar,
          boxShadow: `inset 0 -1px ${theme.vars.palette.divider}`,
        }),
      })}
    >
      <Mark size={32} isPlain />
      {!isMini && t("appName")}
    </Box>
  );
}

interface ItemsProps {
  isMini: boolean;
  onNavigate: () => void;
  onWiden: () => void;
}

function Items({ isMini, onNavigate, onWiden }: ItemsProps) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { isPending } = useQuery(bucketsQuery());
  const link = { isMini, onClick: onNavigate };
  return (
    <Box sx={{ overflowY: "auto", flex: 1 }}>
      {!isMini && <Box sx={SUBHEADER}>{t("nav.apps")}</Box>}
      <List sx={[{ px: 1, py: isMini ? 1 : 0 }, isPending && !isMini && WAIT]}>
        <NavItem
          {...link}
          icon={DashboardIcon}
          label={t("nav.dashboard")}
          to={paths.dashboard()}
          isActive={pathname === "/"}
        />
        <StorageSection {...link} onWiden={onWiden} />
        <NavItem
          {...link}
          icon={FunctionsIcon}
          label={t("nav.functions")}
          to={paths.functions()}
          isActive={pathname.startsWith("/functions")}
        />
        <NavItem
          {...link}
          icon={SettingsIcon}
          label={t("nav.settings")}
          to={paths.settings()}
          isActive={pathname === "/settings"}
        />
        <NavItem
          isMini={isMini}
          icon={LogoutIcon}
          label={t("nav.logOut")}
          onClick={() => void logOut()}
        />
      </List>
    </Box>
  );
}

/** What stands below the buckets is drawn where it stays: when it is known how many they are. */
const WAIT = {
  "& > li:nth-of-type(n + 3)": { animation: "oscar-wait 0s 400ms backwards" },
  "@keyframes oscar-wait": { from: { visibility: "hidden" } },
};

const SUBHEADER = {
  px: 2.5,
  pt: 1,
  lineHeight: "32px",
  fontSize: "0.75rem",
  fontWeight: 600,
  color: "text.secondary",
};

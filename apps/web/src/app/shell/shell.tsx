import Box from "@mui/material/Box";
import useMediaQuery from "@mui/material/useMediaQuery";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { Later, lazyPart } from "../../components/later.tsx";
import { Messages } from "../../components/messages.tsx";
import { useLiveUpdates } from "../../lib/live/use-live.ts";
import { usePreference } from "../../lib/preferences.ts";
import { useScrollMemory } from "../../lib/scroll-memory.ts";
import { NavDrawer } from "./nav-drawer.tsx";
import { ShellDialogs } from "./shell-dialogs.tsx";
import { isCreatingBucket } from "./shell-signals.ts";
import { TopBar } from "./top-bar.tsx";

/** Has nothing to show before the first upload. */
const UploadTray = lazyPart(
  async () =>
    (await import("../../features/uploads/upload-tray.tsx")).UploadTray,
);

/** The frame of every page behind the login: drawer, bar, content. */
export function Shell() {
  useLiveUpdates();
  useScrollMemory();
  const isNarrow = useMediaQuery("(max-width: 899.95px)", { noSsr: true });
  const [isHidden, setIsHidden] = usePreference("isDrawerHidden");
  const [isMini, setIsMini] = usePreference("isDrawerMini");
  const [isOpen, setIsOpen] = useState(false);
  // Its form is in the drawer.
  const isCreating = isCreatingBucket.use();
  const isShown = (isNarrow ? isOpen : !isHidden) || isCreating;
  const isMiniNow = isMini && !isNarrow && !isCreating;
  const close = () => {
    setIsOpen(false);
    isCreatingBucket.set(false);
  };
  return (
    <Box sx={{ display: "flex", minHeight: "100vh" }}>
      <SkipLink />
      <NavDrawer
        isTemporary={isNarrow}
        isShown={isShown}
        isMini={isMiniNow}
        onClose={close}
        onWiden={() => setIsMini(false)}
      />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <TopBar
          isDrawerShown={isShown}
          isMini={isMiniNow}
          onToggle={() =>
            isNarrow ? setIsOpen(!isOpen) : setIsHidden(isShown)
          }
          onToggleMini={isNarrow ? undefined : () => setIsMini(!isMini)}
        />
        <Box
          component="main"
          id="content"
          tabIndex={-1}
          sx={{ outline: "none" }}
        >
          <Outlet />
        </Box>
      </Box>
      <Later>
        <UploadTray />
      </Later>
      <ShellDialogs />
      <Messages />
    </Box>
  );
}

function SkipLink() {
  const { t } = useTranslation();
  return (
    <Box
      component="a"
      href="#content"
      sx={{
        position: "fixed",
        top: 8,
        left: 8,
        zIndex: "tooltip",
        px: 2,
        py: 1,
        borderRadius: 1,
        bgcolor: "background.paper",
        color: "primary.main",
        "&:not(:focus)": { clipPath: "inset(50%)", pointerEvents: "none" },
      }}
    >
      {t("skipToContent")}
    </Box>
  );
}

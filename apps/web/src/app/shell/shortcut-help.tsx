import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Link from "@mui/material/Link";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { KeyCaps } from "../../components/key-caps.tsx";
import { paths } from "../../lib/paths.ts";
import { useActiveShortcuts } from "../../lib/shortcuts.ts";

/** The shortcuts of the page that is shown. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["common", "functions"]);
  const titleId = useId();
  const names = useActiveShortcuts();
  return (
    <Dialog
      open
      fullWidth
      maxWidth="xs"
      onClose={onClose}
      aria-labelledby={titleId}
    >
      <DialogTitle id={titleId}>{t("shortcuts.title")}</DialogTitle>
      <DialogContent>
        <Box component="dl" sx={LIST}>
          {names.map((name) => (
            <Box key={name} sx={LINE}>
              <dt>
                {name === "new"
                  ? t("functions:deploy")
                  : t(`shortcuts.${name}`)}
              </dt>
              <Box component="dd" sx={{ m: 0 }}>
                <KeyCaps of={name} />
              </Box>
            </Box>
          ))}
        </Box>
        <Box sx={{ mt: 2, color: "text.secondary", fontSize: "0.8125rem" }}>
          <Link
            component={RouterLink}
            to={paths.settings()}
            underline="always"
            onClick={onClose}
          >
            {t("shortcuts.switchOff")}
          </Link>
        </Box>
      </DialogContent>
      <DialogActions>
        <Button variant="outlined" color="inherit" autoFocus onClick={onClose}>
          {t("close")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const LIST = { m: 0 };

const LINE = {
  display: "flex",
  alignItems: "center",
  justifyContent: "space-between",
  gap: 2,
  minHeight: 40,
  borderTop: 1,
  borderColor: "divider",
  "&:first-of-type": { borderTop: 0 },
};
